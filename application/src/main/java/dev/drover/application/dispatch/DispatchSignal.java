package dev.drover.application.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the dispatcher. It is raised when a task may have become runnable: after an insert, a
 * finish, a phone's return, a new licence. Signals during a dispatch are kept and count as one.
 */
public final class DispatchSignal {
  private final Semaphore raised = new Semaphore(0);

  public void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /**
   * Lowers the signal without waiting.
   *
   * @return whether it was raised
   */
  public boolean lower() {
    return raised.drainPermits() > 0;
  }

  /** Waits until the signal is raised, at most this long, and lowers it. */
  public void await(Duration atMost) throws InterruptedException {
    if (raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      raised.drainPermits();
    }
  }
}
