package dev.drover.application.housekeeping;

import dev.drover.application.port.StorageUnavailable;
import dev.drover.application.port.TaskArtifacts;
import dev.drover.application.port.TaskRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away what nobody needs any more. One thread runs {@link #run}; several nodes may do the
 * same at one time.
 */
public final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration INTERVAL = Duration.ofHours(1);

  /** Tasks a transaction: no other statement waits long for what one of them deletes. */
  static final int BATCH = 500;

  /** What is left after so many is deleted the next time. */
  private static final int MOST_BATCHES = 200;

  private final TaskArtifacts artifacts;
  private final TaskRepository tasks;
  private final Retention retention;
  private final Clock clock;

  /** Never counted down: a wait on it ends by its time, or by an interrupt. */
  private final CountDownLatch never = new CountDownLatch(1);

  public Housekeeping(
      TaskArtifacts artifacts, TaskRepository tasks, Retention retention, Clock clock) {
    this.artifacts = artifacts;
    this.tasks = tasks;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * How long is kept what is over.
   *
   * @param taskAge finished tasks since their end, with their attempts, logs and artifacts; more
   *     than none
   * @param artifactAge what failed attempts left, at the longest
   * @param artifactBytes of that at the most; of more, the oldest go first
   */
  public record Retention(Duration taskAge, Duration artifactAge, long artifactBytes) {
    public Retention {
      if (!taskAge.isPositive()) {
        throw new IllegalArgumentException("finished tasks are kept for some time");
      }
      if (artifactAge.isNegative() || artifactBytes < 0) {
        throw new IllegalArgumentException(
            "what is kept has an age and a size that are not below zero");
      }
    }
  }

  /** How many were thrown away. */
  public record Swept(int tasks, int artifacts, int keys) {}

  /** Sweeps now and once an hour until the thread is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        runOnce();
      } catch (StorageUnavailable unavailable) {
        log.warn("nothing old is thrown away this hour: {}", unavailable.getMessage());
      } catch (RuntimeException defect) {
        log.error("throwing away what is old failed; it is tried again in an hour", defect);
      }
      try {
        never.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Sweeps once.
   *
   * @throws StorageUnavailable if the database is away; a retry is safe
   */
  public Swept runOnce() {
    Instant now = clock.instant();
    Swept swept =
        new Swept(
            pruneTasks(now.minus(retention.taskAge())),
            artifacts.prune(now.minus(retention.artifactAge()), retention.artifactBytes()),
            tasks.forgetKeys(now));
    if (swept.tasks() > 0 || swept.artifacts() > 0 || swept.keys() > 0) {
      log.info(
          "threw away {} old tasks, {} old artifacts and {} old idempotency keys",
          swept.tasks(),
          swept.artifacts(),
          swept.keys());
    }
    return swept;
  }

  private int pruneTasks(Instant finishedBefore) {
    int count = 0;
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      int deleted = tasks.prune(finishedBefore, BATCH);
      count += deleted;
      if (deleted < BATCH) {
        break;
      }
    }
    return count;
  }
}
