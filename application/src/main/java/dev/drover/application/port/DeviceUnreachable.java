package dev.drover.application.port;

/**
 * A phone does not answer, or not as a phone would. Nothing was done to it; a retry is safe. The
 * message is for the user: which address, what happened, what to do.
 */
public final class DeviceUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeviceUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  public DeviceUnreachable(String message) {
    super(message);
  }
}
