package dev.drover.application.port.device;

import org.jspecify.annotations.Nullable;

/**
 * A phone does not answer, or not as a phone would. Nothing was done to it; a retry is safe. The
 * message is for the user: which address, what happened, what to do.
 */
public final class DeviceUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean kept;

  private DeviceUnreachable(String message, @Nullable Throwable cause, boolean kept) {
    super(message, cause);
    this.kept = kept;
  }

  public DeviceUnreachable(String message, Throwable cause) {
    this(message, cause, false);
  }

  public DeviceUnreachable(String message) {
    this(message, null, false);
  }

  /** Of a phone that is used as soon as its owner lets this server in. */
  public static DeviceUnreachable kept(String message) {
    return new DeviceUnreachable(message, null, true);
  }

  /** Whether the phone's address is kept all the same, and tried until the phone answers. */
  public boolean kept() {
    return kept;
  }
}
