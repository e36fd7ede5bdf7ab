package dev.drover.device.ui;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.domain.device.PackageName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone's screen: what is on it by an app's profile, and what a finger can do. Used by one
 * thread.
 */
public final class Screen {
  /** A dump waits for one quiet second within ten. */
  private static final Duration DUMP_DEADLINE = Duration.ofSeconds(20);

  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LAUNCH_DEADLINE = Duration.ofSeconds(20);
  private static final int DUMP_ATTEMPTS = 4;
  private static final Duration AFTER_FAILED_DUMP = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private static final String DUMP_FILE = "/sdcard/drover_screen.xml";

  /** An old dump is deleted first: one that fails leaves it, and exits 0. */
  private static final ShellCommand DUMP =
      ShellCommand.of("rm", "-f", DUMP_FILE)
          .then(
              ShellCommand.of("uiautomator", "dump", "--compressed", DUMP_FILE)
                  .andIfSuccessful(ShellCommand.of("cat", DUMP_FILE)));

  private static final Pattern FOCUS =
      Pattern.compile("m(?:CurrentFocus|FocusedApp)=\\S*\\{[^}]*?\\s([A-Za-z0-9_.]+)/[^}]*}");

  private final PhoneSession phone;
  private final AppProfile profile;
  private final Pause pause;
  private final HierarchyParser parser = new HierarchyParser();

  /** Lets time pass, unless the run is stopped: then it throws. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration);
  }

  public Screen(PhoneSession phone, AppProfile profile, Pause pause) {
    this.phone = phone;
    this.profile = profile;
    this.pause = pause;
  }

  /** An element that was looked for, and where it is. */
  public record Found(String element, UiNode node) {}

  /**
   * Reads the screen.
   *
   * @throws ScreenUnreadable if the phone can't tell what is on it
   */
  public UiTree read() {
    String reason = "";
    for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
      ShellResult result = phone.shell(DUMP, DUMP_DEADLINE);
      int start = result.output().indexOf("<?xml");
      if (start >= 0) {
        try {
          return parser.parse(result.output().substring(start));
        } catch (HierarchyUnreadable unreadable) {
          reason = Optional.ofNullable(unreadable.getMessage()).orElse("");
        }
      } else {
        reason = result.everything().strip();
      }
      if (attempt < DUMP_ATTEMPTS) {
        pause.of(AFTER_FAILED_DUMP);
      }
    }
    throw new ScreenUnreadable(
        "the phone at "
            + phone.address()
            + " does not tell what is on its screen ("
            + reason
            + "); close whatever animates on it, and check that no other program uses UiAutomator");
  }

  /**
   * Waits until one of these elements is on the screen. Where several are, the first in this order
   * counts.
   *
   * @param elements logical names with what stands for {@code {}} in their texts
   * @throws ElementNotFound if none comes in time; it tells of the first
   */
  public Found awaitAny(Map<String, String> elements, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      UiTree tree = read();
      for (Map.Entry<String, String> element : elements.entrySet()) {
        Optional<UiNode> node = profile.selector(element.getKey()).find(tree, element.getValue());
        if (node.isPresent()) {
          return new Found(element.getKey(), node.get());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ElementNotFound(
            profile.selector(elements.keySet().iterator().next()),
            profile,
            tree,
            " of the phone at " + phone.address() + " after " + atMost.toSeconds() + " s");
      }
      pause.of(BETWEEN_LOOKS);
    }
  }

  /**
   * Waits until an element is on the screen.
   *
   * @throws ElementNotFound if it does not come in time
   */
  public UiNode await(String element, Duration atMost) {
    return awaitAny(Map.of(element, ""), atMost).node();
  }

  /** Taps the middle of an element. */
  public void tap(UiNode node) {
    phone.shell(
        ShellCommand.of("input", "tap", node.bounds().centerX(), node.bounds().centerY()),
        COMMAND_DEADLINE);
  }

  public void pressBack() {
    pressKey(4);
  }

  public void pressEnter() {
    pressKey(66);
  }

  private void pressKey(int keyCode) {
    phone.shell(ShellCommand.of("input", "keyevent", keyCode), COMMAND_DEADLINE);
  }

  /**
   * Types into the field in focus.
   *
   * @param text printable ASCII without a percent sign, since {@code input text} knows no other
   * @throws IllegalArgumentException for another text
   */
  public void typeAscii(String text) {
    if (!text.matches("[\\x20-\\x24\\x26-\\x7e]+")) {
      throw new IllegalArgumentException("\"" + text + "\" can't be typed: only plain ASCII can");
    }
    phone.shell(ShellCommand.of("input", "text", text.replace(" ", "%s")), COMMAND_DEADLINE);
  }

  /**
   * Wakes the screen and takes a lock away that needs no secret; one round trip where nothing is to
   * do.
   */
  public boolean wake() {
    ShellCommand look =
        ShellCommand.of("dumpsys", "power").then(ShellCommand.of("dumpsys", "window"));
    String state = phone.shell(look, COMMAND_DEADLINE).output();
    if (isUsable(state)) {
      return true;
    }
    phone.shell(
        ShellCommand.of("input", "keyevent", 224).then(ShellCommand.of("wm", "dismiss-keyguard")),
        COMMAND_DEADLINE);
    return isUsable(phone.shell(look, COMMAND_DEADLINE).output());
  }

  private static boolean isUsable(String state) {
    return !state.contains("mWakefulness=Asleep")
        && !state.contains("mWakefulness=Dozing")
        && !state.contains("mDreamingLockscreen=true")
        && !state.contains("isKeyguardShowing=true")
        && !state.contains("mShowingLockscreen=true");
  }

  /**
   * Opens a link in an app.
   *
   * @return false if the app can't open it, because it is not installed, say
   */
  public boolean openLink(String url, PackageName app) {
    ShellResult result =
        phone.shell(
            ShellCommand.of(
                "am", "start", "-W", "-a", "android.intent.action.VIEW", "-d", url, app.value()),
            LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("unable to resolve");
  }

  /**
   * Starts an app by its icon's activity.
   *
   * @return false if it is not installed
   */
  public boolean launch(PackageName app) {
    String activity =
        phone
            .shell(
                ShellCommand.of("cmd", "package", "resolve-activity", "--brief", app.value()),
                COMMAND_DEADLINE)
            .output()
            .strip();
    String component = activity.substring(activity.lastIndexOf('\n') + 1).strip();
    if (!component.startsWith(app.value() + "/")) {
      return false;
    }
    ShellResult result =
        phone.shell(ShellCommand.of("am", "start", "-W", "-n", component), LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("Error");
  }

  /** The apps that have the focus; while windows change there can be two. */
  public List<String> foreground() {
    Matcher matcher =
        FOCUS.matcher(
            phone
                .shell(ShellCommand.of("dumpsys", "window", "displays"), COMMAND_DEADLINE)
                .output());
    return matcher.results().map(result -> result.group(1)).distinct().toList();
  }
}
