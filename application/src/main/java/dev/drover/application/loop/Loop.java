package dev.drover.application.loop;

import dev.drover.application.port.meter.LoopMeter;
import dev.drover.application.port.storage.StorageUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Background work that repeats a step on its own thread until it is closed. No exception of a step
 * ends the loop. {@link #problem} tells whether a step is overdue; it is thread-safe.
 */
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** How long closing waits for the step in progress. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final String name;
  private final Pace pace;
  private final Step step;
  private final Wait wait;
  private final LoopMeter meter;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** When the last step was completed, or the loop was created. */
  private volatile long turnedAt;

  /** When the next step must be completed. */
  private volatile long dueAt;

  /** Failures since the last completed step and the last one logged; for the loop's thread only. */
  private long failures;

  private Optional<Class<?>> told = Optional.empty();
  private Duration rest = Duration.ZERO;

  /** One round of the work. */
  @FunctionalInterface
  public interface Step {
    /**
     * Does the work once.
     *
     * @return the longest wait before the next step
     */
    Duration run() throws InterruptedException;
  }

  /** Waits for the next step; may end early if there is work. */
  @FunctionalInterface
  public interface Wait {
    void await(Duration atMost) throws InterruptedException;
  }

  /**
   * The timing of a loop.
   *
   * @param limit how long a step may take; a loop without a completed step for that long is stuck
   * @param retry the wait after a failed step
   */
  public record Pace(Duration limit, Duration retry) {
    public Pace {
      if (!limit.isPositive() || !retry.isPositive()) {
        throw new IllegalArgumentException("a loop has a limit and a pause, both more than none");
      }
    }
  }

  /** Returns a loop with a fixed pause between steps. */
  public Loop(String name, Pace pace, Duration pause, Runnable work, LoopMeter meter) {
    this(
        name,
        pace,
        () -> {
          work.run();
          return pause;
        },
        meter);
  }

  /** Returns a loop that always waits the full time. */
  public Loop(String name, Pace pace, Step step, LoopMeter meter) {
    this(name, pace, step, Optional.empty(), meter, System::nanoTime);
  }

  /** Returns a loop whose wait may end early. */
  public Loop(String name, Pace pace, Step step, Wait wait, LoopMeter meter) {
    this(name, pace, step, Optional.of(wait), meter, System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Loop(
      String name,
      Pace pace,
      Step step,
      Optional<Wait> wait,
      LoopMeter meter,
      LongSupplier nanoTime) {
    this.name = name;
    this.pace = pace;
    this.step = step;
    this.wait = wait.orElse(this::awaitClose);
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::turn);
    turned(Duration.ZERO);
  }

  public String name() {
    return name;
  }

  /** Starts the loop. Call it once. */
  public Loop start() {
    turned(Duration.ZERO);
    thread.start();
    return this;
  }

  /** Returns why the loop does no work, in plain words; empty while it works. */
  public Optional<String> problem() {
    if (!thread.isAlive()) {
      return Optional.of("its thread has ended");
    }
    long now = nanoTime.getAsLong();
    return now - dueAt > 0
        ? Optional.of(
            "it has completed no step for " + TimeUnit.NANOSECONDS.toSeconds(now - turnedAt) + " s")
        : Optional.empty();
  }

  private void turn() {
    while (closed.getCount() > 0) {
      try {
        if (completed()) {
          wait.await(rest);
        } else {
          awaitClose(pace.retry());
        }
      } catch (InterruptedException _) {
        // Only close() interrupts, and the loop's condition checks for that.
        log.debug("loop {} was interrupted", name);
      }
    }
  }

  private boolean completed() throws InterruptedException {
    try {
      rest = step.run();
      turned(rest);
      tellOfRecovery();
      return true;
    } catch (InterruptedException end) {
      throw end;
    } catch (Throwable failure) {
      survive(failure);
      return false;
    }
  }

  /** Counts a failure before logging it, since logging may fail too if memory is exhausted. */
  private void survive(Throwable failure) {
    try {
      failures++;
      meter.failed(name);
      if (failure instanceof StorageUnavailable) {
        // It does what it can; others say what is wrong.
        turned(pace.retry());
      }
      tell(failure);
    } catch (Throwable untold) {
      failure.addSuppressed(untold);
    }
  }

  /** Logs a new failure in full, then the second, fourth, eighth in a row and so on. */
  private void tell(Throwable failure) {
    boolean isNew = told.isEmpty() || !told.get().equals(failure.getClass());
    told = Optional.of(failure.getClass());
    if (!isNew) {
      if (Long.bitCount(failures) == 1) {
        log.warn("loop {} has failed {} times in a row: {}", name, failures, failure.toString());
      }
    } else if (failure instanceof StorageUnavailable) {
      log.warn("loop {} can't do its work now, and goes on: {}", name, failure.getMessage());
    } else {
      log.error("loop {} has failed, and goes on", name, failure);
    }
  }

  private void tellOfRecovery() {
    if (failures > 0) {
      log.info("loop {} turns again, after {} failure(s)", name, failures);
      failures = 0;
      told = Optional.empty();
    }
  }

  private void turned(Duration pause) {
    long now = nanoTime.getAsLong();
    turnedAt = now;
    dueAt = now + pause.plus(pace.limit()).toNanos();
  }

  private void awaitClose(Duration atMost) throws InterruptedException {
    closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Stops the loop and waits a short time for the step in progress. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(ENDING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
