package dev.drover.domain.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One command for a phone. Coordinates are pixels of the screen as it is turned now, from the top
 * left corner.
 */
public sealed interface PhoneCommand {

  /**
   * Asks what the phone is. Answers a map with the names of UiAutomator2: {@code
   * currentPackageName}, {@code displayWidth}, {@code displayHeight}, {@code displayRotation} (0 to
   * 3), {@code displaySizeDpX}, {@code displaySizeDpY}, {@code naturalOrientation}, {@code
   * productName}, {@code screenOn}, {@code sdkInt}; without those that the phone does not tell.
   */
  record DeviceInfo() implements PhoneCommand {}

  record Tap(int x, int y) implements PhoneCommand {}

  record LongPress(int x, int y, Duration hold) implements PhoneCommand {}

  record Swipe(int fromX, int fromY, int toX, int toY, Duration duration) implements PhoneCommand {}

  /** Holds first, then moves, then lets go. */
  record Drag(int fromX, int fromY, int toX, int toY, Duration duration) implements PhoneCommand {}

  /**
   * @param code of Android's {@code KeyEvent}, 0 to 999
   */
  record PressKey(int code) implements PhoneCommand {
    private static final int MOST = 999;

    public PressKey {
      if (code < 0 || code > MOST) {
        throw new IllegalArgumentException("a key code is 0 to " + MOST);
      }
    }
  }

  /** Switches the screen on, and removes a lock that needs no secret. */
  record WakeUp() implements PhoneCommand {}

  record Sleep() implements PhoneCommand {}

  /** Answers a boolean. */
  record IsScreenOn() implements PhoneCommand {}

  /** Answers the XML of the screen, its nodes as elements named {@code node}. */
  record DumpHierarchy() implements PhoneCommand {}

  record OpenNotifications() implements PhoneCommand {}

  record OpenQuickSettings() implements PhoneCommand {}

  record SetClipboard(String text) implements PhoneCommand {}

  /** Answers a text. */
  record GetClipboard() implements PhoneCommand {}

  /** Types at the cursor of what has the focus, and leaves what is there. */
  record TypeText(String text) implements PhoneCommand {}

  /** Answers a boolean. */
  record Exists(NodeSelector node) implements PhoneCommand {}

  /** Answers a number. */
  record Count(NodeSelector node) implements PhoneCommand {}

  /**
   * Answers a map with the names of UiAutomator2: {@code text}, {@code contentDescription}, {@code
   * className}, {@code packageName}, {@code resourceName}, {@code bounds} and {@code visibleBounds}
   * (each a map of {@code left}, {@code top}, {@code right}, {@code bottom}), {@code childCount}
   * and the states, such as {@code clickable}.
   */
  record NodeInfo(NodeSelector node) implements PhoneCommand {}

  record TapNode(NodeSelector node) implements PhoneCommand {}

  record LongPressNode(NodeSelector node, Duration hold) implements PhoneCommand {}

  /** Replaces the field's content. */
  record SetText(NodeSelector node, String text) implements PhoneCommand {}

  record ClearText(NodeSelector node) implements PhoneCommand {}

  /** Answers a text. */
  record GetText(NodeSelector node) implements PhoneCommand {}

  /** Answers whether it appeared. */
  record WaitForExists(NodeSelector node, Duration atMost) implements PhoneCommand {}

  /** Answers whether it went. */
  record WaitUntilGone(NodeSelector node, Duration atMost) implements PhoneCommand {}

  /**
   * Swipes up until the node appears or the page stops moving, and answers whether it appeared.
   *
   * @param within the node to swipe on; by default the largest that scrolls, or the screen
   * @param swipes the most swipes; 20 by default
   */
  record ScrollTo(Optional<NodeSelector> within, NodeSelector node, OptionalInt swipes)
      implements PhoneCommand {}

  /**
   * Runs a program of the phone's shell, each argument quoted. Answers its output as text.
   *
   * @param args the program and its arguments; at least one
   */
  record Shell(List<String> args, Duration atMost) implements PhoneCommand {
    public Shell {
      args = List.copyOf(args);
      if (args.isEmpty()) {
        throw new IllegalArgumentException("a shell command has a program");
      }
    }
  }

  /**
   * Copies a file of this machine to the phone. Answers in words what was done.
   *
   * @param file checked by the caller: in a folder that the operator allows
   * @param to a path on the phone; of a folder, where the file keeps its name
   */
  record Push(Path file, String to, Duration atMost) implements PhoneCommand {}

  /**
   * Installs an app, over an older version. Answers in words what was done.
   *
   * @param apk checked by the caller: in a folder that the operator allows
   */
  record Install(Path apk, Duration atMost) implements PhoneCommand {}
}
