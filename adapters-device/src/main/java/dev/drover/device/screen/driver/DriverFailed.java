package dev.drover.device.screen.driver;

import java.util.Optional;

/**
 * One way to a phone's screen does not work now; another may. Doing it again is safe where it was
 * not {@link #perhapsDone}. The message is for the user.
 */
final class DriverFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean perhapsDone;

  DriverFailed(String message, boolean perhapsDone) {
    super(message);
    this.perhapsDone = perhapsDone;
  }

  /** Whether what was asked for may have been done all the same. */
  boolean perhapsDone() {
    return perhapsDone;
  }

  String reason() {
    return Optional.ofNullable(getMessage()).orElse("");
  }
}
