package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.App;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.SystemDialogs;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.paint.AgentHierarchyXml;
import dev.drover.virtualphone.paint.Frame;
import dev.drover.virtualphone.paint.HierarchyXml;
import dev.drover.virtualphone.paint.ScreenPainter;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.Keyboard;
import dev.drover.virtualphone.system.MediaStore;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The phone's screen: the app on it, the effect of fingers and keys on that app, and what programs
 * read from it. Safe for use by any thread; one call at a time reaches the apps.
 */
public final class Screen {
  /** Android treats a finger that rests this long as a long press. */
  private static final Duration LONG_PRESS = Duration.ofMillis(500);

  /** A finger that moves less than this many pixels counts as resting. */
  private static final int SHORTEST_MOVE = 10;

  /** A swipe is at least the screen's length divided by this. */
  private static final int SHORTEST_SWIPE = 10;

  private final int width;
  private final int height;
  private final PhoneApps apps;
  private final Keyboard keyboard;
  private final MediaStore media;
  private final Faults faults;
  private final Clock clock;
  private final String serial;
  private boolean awake = true;
  private boolean locked;
  private Optional<Frame.Touch> touched = Optional.empty();

  Screen(
      PhoneConfig config,
      PhoneApps apps,
      Keyboard keyboard,
      MediaStore media,
      Faults faults,
      Clock clock) {
    this.clock = clock;
    this.serial = config.serial();
    this.width = config.width();
    this.height = config.height();
    this.apps = apps;
    this.keyboard = keyboard;
    this.media = media;
    this.faults = faults;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Carries out what has become due by the clock. */
  public synchronized void settle() {
    media.settle();
    apps.settle();
  }

  /** The version of an app with a screen; other packages have none here. */
  public synchronized Optional<String> versionOf(String packageName) {
    return apps.byPackage(packageName).map(App::version);
  }

  public synchronized Optional<String> launcherActivity(String packageName) {
    return apps.byPackage(packageName).map(App::activity);
  }

  /**
   * Starts an app.
   *
   * @param packageName the app, or empty for any app that opens the link
   * @param url the link to open, or empty
   * @return the app's activity, or empty if no app responds
   */
  public synchronized Optional<String> start(String packageName, String url) {
    settle();
    return apps.start(packageName, url);
  }

  /**
   * Shares media with an app.
   *
   * @param type the content's type, such as {@code video/mp4}
   * @return the app's activity, or empty if the app does not accept the media
   */
  public synchronized Optional<String> share(String packageName, String type, List<String> uris) {
    settle();
    return apps.share(packageName, type, uris);
  }

  /**
   * An account of an app on the phone.
   *
   * @param packageName the app's package
   * @param isUsed whether the app acts for it, or would if it were logged in
   */
  public record Account(
      String app, String packageName, String name, boolean isLoggedIn, boolean isUsed) {}

  /** The accounts of all apps. */
  public synchronized List<Account> accounts() {
    settle();
    return apps.all().stream()
        .flatMap(
            app ->
                app.accounts().entrySet().stream()
                    .map(
                        entry ->
                            new Account(
                                app.name(),
                                app.packageName(),
                                entry.getKey(),
                                entry.getValue(),
                                app.account().equals(Optional.of(entry.getKey())))))
        .toList();
  }

  /**
   * Logs an account out. If an app acts for it, that app shows its login page until a person logs
   * in there.
   *
   * @param app the app's package, or its name in any case, which means all of its packages
   * @return false if there is no such account
   */
  public synchronized boolean logOut(String app, String account) {
    settle();
    return apps.all().stream()
            .filter(known -> known.packageName().equals(app) || known.name().equalsIgnoreCase(app))
            .filter(known -> known.logOut(account))
            .count()
        > 0;
  }

  /** Returns the versions of the apps by package. */
  public synchronized Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    apps.all().forEach(app -> versions.put(app.packageName(), app.version()));
    return versions;
  }

  /**
   * Installs another version over an app.
   *
   * @return false if there is no such package
   */
  public synchronized boolean update(String packageName, String version) {
    settle();
    Optional<App> app = apps.byPackage(packageName);
    app.ifPresent(installed -> installed.update(version));
    apps.forceStop(packageName);
    return app.isPresent();
  }

