package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.paint.View.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system's dialogs, over the app on top. One shows at a time. */
public final class SystemDialogs {
  private static final String PERMISSION_PACKAGE = "com.android.permissioncontroller";

  private static final String SYSTEM_UI = "com.android.systemui";

  private final int width;
  private final int height;
  private final Language language;
  private final Runnable goHome;
  private Optional<Dialog> shown = Optional.empty();

  /**
   * A dialog of the system.
   *
   * @param packageName the package of its window
   * @param focus the window's name in {@code dumpsys window}
   */
  public record Dialog(String packageName, String focus, String title, View root) {}

  public SystemDialogs(int width, int height, Language language, Runnable goHome) {
    this.language = language;
    this.width = width;
    this.height = height;
    this.goHome = goHome;
  }

  public Optional<Dialog> shown() {
    return shown;
  }

  public void dismiss() {
    shown = Optional.empty();
  }

  /** A panel that is pulled down from the status bar. */
  public enum Panel {
    NOTIFICATIONS(SystemLabel.NO_NOTIFICATIONS),
    QUICK_SETTINGS(SystemLabel.QUICK_SETTINGS);

    private final SystemLabel title;

    Panel(SystemLabel title) {
      this.title = title;
    }
  }

  /** Opens a panel, in the place of what is shown. */
  public void open(Panel panel) {
    show(SYSTEM_UI, "NotificationShade", panel.title.in(language), List.of());
  }

  /** Closes the panel that is open, if one is. */
  public void closePanel() {
    shown = shown.filter(dialog -> !dialog.packageName().equals(SYSTEM_UI));
  }

  /**
   * Shows a dialog over an app.
   *
   * @param name {@code permission}, {@code crash} or {@code anr}
   */
  public void show(String name, App app) {
    switch (name) {
      case "permission" -> askForLocation(app);
      case "crash" -> crash(app);
      case "anr" -> stopAnswering(app);
      default -> throw new IllegalArgumentException("there is no system dialog " + name);
    }
  }

  private void crash(App app) {
    app.stop();
    String title = say(SystemLabel.KEEPS_STOPPING, app);
    show(
        "android",
        "Application Error: " + app.packageName(),
        title,
        List.of(
            new Choice("android:id/aerr_restart", SystemLabel.OPEN_AGAIN, app::launch),
            new Choice("android:id/aerr_close", SystemLabel.CLOSE_APP, () -> close(app))));
  }

  private void stopAnswering(App app) {
    show(
        "android",
        "Application Not Responding: " + app.packageName(),
        say(SystemLabel.NOT_RESPONDING, app),
        List.of(
            new Choice("android:id/aerr_close", SystemLabel.CLOSE_APP, () -> close(app)),
            new Choice("android:id/aerr_wait", SystemLabel.WAIT, () -> {})));
  }

  private String say(SystemLabel label, App app) {
    return label.in(language).replace("{}", app.name());
  }

  private void close(App app) {
    app.stop();
    goHome.run();
  }

  private void askForLocation(App app) {
    ask(
        say(SystemLabel.ALLOW_LOCATION, app),
        List.of(
            permission("allow_foreground_only", SystemLabel.WHILE_USING, () -> {}),
            permission("allow_one_time", SystemLabel.ONLY_THIS_TIME, () -> {}),
            permission("deny", SystemLabel.DONT_ALLOW, () -> {})));
  }

  /** Asks whether an app may see the pictures and videos. */
  public void askForMedia(App app, Runnable onAllowed, Runnable onDenied) {
    ask(
        say(SystemLabel.ALLOW_MEDIA, app),
        List.of(
            permission("allow", SystemLabel.ALLOW_ALL, onAllowed),
            permission("deny", SystemLabel.DONT_ALLOW, onDenied)));
  }

  private void ask(String question, List<Choice> choices) {
    show(
        PERMISSION_PACKAGE,
        PERMISSION_PACKAGE + "/.permission.ui.GrantPermissionsActivity",
        question,
        choices);
  }

  private static Choice permission(String id, SystemLabel text, Runnable then) {
    return new Choice(PERMISSION_PACKAGE + ":id/permission_" + id + "_button", text, then);
  }

  private record Choice(String id, SystemLabel text, Runnable then) {}

  private void show(String packageName, String focus, String title, List<Choice> choices) {
    int row = height / 16;
    int top = height / 2 - row;
    Bounds window = new Bounds(0, 0, width, height);
    List<View> views = new ArrayList<>();
    views.add(
        View.label(title, new Bounds(width / 10, top, width * 9 / 10, top + row))
            .withId(packageName + ":id/alertTitle")
            .styled(Style.TITLE));
    for (Choice choice : choices) {
      top += row;
      views.add(
          View.button(
                  choice.text().in(language),
                  new Bounds(width / 10, top + row / 8, width * 9 / 10, top + row),
                  () -> {
                    dismiss();
                    choice.then().run();
                  })
              .withId(choice.id())
              .styled(Style.SECONDARY));
    }
    shown =
        Optional.of(
            new Dialog(
                packageName,
                focus,
                title,
                View.group("android:id/content", window, views)
                    .drawing(new Ornament.Wallpaper(window))
                    .drawing(new Ornament.Shade(window))
                    .drawing(
                        new Ornament.Card(
                            new Bounds(
                                width / 18,
                                height / 2 - row - row / 3,
                                width * 17 / 18,
                                top + row + row / 3)))));
  }
}
