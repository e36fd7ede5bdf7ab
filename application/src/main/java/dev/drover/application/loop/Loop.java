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
 * Work that goes on in the background, step by step, on a thread of its own, until it is closed.
 * Nothing that a step throws ends it. It knows when it should have completed a step and has not:
 * {@link #problem} is for any thread.
 */
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** How long a step that is under way may take to end when the loop is closed. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final String name;
  private final Pace pace;
  private final Step step;
  private final Wait wait;
  private final LoopMeter meter;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** When the last step was completed, or the loop was made. */
  private volatile long turnedAt;

  /** When the next step must be completed. */
  private volatile long dueAt;

  /** Since the last step that was completed, and what was last told of; for the loop's thread. */
  private long failures;

  private Optional<Class<?>> told = Optional.empty();
  private Duration rest = Duration.ZERO;

  /** One round of the work. */
  @FunctionalInterface
  public interface Step {
    /**
     * Does the work once.
     *
     * @return how long to wait before the next time, at the longest
     */
    Duration run() throws InterruptedException;
  }

  /** Ends a wait early when there is something to do. */
  @FunctionalInterface
  public interface Wait {
    void await(Duration atMost) throws InterruptedException;
  }

  /**
   * How fast a loop is to be.
   *
   * @param limit how long a step may take; a loop that has completed none for so long is stuck
   * @param retry how long to wait after a step that failed
   */
  public record Pace(Duration limit, Duration retry) {
    public Pace {
      if (!limit.isPositive() || !retry.isPositive()) {
        throw new IllegalArgumentException("a loop has a limit and a pause, both more than none");
      }
    }
  }

  /** A loop that does the same work over and over, with the same pause after it. */
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

  /** A loop that waits its time. */
  public Loop(String name, Pace pace, Step step, LoopMeter meter) {
    this(name, pace, step, Optional.empty(), meter, System::nanoTime);
  }

  /** A loop whose wait may end early. */
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

  /** Begins, once. */
  public Loop start() {
    turned(Duration.ZERO);
    thread.start();
    return this;
  }

  /** What keeps it from its work, in plain words; empty while it turns. */
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
        // Only an end interrupts, and the loop's condition sees it.
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

  /** Telling of a failure may fail as well, where there is no memory left; it is counted first. */
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

  /** In full where it is new, and then at the second, fourth, eighth time in a row and so on. */
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

  /** Ends it, and waits a little for the step that is under way. */
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
