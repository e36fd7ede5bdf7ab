package dev.drover.virtualphone.app;

import dev.drover.virtualphone.app.View.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dialogs of the system itself, over whatever app is there. One at a time. */
public final class SystemDialogs {
  private static final String PERMISSION_PACKAGE = "com.android.permissioncontroller";

  private final int width;
  private final int height;
  private final Runnable goHome;
  private Optional<Dialog> shown = Optional.empty();

  /**
   * A dialog of the system.
   *
   * @param packageName whose window it is
   * @param focus what {@code dumpsys window} says of its window
   */
  public record Dialog(String packageName, String focus, String title, View root) {}

  public SystemDialogs(int width, int height, Runnable goHome) {
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
    String title = app.name() + " keeps stopping";
    show(
        "android",
        "Application Error: " + app.packageName(),
        title,
        List.of(
            new Choice("android:id/aerr_restart", "Open app again", app::launch),
            new Choice("android:id/aerr_close", "Close app", () -> close(app))));
  }

  private void stopAnswering(App app) {
    show(
        "android",
        "Application Not Responding: " + app.packageName(),
        app.name() + " isn't responding",
        List.of(
            new Choice("android:id/aerr_close", "Close app", () -> close(app)),
            new Choice("android:id/aerr_wait", "Wait", () -> {})));
  }

  private void close(App app) {
    app.stop();
    goHome.run();
  }

  private void askForLocation(App app) {
    ask(
        "Allow " + app.name() + " to access this device’s location?",
        List.of(
            permission("allow_foreground_only", "While using the app", () -> {}),
            permission("allow_one_time", "Only this time", () -> {}),
            permission("deny", "Don’t allow", () -> {})));
  }

  /** Asks whether an app may see the pictures and videos. */
  void askForMedia(App app, Runnable onAllowed, Runnable onDenied) {
    ask(
        "Allow " + app.name() + " to access photos and videos on this device?",
        List.of(
            permission("allow", "Allow all", onAllowed),
            permission("deny", "Don’t allow", onDenied)));
  }

  private void ask(String question, List<Choice> choices) {
    show(
        PERMISSION_PACKAGE,
        PERMISSION_PACKAGE + "/.permission.ui.GrantPermissionsActivity",
        question,
        choices);
  }

  private static Choice permission(String id, String text, Runnable then) {
    return new Choice(PERMISSION_PACKAGE + ":id/permission_" + id + "_button", text, then);
  }

  private record Choice(String id, String text, Runnable then) {}

  private void show(String packageName, String focus, String title, List<Choice> choices) {
    int row = height / 16;
    int top = height / 2 - row;
    List<View> views = new ArrayList<>();
    views.add(
        View.label(title, new Bounds(width / 10, top, width * 9 / 10, top + row))
            .withId(packageName + ":id/alertTitle"));
    for (Choice choice : choices) {
      top += row;
      views.add(
          View.button(
                  choice.text(),
                  new Bounds(width / 10, top + row / 8, width * 9 / 10, top + row),
                  () -> {
                    dismiss();
                    choice.then().run();
                  })
              .withId(choice.id()));
    }
    shown =
        Optional.of(
            new Dialog(
                packageName,
                focus,
                title,
                View.group("android:id/content", new Bounds(0, 0, width, height), views)));
  }
}
