package dev.drover.domain.task;

import java.util.Optional;

/**
 * How one attempt ended, as it is recorded; the task may be retried.
 *
 * @param failureCode empty where it succeeded
 * @param remark an explanation for people
 */
public record AttemptEnd(
    Outcome outcome, Optional<FailureCode> failureCode, Optional<String> remark) {

  /** Returns the end of the attempt that took a task from {@code running} to its present state. */
  public static AttemptEnd of(Task after) {
    return switch (after.state()) {
      case TaskState.Completed completed ->
          new AttemptEnd(completed.outcome(), Optional.empty(), completed.remark());
      case TaskState.Failed failed ->
          new AttemptEnd(
              failed.failure().outcome(),
              Optional.of(failed.failure().code()),
              Optional.of(failed.failure().remark()));
      case TaskState.Pending pending ->
          new AttemptEnd(Outcome.NO_EFFECT, Optional.of(FailureCode.INTERRUPTED), pending.remark());
      case TaskState.Running running ->
          throw new IllegalArgumentException("attempt " + running.attempt() + " has not ended");
    };
  }
}
