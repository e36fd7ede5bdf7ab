package dev.drover.device.screen.driver;

/**
 * Signals that the phone could not report what is on its screen, after several tries. Reading again
 * is safe.
 */
public final class ScreenUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScreenUnreadable(String message) {
    super(message);
  }
}
