package dev.drover.bootstrap.server;

import java.util.Optional;

/**
 * Signals that the server can't start; all started parts are stopped. A retry is safe, and succeeds
 * once the problem that the message names is fixed.
 */
public final class StartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailed(Throwable cause) {
    super(words(cause), cause);
  }

  /** The class name is added for an error, or if there is no message. */
  private static String words(Throwable cause) {
    Optional<String> message = Optional.ofNullable(cause.getMessage());
    return cause instanceof Error || message.isEmpty()
        ? "the server can't start: " + cause
        : message.get();
  }
}
