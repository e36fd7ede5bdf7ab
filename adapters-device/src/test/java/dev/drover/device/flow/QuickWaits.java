package dev.drover.device.flow;

import dev.drover.device.screen.driver.Pause;
import dev.drover.testkit.SettableClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The waits of a flow on a quick phone: a clock goes on by each, and most of it passes at once.
 *
 * @param clock by which the flow goes
 */
public record QuickWaits(SettableClock clock) implements Pause {
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final Duration LONGEST_REAL = Duration.ofMillis(50);

  @Override
  public void of(Duration duration) {
    if (duration.compareTo(LONG) < 0) {
      LockSupport.parkNanos(Math.min(duration.toNanos(), LONGEST_REAL.toNanos()));
    }
    clock.advance(duration);
  }
}
