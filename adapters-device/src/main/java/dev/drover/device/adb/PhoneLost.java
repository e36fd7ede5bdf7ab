package dev.drover.device.adb;

/**
 * Signals that the connection to a phone failed during a call, or that the phone did not answer in
 * time. The phone may still carry out the command, so a retry is only safe for reading. The message
 * is for the user.
 */
public final class PhoneLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private enum Reason {
    CONNECTION,
    LATE,
    UNAUTHORIZED,
    NOT_ALLOWED
  }

  private final Reason reason;

  private PhoneLost(String message, Throwable cause, Reason reason) {
    super(message, cause);
    this.reason = reason;
  }

  PhoneLost(String message, Throwable cause) {
    this(message, cause, Reason.CONNECTION);
  }

  /** The phone did not answer by the deadline; it may be at work on a long command. */
  static PhoneLost late(String message, Throwable cause) {
    return new PhoneLost(message, cause, Reason.LATE);
  }

  /** The phone waits for its owner to accept this computer's key. */
  static PhoneLost unauthorized(String message, Throwable cause) {
    return new PhoneLost(message, cause, Reason.UNAUTHORIZED);
  }

  /** The attempt was stopped and sends nothing more; the phone may do what was sent before. */
  static PhoneLost notAllowed(String message) {
    return new PhoneLost(message, new IllegalStateException(), Reason.NOT_ALLOWED);
  }

  /** Whether the phone refuses this computer's key. */
  boolean unauthorized() {
    return reason == Reason.UNAUTHORIZED;
  }

  /**
   * Whether the phone was connected and did not answer by the deadline. A command that takes long
   * looks the same as a phone that is gone.
   */
  public boolean late() {
    return reason == Reason.LATE;
  }

  /** Whether the attempt was stopped before the call; the phone may be fine. */
  public boolean refused() {
    return reason == Reason.NOT_ALLOWED;
  }
}
