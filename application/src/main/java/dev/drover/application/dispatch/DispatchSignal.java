package dev.drover.application.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the dispatcher: raised by whatever may have made work possible (an insert, a finish, a
 * phone back, a licence). Signals that come while it works are kept, and count as one.
 */
public final class DispatchSignal {
  private final Semaphore raised = new Semaphore(0);

  public void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /**
   * Lowers it without waiting.
   *
   * @return whether it was raised
   */
  public boolean lower() {
    return raised.drainPermits() > 0;
  }

  /** Waits until it is raised, at most this long, and lowers it. */
  public void await(Duration atMost) throws InterruptedException {
    if (raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      raised.drainPermits();
    }
  }
}
