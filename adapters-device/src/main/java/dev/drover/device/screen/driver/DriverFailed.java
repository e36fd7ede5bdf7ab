package dev.drover.device.screen.driver;

import java.util.Optional;

/**
 * Signals that one way to use a phone's screen does not work now; another may. A retry is safe
 * unless {@link #perhapsDone}. The message is for the user.
 */
final class DriverFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean perhapsDone;

  DriverFailed(String message, boolean perhapsDone) {
    super(message);
    this.perhapsDone = perhapsDone;
  }

  /** Returns whether the request may have been carried out nevertheless. */
  boolean perhapsDone() {
    return perhapsDone;
  }

  String reason() {
    return Optional.ofNullable(getMessage()).orElse("");
  }
}
