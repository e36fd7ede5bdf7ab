package dev.drover.device.adb;

/**
 * The connection to a phone failed while it was asked something, or it did not answer in time.
 * Whether it still did what it was told is unknown; only reading may be tried again safely. The
 * message is for the user.
 */
public final class PhoneLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unauthorized;

  PhoneLost(String message, Throwable cause) {
    this(message, cause, false);
  }

  PhoneLost(String message, Throwable cause, boolean unauthorized) {
    super(message, cause);
    this.unauthorized = unauthorized;
  }

  /** Whether the phone refuses this computer's key. */
  boolean unauthorized() {
    return unauthorized;
  }
}
