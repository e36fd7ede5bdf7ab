package dev.drover.device.adb;

import java.time.Duration;
import java.util.List;

/** Finds phones once, for a command that does not run as long as a server. */
public final class PhoneSearch {
  /** Longer than a phone takes to tell that it waits for its owner: 3 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private PhoneSearch() {}

  /**
   * Asks the phones of the adb server and those at the addresses, and returns once each has
   * answered, after 8 seconds at the latest.
   */
  public static void reach(AdbPhones phones, List<String> addresses) throws InterruptedException {
    addresses.forEach(phones::connectInBackground);
    long end = System.nanoTime() + PATIENCE.toNanos();
    // The adb server's phones are asked in the first round; slow ones get some more.
    phones.trackOnce();
    while (phones.isAnyAsked() && System.nanoTime() < end) {
      Thread.sleep(BETWEEN_LOOKS);
      phones.trackOnce();
    }
  }
}
