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

  /** What was refused and why, for the user. */
  public String reason() {
    return reason;
  }
}
