package dev.drover.bootstrap.server;

import java.util.Optional;

/**
 * The server can't start, and all that was started has ended. A retry is safe, and helps once what
 * the message names is mended.
 */
public final class StartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailed(Throwable cause) {
    super(words(cause), cause);
  }

  /** An error, or an exception without words, is told by its name too. */
  private static String words(Throwable cause) {
    Optional<String> message = Optional.ofNullable(cause.getMessage());
    return cause instanceof Error || message.isEmpty()
        ? "the server can't start: " + cause
        : message.get();
  }
}
