package dev.drover.persistence.task;

import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the servers which tasks of this one have taken steps, all of them together and at most
 * every {@link #BETWEEN}. A notification in the transaction of a step would make attempts wait for
 * each other, since PostgreSQL commits transactions with notifications one after another.
 *
 * <p>One thread calls {@link #tellOnce} repeatedly; {@link #taken} may be called by any thread.
 */
public final class StepNotices {
  static final Duration BETWEEN = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** A notification holds at most 8,000 bytes, and an id up to 20 of them. */
  private static final int MOST_AT_ONCE = 300;

  private final Database database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToTell = lock.newCondition();

  /** Guarded by the lock. */
  private final Set<TaskId> untold = new LinkedHashSet<>();

  StepNotices(Database database) {
    this.database = database;
  }

  /** Has the step told soon. Never waits for the database. */
  void taken(TaskId id) {
    lock.lock();
    try {
      untold.add(id);
      somethingToTell.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits a second at most for steps, and tells them. Those that can't be told now are not told
   * later: the next step tells of the task again.
   *
   * @return how long to wait before the next time
   * @throws dev.drover.application.port.storage.StorageUnavailable if they can't be told now
   */
  public Duration tellOnce() throws InterruptedException {
    List<TaskId> steps = next();
    for (int from = 0; from < steps.size(); from += MOST_AT_ONCE) {
      List<TaskId> part = steps.subList(from, Math.min(steps.size(), from + MOST_AT_ONCE));
      database.query(
          sql -> {
            Channels.tellOfSteps(sql, part);
            return part;
          });
    }
    return steps.isEmpty() ? Duration.ZERO : BETWEEN;
  }

  private List<TaskId> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = LONGEST_WAIT.toNanos();
      while (untold.isEmpty() && nanos > 0) {
        nanos = somethingToTell.awaitNanos(nanos);
      }
      List<TaskId> next = new ArrayList<>(untold);
      untold.clear();
      return next;
    } finally {
      lock.unlock();
    }
  }
}
