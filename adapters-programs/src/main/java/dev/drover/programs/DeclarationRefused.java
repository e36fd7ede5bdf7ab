package dev.drover.programs;

/**
 * Signals that a declaration of a program can't be used; the server does not start. A retry fails
 * until the file is mended or removed. The message is one line for the operator: file, line,
 * reason.
 */
public final class DeclarationRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeclarationRefused(String message) {
    super(message);
  }

  DeclarationRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
