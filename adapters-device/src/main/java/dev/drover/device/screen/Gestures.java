package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.driver.ScreenDrivers;
import dev.drover.device.screen.driver.ScreenUnreadable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends gestures and keys to one phone, whatever is on its screen. Used by one thread. */
public final class Gestures {
  public static final int KEY_HOME = 3;
  static final int KEY_BACK = 4;
  static final int KEY_ENTER = 66;
  public static final int KEY_SLEEP = 223;
  private static final int KEY_WAKEUP = 224;

  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final int LONG_PRESS_MILLIS = 800;
  private static final int SWIPE_MILLIS = 250;

  private static final Pattern SIZE =
      Pattern.compile("(?:Override|Physical) size: (\\d{1,5})x(\\d{1,5})");

  private final PhoneSession phone;
  private final ScreenDrivers drivers;

  public Gestures(PhoneSession phone, ScreenDrivers drivers) {
    this.phone = phone;
    this.drivers = drivers;
  }

  /**
   * Taps the middle of an element.
   *
   * @return false if the phone did not confirm the tap; it may still carry it out
   */
  public boolean tapMiddle(UiNode node) {
    return tap(node.bounds().centerX(), node.bounds().centerY());
  }

  /**
   * Taps a place, in pixels.
   *
   * @return false if the phone did not confirm the tap; it may still carry it out
   */
  public boolean tap(int x, int y) {
    return drivers.tap(x, y);
  }

  /**
   * Taps a place on an element.
   *
   * @param fractionX 0 for its left edge to 1 for its right one
   * @param fractionY 0 for its top edge to 1 for its bottom one
   */
  void tapAt(UiNode node, double fractionX, double fractionY) {
    Bounds bounds = node.bounds();
    tap(
        between(bounds.left(), bounds.right() - 1, fractionX),
        between(bounds.top(), bounds.bottom() - 1, fractionY));
  }

  private static int between(int first, int last, double fraction) {
    return (int) Math.round(first + (last - first) * Math.clamp(fraction, 0.0, 1.0));
  }

  void longPress(UiNode node) {
    int x = node.bounds().centerX();
    int y = node.bounds().centerY();
    swipe(x, y, x, y, LONG_PRESS_MILLIS);
  }

  /**
   * Swipes vertically through the middle of the screen.
   *
   * @param from the start, in percent of the height
   * @param to the end, in percent of the height
   */
  void swipe(Bounds size, int from, int to) {
    int x = size.centerX();
    swipe(x, size.bottom() * from / 100, x, size.bottom() * to / 100, SWIPE_MILLIS);
  }

  private void swipe(int fromX, int fromY, int toX, int toY, int millis) {
    swipe("swipe", fromX, fromY, toX, toY, Duration.ofMillis(millis));
  }

  /**
   * Moves a finger from one place to another. If both are the same, the finger rests there, which
   * is a long press.
   */
  public void swipe(int fromX, int fromY, int toX, int toY, Duration duration) {
    swipe("swipe", fromX, fromY, toX, toY, duration);
  }

  /** Presses long on a place, and moves what is there to another place. */
  public void drag(int fromX, int fromY, int toX, int toY, Duration duration) {
    swipe("draganddrop", fromX, fromY, toX, toY, duration);
  }

  /** The phone answers when the gesture has ended. */
  private void swipe(String kind, int fromX, int fromY, int toX, int toY, Duration duration) {
    phone.shell(
        ShellCommand.of("input", kind, fromX, fromY, toX, toY, duration.toMillis()),
        COMMAND_DEADLINE.plus(duration));
  }

  public void press(int keyCode) {
    phone.shell(ShellCommand.of("input", "keyevent", keyCode), COMMAND_DEADLINE);
  }

  /** Wakes the screen, and removes a lock that needs no secret. */
  public void wake() {
    phone.shell(
        ShellCommand.of("input", "keyevent", KEY_WAKEUP)
            .then(ShellCommand.of("wm", "dismiss-keyguard")),
        COMMAND_DEADLINE);
  }

  /**
   * Returns the screen's extent in pixels, as the phone reports it.
   *
   * @throws ScreenUnreadable if it does not
   */
  Bounds size() {
    Matcher size =
        SIZE.matcher(phone.shell(ShellCommand.of("wm", "size"), COMMAND_DEADLINE).output());
    Bounds told = new Bounds(0, 0, 0, 0);
    // An override follows the physical size and replaces it.
    while (size.find()) {
      told = new Bounds(0, 0, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }
    if (told.isEmpty()) {
      throw new ScreenUnreadable(
          "the phone at "
              + phone.address()
              + " does not tell the size of its screen; restart the phone, and retry");
    }
    return told;
  }
}
