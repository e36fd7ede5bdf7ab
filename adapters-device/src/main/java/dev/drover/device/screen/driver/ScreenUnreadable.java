package dev.drover.device.screen.driver;

/** The phone can't tell what is on its screen, after several tries. Reading again is safe. */
public final class ScreenUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScreenUnreadable(String message) {
    super(message);
  }
}
