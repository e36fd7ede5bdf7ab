package dev.drover.bootstrap.server;

/**
 * Another server has the home directory, or it can't be written. Nothing was changed; a retry is
 * safe, and helps once what the message names is mended. The message is for the operator.
 */
public final class HomeUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HomeUnusable(String message) {
    super(message);
  }

  HomeUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
