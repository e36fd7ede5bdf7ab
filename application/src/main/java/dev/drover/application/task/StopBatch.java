package dev.drover.application.task;

import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stops a batch at a person's request: cancels its pending tasks and stops its running ones. */
public final class StopBatch {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Bounds the rounds, since a task may start, or go back to its queue, between two steps. */
  private static final int ROUNDS = 3;

  private final TaskRepository repository;
  private final TaskQueries queries;
  private final StopAttempt stopper;
  private final Clock clock;

  public StopBatch(
      TaskRepository repository, TaskQueries queries, StopAttempt stopper, Clock clock) {
    this.repository = repository;
    this.queries = queries;
    this.stopper = stopper;
    this.clock = clock;
  }

  /**
   * What a stop did.
   *
   * @param cancelled how many pending tasks were cancelled
   * @param stopped how many running tasks were told to stop
   */
  public record Stopped(int cancelled, int stopped) {}

  /**
   * Stops the batch. A repeat is safe, and does nothing once all tasks have ended.
   *
   * @throws BatchNotFound if none of its tasks exists
   * @throws IllegalTaskTransition if a task did not end; the others have ended, and the message
   *     says so
   */
  public Stopped stop(BatchId id) throws InterruptedException {
    BatchSummary batch = summary(id);
    int cancelled = 0;
    Set<TaskId> stopped = new HashSet<>();
    for (int round = 0; round < ROUNDS && !batch.ended(); round++) {
      // Cancel first, so that a phone that a stop frees does not start the batch's next task.
      int cancelledNow = repository.cancelPending(id, clock.instant());
      cancelled += cancelledNow;
      List<TaskId> running = repository.runningIn(id);
      if (!running.isEmpty() && cancelledNow == 0 && stopped.containsAll(running)) {
        // All of these were told to stop in an earlier round, and that round waited for them.
        break;
      }
      stopper.stopAll(running, PATIENCE);
      stopped.addAll(running);
      batch = summary(id);
    }
    if (!batch.ended()) {
      throw new IllegalTaskTransition(
          batch.counts().running()
              + " running and "
              + batch.counts().pending()
              + " pending tasks of batch "
              + id
              + " have not ended yet; "
              + cancelled
              + " were cancelled; try again");
    }
    return new Stopped(cancelled, stopped.size());
  }

  private BatchSummary summary(BatchId id) {
    return queries.batch(id).orElseThrow(() -> new BatchNotFound(id));
  }
}
