package dev.drover.bootstrap.server;

/**
 * Another server has the home directory, or it can't be written. Nothing was changed; a retry is
 * safe, and helps once what the message names is mended. The message is for the operator.
 */
public final class HomeUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  /** Another server has it. */
  HomeUnusable(String message) {
    super(message);
    this.inUse = true;
  }

  /** It can't be written. */
  HomeUnusable(String message, Throwable cause) {
    super(message, cause);
    this.inUse = false;
  }

  /** Whether another server has it. */
  public boolean inUse() {
    return inUse;
  }
}
