package dev.drover.device.flow;

import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;

/**
 * A flow can't go on, for a reason that it knows. Whether a retry is safe is told by the outcome:
 * it is where nothing was done. The message is for the user.
 */
public final class FlowFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final Outcome outcome;
  private final String reason;

  /** Before the decisive step, or where the screen says that the step did not happen. */
  public FlowFailed(FailureCode code, String reason) {
    this(code, Outcome.NO_EFFECT, reason);
  }

  public FlowFailed(FailureCode code, Outcome outcome, String reason) {
    super(reason);
    this.code = code;
    this.outcome = outcome;
    this.reason = reason;
  }

  /** The task can't be run as it is; nothing was done. */
  public static FlowFailed notSupported(String reason) {
    return new FlowFailed(FailureCode.NOT_SUPPORTED, reason);
  }

  /** The app can't be opened on the phone; nothing was done. */
  public static FlowFailed cantOpen(FlowContext context) {
    return new FlowFailed(
        FailureCode.APP_NOT_INSTALLED,
        "phone "
            + context.serial()
            + " can't open "
            + context.packageName()
            + "; install the app and log in");
  }

  /** What the phone says makes no sense; nothing was done. */
  public static FlowFailed garbled(String reason) {
    return new FlowFailed(FailureCode.DEVICE_ERROR, reason);
  }

  public FailureCode code() {
    return code;
  }

  /** What was done to the outside world all the same. */
  public Outcome outcome() {
    return outcome;
  }

  public String reason() {
    return reason;
  }
}
