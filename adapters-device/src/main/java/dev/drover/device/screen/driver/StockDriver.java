package dev.drover.device.screen.driver;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiTree;
import java.time.Duration;
import java.util.Optional;

/**
 * The driver for Android's own programs {@code uiautomator dump} and {@code input}, which every
 * phone has.
 */
final class StockDriver implements ScreenDriver {
  /** A dump waits up to ten seconds for a second without changes. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final Duration TAP_DEADLINE = Duration.ofSeconds(10);

  private static final int ATTEMPTS = 4;
  private static final Duration AFTER_FAILED_ATTEMPT = Duration.ofSeconds(1);

  /** The longest reason from a phone in a message, in characters. */
  private static final int LONGEST_REASON = 300;

  private static final String FILE = "/sdcard/drover_screen.xml";

  /** Deletes an old dump first, because a failing dump would leave it and exit with 0. */
  private static final ShellCommand DUMP =
      ShellCommand.of("rm", "-f", FILE)
          .then(
              ShellCommand.of("uiautomator", "dump", "--compressed", FILE)
                  .andIfSuccessful(ShellCommand.of("cat", FILE)));

  private final PhoneSession phone;
  private final Pause pause;
  private final HierarchyParser parser = new HierarchyParser();

  StockDriver(PhoneSession phone, Pause pause) {
    this.phone = phone;
    this.pause = pause;
  }

  @Override
  public UiTree read(Runnable calm) throws DriverFailed {
    String reason = "";
    boolean calmed = false;
    boolean freed = false;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ShellResult result = phone.shell(DUMP, DEADLINE);
      int start = result.output().indexOf("<?xml");
      if (start >= 0) {
        try {
          return ParsingThreads.parsed(parser, result.output().substring(start));
        } catch (HierarchyUnreadable unreadable) {
          reason = Optional.ofNullable(unreadable.getMessage()).orElse("");
        }
      } else {
        reason = shortened(result.everything().strip());
      }
      if (!calmed && reason.contains("idle state")) {
        calm.run();
        calmed = true;
      }
      if (!freed && isTaken(reason)) {
        // Stops an agent that an earlier attempt left running, since no dump works beside it.
        phone.shell(AgentDriver.STOP, DEADLINE);
        freed = true;
      }
      if (attempt < ATTEMPTS) {
        pause.of(AFTER_FAILED_ATTEMPT);
      }
    }
    throw new DriverFailed(
        isTaken(reason)
            ? "another program on the phone uses UiAutomation: " + shortened(reason)
            : shortened(reason),
        false);
  }

  private static String shortened(String reason) {
    return SafeText.line(reason, LONGEST_REASON);
  }

  /** Android lets one program at a time read the screen, and ends a second one. */
  private static boolean isTaken(String reason) {
    return reason.contains("Killed") || reason.contains("already registered");
  }

  @Override
  public void tap(int x, int y) {
    phone.shell(ShellCommand.of("input", "tap", x, y), TAP_DEADLINE);
  }
}
