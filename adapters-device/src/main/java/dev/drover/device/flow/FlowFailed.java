package dev.drover.device.flow;

import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;

/**
 * Signals that a flow can't continue, for a reason that it knows. The outcome tells whether a retry
 * is safe: it is if nothing was done. The message is for the user.
 */
public final class FlowFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final Outcome outcome;
  private final String reason;

  /**
   * Creates a failure before the decisive tap, or after a tap that, according to the screen, had no
   * effect.
   */
  public FlowFailed(FailureCode code, String reason) {
    this(code, Outcome.NO_EFFECT, reason);
  }

  public FlowFailed(FailureCode code, Outcome outcome, String reason) {
    super(reason);
    this.code = code;
    this.outcome = outcome;
    this.reason = reason;
  }

  /** Creates a failure of a task that can't be done as it is; nothing was done. */
  public static FlowFailed notSupported(String reason) {
    return new FlowFailed(FailureCode.NOT_SUPPORTED, reason);
  }

  /** Creates a failure because the app can't be opened on the phone; nothing was done. */
  public static FlowFailed cantOpen(FlowContext context) {
    return new FlowFailed(
        FailureCode.APP_NOT_INSTALLED,
        "phone "
            + context.serial()
            + " can't open "
            + context.packageName()
            + "; install the app and log in");
  }

  /** Creates a failure because the phone's answer makes no sense; nothing was done. */
  public static FlowFailed garbled(String reason) {
    return new FlowFailed(FailureCode.DEVICE_ERROR, reason);
  }

  public FailureCode code() {
    return code;
  }

  /** Returns whether the flow changed anything outside the phone before it failed. */
  public Outcome outcome() {
    return outcome;
  }

  public String reason() {
    return reason;
  }
}
