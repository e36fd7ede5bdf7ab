package dev.drover.application.task;

import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.time.Duration;

/** Stops a running task at a person's request. */
public final class StopTask {
  /** A phone is free within two seconds of a stop; a longer wait would only delay the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TaskQueries queries;
  private final StopAttempt stopper;

  public StopTask(TaskQueries queries, StopAttempt stopper) {
    this.queries = queries;
    this.stopper = stopper;
  }

  /**
   * Stops the task and returns its new state.
   *
   * @throws TaskNotFound if there is none with this id
   * @throws IllegalTaskTransition if it is not running, or would not end
   */
  public TaskDetails stop(TaskId id) throws InterruptedException {
    TaskDetails before = queries.find(id).orElseThrow(() -> new TaskNotFound(id));
    if (!before.task().is(TaskStatus.RUNNING)) {
      String reason = "task " + id + " is " + before.task().statusText() + ", not running";
      throw before.task().is(TaskStatus.PENDING)
          ? new IllegalTaskTransition.CancelInstead(id, reason)
          : new IllegalTaskTransition(reason + "; there is nothing to stop");
    }
    stopper.stop(id, PATIENCE);
    TaskDetails after = queries.find(id).orElseThrow(() -> new TaskNotFound(id));
    if (after.task().is(TaskStatus.RUNNING)) {
      throw new IllegalTaskTransition(
          "task " + id + " was told to stop but is still running; try again in a moment");
    }
    return after;
  }
}
