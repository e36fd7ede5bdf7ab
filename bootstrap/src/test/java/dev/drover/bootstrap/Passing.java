package dev.drover.bootstrap;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that goes by because that is what is tested: a client that is slow, a load that lasts. */
final class Passing {
  private Passing() {}

  static void time(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
