package dev.drover.device.ui;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import java.time.Duration;
import java.util.Optional;

/** Has a phone tell what is on its screen. Touches nothing. */
public final class HierarchyReader {
  /** A dump waits for one quiet second within ten. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final int ATTEMPTS = 4;
  private static final Duration AFTER_FAILED_ATTEMPT = Duration.ofSeconds(1);

  private static final String FILE = "/sdcard/drover_screen.xml";

  /** An old dump is deleted first: one that fails leaves it, and exits 0. */
  private static final ShellCommand DUMP =
      ShellCommand.of("rm", "-f", FILE)
          .then(
              ShellCommand.of("uiautomator", "dump", "--compressed", FILE)
                  .andIfSuccessful(ShellCommand.of("cat", FILE)));

  private final PhoneSession phone;
  private final Screen.Pause pause;
  private final HierarchyParser parser = new HierarchyParser();

  public HierarchyReader(PhoneSession phone, Screen.Pause pause) {
    this.phone = phone;
    this.pause = pause;
  }

  /**
   * Reads the screen.
   *
   * @throws ScreenUnreadable if the phone can't tell what is on it
   */
  public UiTree read() {
    return read(() -> {});
  }

  /**
   * Reads the screen.
   *
   * @param calm is called once when something on the screen moves and keeps it from being read
   * @throws ScreenUnreadable if the phone can't tell what is on it
   */
  UiTree read(Runnable calm) {
    String reason = "";
    boolean calmed = false;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ShellResult result = phone.shell(DUMP, DEADLINE);
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
      if (!calmed && reason.contains("idle state")) {
        calm.run();
        calmed = true;
      }
      if (attempt < ATTEMPTS) {
        pause.of(AFTER_FAILED_ATTEMPT);
      }
    }
    throw new ScreenUnreadable(
        "the phone at "
            + phone.address()
            + " does not tell what is on its screen ("
            + reason
            + "); close whatever animates on it, and check that no other program uses UiAutomator");
  }
}
