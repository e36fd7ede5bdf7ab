package dev.drover.persistence.postgres;

/**
 * Signals that PostgreSQL can't be started or used. No data was changed. A retry is safe, and
 * succeeds once the problem that the message names is fixed. The message is for the operator.
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
