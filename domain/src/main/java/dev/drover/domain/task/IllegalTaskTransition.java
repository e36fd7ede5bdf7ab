package dev.drover.domain.task;

/**
 * A task's state does not allow the requested change; nothing was changed. A retry is safe, but
 * fails while the state stays the same.
 */
public class IllegalTaskTransition extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public IllegalTaskTransition(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** A running task was to be cancelled. It can be stopped instead. */
  public static final class StopInstead extends IllegalTaskTransition {
    private static final long serialVersionUID = 1L;

    private final long id;

    StopInstead(TaskId id, String reason) {
      super(reason);
      this.id = id.value();
    }

    public TaskId id() {
      return new TaskId(id);
    }
  }

  /** A pending task was to be stopped. It can be cancelled instead. */
  public static final class CancelInstead extends IllegalTaskTransition {
    private static final long serialVersionUID = 1L;

    private final long id;

    public CancelInstead(TaskId id, String reason) {
      super(reason);
      this.id = id.value();
    }

    public TaskId id() {
      return new TaskId(id);
    }
  }

  /** What was refused and why, for the user. */
  public String reason() {
    return reason;
  }
}
