package dev.drover.persistence.postgres;

/**
 * PostgreSQL can't be started or used. Nothing was changed; a retry is safe, and helps once what
 * the message names is mended. The message is for the operator.
 */
public final class PostgresUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PostgresUnusable(String message) {
    super(message);
  }

  public PostgresUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
