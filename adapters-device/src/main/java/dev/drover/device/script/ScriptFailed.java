package dev.drover.device.script;

import dev.drover.domain.task.FailureCode;

/**
 * A flow can't go on, for a reason that it knows. Thrown before the decisive step, or when the
 * screen says that the step did not happen: nothing was done, and a retry is safe. The message is
 * for the user.
 */
public final class ScriptFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final String reason;

  ScriptFailed(FailureCode code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  public FailureCode code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
