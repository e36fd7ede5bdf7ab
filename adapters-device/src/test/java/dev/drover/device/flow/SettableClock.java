package dev.drover.device.flow;

import dev.drover.device.screen.driver.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that moves as a flow waits. Most of that time passes at once, since the phone is a fast
 * one.
 */
public final class SettableClock extends Clock implements Pause {
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final Duration LONGEST_REAL = Duration.ofMillis(50);

  private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

  @Override
  public void of(Duration duration) {
    if (duration.compareTo(LONG) < 0) {
      LockSupport.parkNanos(Math.min(duration.toNanos(), LONGEST_REAL.toNanos()));
    }
    advance(duration);
  }

  synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants only");
  }
}