  /** Ends an app; if it was on top, the launcher shows. */
  synchronized void forceStop(String packageName) {
    settle();
    apps.forceStop(packageName);
  }

  /** Shows a popup of this name over the app on top. */
  public synchronized void showPopup(String name) {
    apps.showPopup(name);
  }

  /** Opens a panel of the system over the app on top. */
  public synchronized void openPanel(SystemDialogs.Panel panel) {
    if (isUsable()) {
      apps.dialogs().open(panel);
    }
  }

  /** Closes the panel that is open, if one is. */
  public synchronized void closePanel() {
    apps.dialogs().closePanel();
  }

  /** The app on top, as {@code package/class}. */
  public synchronized String focusedApp() {
    return apps.foreground().activity();
  }

  /** The window on top: the app's, or that of a dialog of the system. */
  public synchronized String focusedWindow() {
    return apps.dialogs().shown().map(SystemDialogs.Dialog::focus).orElseGet(this::focusedApp);
  }

  /** What a person sees, in a few words. */
  public synchronized String describe() {
    settle();
    String said =
        apps.dialogs()
            .shown()
            .map(SystemDialogs.Dialog::title)
            .orElseGet(() -> apps.foreground().describe());
    return apps.packageOnTop() + ": " + said;
  }

  public synchronized boolean awake() {
    return awake;
  }

  public synchronized boolean locked() {
    return locked;
  }

  /** Unlocks the screen if it is on. */
  public synchronized void unlock() {
    locked = locked && !awake;
  }

  /** Switches the screen off and locks it, as a phone left alone does. */
  public synchronized void fallAsleep() {
    awake = false;
    locked = true;
  }

  /** Whether taps and keys reach the app on top. */
  private boolean isUsable() {
    return awake && !locked;
  }

  public synchronized boolean keyboardShown() {
    return apps.field().map(TextField::keyboardShown).orElse(false);
  }

  private boolean isOnKeyboard(int y) {
    return keyboardShown() && keyboard.covers(y);
  }

  private View present() {
    settle();
    return apps.render().framed(frame());
  }

  private Frame frame() {
    return new Frame(
        clock.instant().atZone(clock.getZone()),
        PhoneConfig.BATTERY_PERCENT,
        keyboardShown() ? keyboard.top() : height,
        awake ? locked ? Frame.Light.LOCKED : Frame.Light.ON : Frame.Light.OFF,
        touched,
        serial);
  }

  /**
   * Taps a place.
   *
   * @param x pixels from the left
   * @param y pixels from the top
   */
  public synchronized void tap(int x, int y) {
    View screen = present();
    touched = Optional.of(new Frame.Touch(x, y, clock.instant()));
    if (isUsable() && !isOnKeyboard(y)) {
      screen.tapAt(x, y).ifPresent(Runnable::run);
    }
  }

  /** Puts a finger down at one place and lifts it at another; a long press does nothing. */
  public synchronized void swipe(int fromX, int fromY, int toX, int toY, Duration duration) {
    View screen = present();
    if (!isUsable() || isOnKeyboard(fromY)) {
      return;
    }
    int right = toX - fromX;
    int down = toY - fromY;
    if (Math.abs(right) + Math.abs(down) < SHORTEST_MOVE) {
      if (duration.compareTo(LONG_PRESS) < 0) {
        tap(toX, toY);
      }
      return;
    }
    Optional<Runnable> dragged = screen.dragFrom(fromX, fromY, toX, toY);
    if (dragged.isPresent()) {
      dragged.get().run();
    } else if (apps.dialogs().shown().isEmpty()) {
      direction(right, down).ifPresent(apps.foreground()::swipe);
    }
  }

  /** The direction of a swipe; none if it is too short to be one. */
  private Optional<Direction> direction(int right, int down) {
    if (Math.abs(down) >= Math.abs(right)) {
      return Math.abs(down) <= height / SHORTEST_SWIPE
          ? Optional.empty()
          : Optional.of(down < 0 ? Direction.UP : Direction.DOWN);
    }
    return Math.abs(right) <= width / SHORTEST_SWIPE
        ? Optional.empty()
        : Optional.of(right < 0 ? Direction.LEFT : Direction.RIGHT);
  }

