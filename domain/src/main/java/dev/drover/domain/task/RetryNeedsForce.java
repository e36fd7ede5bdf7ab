package dev.drover.domain.task;

/**
 * A failed task may already have done its work, so that only a person may retry it, by force;
 * nothing was changed. A retry without force is refused again.
 */
public final class RetryNeedsForce extends IllegalTaskTransition {
  private static final long serialVersionUID = 1L;

  RetryNeedsForce(TaskId id, TaskFailure failure) {
    super(
        "task "
            + id
            + " may already have done its work ("
            + failure.remark()
            + "); look at the account, then retry by force if it has not");
  }
}
