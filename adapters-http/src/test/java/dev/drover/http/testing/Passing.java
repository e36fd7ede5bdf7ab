package dev.drover.http.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that goes by because that is what is tested, a client that is slow, a load that lasts; or
 * because what is waited for needs the processor more than who looks for it.
 */
public final class Passing {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /** A look by a request costs a query, and a judgement of the answer. */
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(25);

  private Passing() {}

  /** A rest between two looks at what is waited for. */
  public static void untilNextLook() {
    time(BETWEEN_LOOKS);
  }

  /** The same where each look is a request for something that takes a phone a while. */
  public static void untilNextRequest() {
    time(BETWEEN_REQUESTS);
  }

  public static void time(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
