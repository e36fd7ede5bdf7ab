package dev.drover.bootstrap.server;

/**
 * Signals that another server uses the home directory, or that it can't be written. Nothing was
 * changed. A retry is safe, and succeeds once the problem that the message names is fixed. The
 * message is for the operator.
 */
public final class HomeUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  /** Creates the exception for a directory that another server uses. */
  HomeUnusable(String message) {
    super(message);
    this.inUse = true;
  }

  /** Creates the exception for a directory that can't be written. */
  HomeUnusable(String message, Throwable cause) {
    super(message, cause);
    this.inUse = false;
  }

  /** Returns whether another server uses the directory. */
  public boolean inUse() {
    return inUse;
  }
}
