package dev.drover.application.task;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Lets clients wait until all tasks of a batch have ended. The storage's events wake one loop,
 * which asks for all batches that have changed in one statement, however many clients wait. The
 * loop is {@link #checkOnce} and {@link #awaitChange}.
 *
 * <p>Safe for use by any thread. A waiting client blocks only its own thread, which may be a
 * virtual one.
 */
public final class WaitForBatch implements AutoCloseable {
  /** The longest wait of one call. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int MOST_WAITERS = 200;

  /** Changes within this time are read together. */
  private static final Duration GATHERING = Duration.ofMillis(100);

  /**
   * Batches are read this often even without an event, because events are lost while the storage
   * can't be reached.
   */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final TaskQueries queries;
  private final int mostWaiters;
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Guarded by itself. */
  private final Set<Waiter> waiters = new HashSet<>();

  public WaitForBatch(TaskQueries queries) {
    this(queries, MOST_WAITERS);
  }

  WaitForBatch(TaskQueries queries, int mostWaiters) {
    this.queries = queries;
    this.mostWaiters = mostWaiters;
  }

  /** The limit of clients that wait at one time is reached. A retry is safe and may help later. */
  public static final class TooManyWaiters extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyWaiters(int most) {
      super(most + " clients wait for batches already; try again later, or ask without wait");
    }
  }

  /** A client that waits. The tasks of its batch lie between two ids. */
  private static final class Waiter {
    private final BatchId batch;
    private final TaskId last;
    private final CountDownLatch woken = new CountDownLatch(1);

    private Waiter(BatchSummary now) {
      this.batch = now.id();
      this.last = now.last();
    }

    private boolean mayHave(TaskId task) {
      return task.value() >= batch.value() && task.compareTo(last) <= 0;
    }
  }

  /** Returns how far the batch is, at once. */
  public BatchSummary now(BatchId id) {
    return queries.batch(id).orElseThrow(() -> new BatchNotFound(id));
  }

  /**
   * Waits until all tasks of the batch have ended, the time is over, or the server ends.
   *
   * @param atMost at most {@link #LONGEST}
   * @return how far the batch is then
   * @throws BatchNotFound if none of its tasks exists, or all were deleted meanwhile
   * @throws TooManyWaiters if too many clients wait already
   */
  public BatchSummary await(BatchId id, Duration atMost) throws InterruptedException {
    BatchSummary before = now(id);
    if (before.ended() || atMost.isZero() || closed.getCount() == 0) {
      return before;
    }
    Waiter waiter = new Waiter(before);
    add(waiter);
    try {
      // A change between the read and the registration would wake nobody.
      changes.release();
      waiter.woken.await(Math.min(atMost.toNanos(), LONGEST.toNanos()), TimeUnit.NANOSECONDS);
    } finally {
      synchronized (waiters) {
        waiters.remove(waiter);
      }
    }
    return now(id);
  }

  private void add(Waiter waiter) {
    synchronized (waiters) {
      if (waiters.size() >= mostWaiters) {
        throw new TooManyWaiters(mostWaiters);
      }
      waiters.add(waiter);
      if (closed.getCount() == 0) {
        waiter.woken.countDown();
      }
    }
  }

  /** The number of clients that wait now. */
  public int waiting() {
    synchronized (waiters) {
      return waiters.size();
    }
  }

  /** Takes note of a change. Called by a thread of the storage. */
  public void changed(QueueEvent event) {
    switch (event) {
      case QueueEvent.TaskChanged task -> changed(task.id());
      case QueueEvent.TaskDeleted task -> changed(task.id());
      case QueueEvent.StepTaken _ -> {}
      case QueueEvent.StopRequested _ -> {}
      case QueueEvent.AccountChanged _ -> {}
      case QueueEvent.DeviceChanged _ -> {}
      case QueueEvent.LeaseChanged _ -> {}
      case QueueEvent.AccessEnded _ -> {}
      case QueueEvent.ChangesMissed _ -> {}
    }
  }

  private void changed(TaskId task) {
    synchronized (waiters) {
      if (waiters.stream().anyMatch(waiter -> waiter.mayHave(task))) {
        changes.release();
      }
    }
  }

  /**
   * Wakes the clients whose batches have ended.
   *
   * @return the longest time until the next step
   */
  public Duration checkOnce() {
    changes.drainPermits();
    Set<BatchId> wanted;
    synchronized (waiters) {
      wanted = waiters.stream().map(waiter -> waiter.batch).collect(Collectors.toSet());
    }
    if (wanted.isEmpty()) {
      return IDLE;
    }
    Set<BatchId> ended = queries.ended(wanted);
    synchronized (waiters) {
      waiters.stream()
          .filter(waiter -> ended.contains(waiter.batch))
          .forEach(waiter -> waiter.woken.countDown());
    }
    return LONGEST_REST;
  }

  /** Waits for a change, and a moment longer for others that come with it. */
  public void awaitChange(Duration atMost) throws InterruptedException {
    if (changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      closed.await(GATHERING.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Ends all waits; later ones end at once. */
  @Override
  public void close() {
    synchronized (waiters) {
      closed.countDown();
      waiters.forEach(waiter -> waiter.woken.countDown());
    }
  }
}
