package dev.drover.device.ui;

/** The phone can't tell what is on its screen, after several tries. Reading again is safe. */
public final class ScreenUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScreenUnreadable(String message) {
    super(message);
  }
}
