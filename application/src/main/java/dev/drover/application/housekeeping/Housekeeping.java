package dev.drover.application.housekeeping;

import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.WebSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old tasks, artifacts, idempotency keys and sessions: at the start, then every {@link
 * #INTERVAL}. Several nodes may do so at the same time.
 */
public final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  /** The time between two sweeps. */
  public static final Duration INTERVAL = Duration.ofHours(1);

  /**
   * Tasks, keys or sessions per transaction, few enough that no other statement waits long for
   * their locks.
   */
  static final int BATCH = 500;

  /** Artifacts per transaction; they are large: a screen, its hierarchy and a recording. */
  static final int ARTIFACT_BATCH = 50;

  /** The most batches in one sweep; the next sweep deletes the rest. */
  private static final int MOST_BATCHES = 1_000;

  private static final Swept NOTHING = new Swept(0, 0, 0, 0);

  private final TaskArtifacts artifacts;
  private final TaskRepository tasks;
  private final WebSessions sessions;
  private final Retention retention;
  private final Clock clock;

  public Housekeeping(
      TaskArtifacts artifacts,
      TaskRepository tasks,
      WebSessions sessions,
      Retention retention,
      Clock clock) {
    this.artifacts = artifacts;
    this.tasks = tasks;
    this.sessions = sessions;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * How long data is kept.
   *
   * @param taskAge of finished tasks since their end, with attempts, logs and artifacts; positive
   * @param artifactAge of the artifacts of failed attempts
   * @param artifactBytes the most bytes of artifacts; beyond that, the oldest are deleted
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

  /** How many were deleted. */
  public record Swept(int tasks, int artifacts, int keys, int sessions) {}

  /**
   * Sweeps once. If one kind of data can't be deleted, the others still are.
   *
   * @throws StorageUnavailable if the storage was unavailable for one of them; a retry is safe
   */
  public Swept runOnce() {
    Instant now = clock.instant();
    List<RuntimeException> failures = new ArrayList<>();
    Swept swept =
        new Swept(
            sweep(BATCH, failures, most -> tasks.prune(now.minus(retention.taskAge()), most)),
            sweep(
                ARTIFACT_BATCH,
                failures,
                most ->
                    artifacts.prune(
                        now.minus(retention.artifactAge()), retention.artifactBytes(), most)),
            sweep(BATCH, failures, most -> tasks.forgetKeys(now, most)),
            sweep(BATCH, failures, most -> sessions.prune(now, most)));
    if (!swept.equals(NOTHING)) {
      log.info(
          "deleted {} old tasks, {} old artifacts, {} old idempotency keys and {} sessions of the"
              + " dashboard that were over",
          swept.tasks(),
          swept.artifacts(),
          swept.keys(),
          swept.sessions());
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return swept;
  }

  /**
   * Deletes one kind of data, batch by batch.
   *
   * @param delete deletes at most the given number, and returns how many it deleted
   * @return how many were deleted before a failure
   */
  private static int sweep(int batch, List<RuntimeException> failures, IntUnaryOperator delete) {
    int count = 0;
    try {
      for (int i = 0; i < MOST_BATCHES && !Thread.currentThread().isInterrupted(); i++) {
        int deleted = delete.applyAsInt(batch);
        count += deleted;
        if (deleted < batch) {
          break;
        }
      }
    } catch (RuntimeException failed) {
      failures.add(failed);
    }
    return count;
  }
}