  /** Types at the cursor, as hardware keys do. */
  public synchronized void type(String text) {
    settle();
    if (isUsable()) {
      apps.field().ifPresent(field -> field.type(text));
    }
  }

  /**
   * Sets the text of the focused field, or appends to it.
   *
   * @return false if no field has the focus
   */
  public synchronized boolean setText(String text, boolean replace) {
    settle();
    Optional<TextField> field = isUsable() ? apps.field() : Optional.empty();
    field.ifPresent(
        focused -> {
          if (replace) {
            focused.clear();
          }
          focused.moveToEnd();
          focused.type(text);
        });
    return field.isPresent();
  }

  /**
   * Delivers a broadcast to the keyboard.
   *
   * @param extras by their names
   */
  public synchronized void broadcast(String action, Map<String, String> extras) {
    settle();
    if (isUsable()) {
      apps.field()
          .ifPresent(field -> keyboard.hear(action, extras, field, apps.foreground()::enter));
    }
  }

  /**
   * Presses a key.
   *
   * @param key its number or its name, with or without {@code KEYCODE_}
   */
  public synchronized void key(String key) {
    settle();
    String name = key.replace("KEYCODE_", "");
    switch (name) {
      case "224", "WAKEUP" -> awake = true;
      case "223", "SLEEP" -> fallAsleep();
      case "26", "POWER" -> {
        if (awake) {
          fallAsleep();
        } else {
          awake = true;
        }
      }
      case "82", "MENU" -> unlock();
      case "3", "HOME" -> {
        apps.dialogs().dismiss();
        apps.goHome();
      }
      case "4", "BACK" -> back();
      default -> {
        if (isUsable()) {
          apps.field().ifPresent(field -> keyboard.press(name, field, apps.foreground()::enter));
        }
      }
    }
  }

  private void back() {
    if (!isUsable()) {
      return;
    }
    if (apps.dialogs().shown().isPresent()) {
      apps.dialogs().dismiss();
    } else if (keyboardShown()) {
      apps.field().ifPresent(TextField::hideKeyboard);
    } else if (!apps.foreground().back()) {
      apps.goHome();
    }
  }

  /** Returns whether a fault keeps the agent waiting for a moving screen, and counts the strike. */
  synchronized boolean isMoving() {
    settle();
    return apps.dialogs().shown().isEmpty()
        && !apps.foreground().isAtRest()
        && faults.strike(Fault.Kind.NO_IDLE, "agent source").isPresent();
  }

  /** The fault that keeps {@code uiautomator dump} from reading the screen now, if one does. */
  public synchronized Optional<Fault.Kind> dumpFault(String command) {
    settle();
    if (faults.strike(Fault.Kind.NULL_ROOT, command).isPresent()) {
      return Optional.of(Fault.Kind.NULL_ROOT);
    }
    boolean atRest = apps.dialogs().shown().isEmpty() && apps.foreground().isAtRest();
    return !atRest && faults.strike(Fault.Kind.NO_IDLE, command).isPresent()
        ? Optional.of(Fault.Kind.NO_IDLE)
        : Optional.empty();
  }

  /** The screen as {@code uiautomator dump} writes it. */
  public synchronized String dumpHierarchy() {
    return HierarchyXml.of(present(), apps.packageOnTop());
  }

  /** The screen as the agent writes it. */
  synchronized String agentHierarchy() {
    return AgentHierarchyXml.of(present(), apps.packageOnTop(), width, height);
  }

  /** The screen as a PNG. Other threads may use the screen while it is drawn. */
  public byte[] screenshot() {
    return ScreenPainter.png(seen());
  }

  /**
   * The screen as a picture. Other threads may use the screen while it is drawn.
   *
   * @param pictureWidth in pixels, from 1
   */
  public BufferedImage picture(int pictureWidth) {
    return ScreenPainter.picture(seen(), pictureWidth);
  }

  /** What a person sees now. */
  private synchronized View seen() {
    return present();
  }
}
