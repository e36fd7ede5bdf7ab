package dev.drover.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears when any node has changed the queue, and says so. One thread runs {@link #run}; a lost
 * connection is made anew.
 */
public final class PostgresNotifications implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresNotifications.class);

  /** How long one wait lasts: an interruption is noticed after it at the latest. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Database database;
  private final Runnable onChange;
  private volatile boolean closed;

  public PostgresNotifications(Database database, Runnable onChange) {
    this.database = database;
    this.onChange = onChange;
  }

  /** Listens until it is closed, or the thread is interrupted. */
  public void run() {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      try (Connection connection = database.connection()) {
        connection.createStatement().execute("LISTEN " + JooqTaskRepository.CHANNEL);
        // What was said while nobody listened.
        onChange.run();
        listen(connection.unwrap(PGConnection.class));
      } catch (SQLException lost) {
        // The pool's own time-out paces the next attempt while the database is away.
        log.debug("not listening for changes of the queue: {}", lost.getMessage());
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      if (connection.getNotifications((int) WAIT.toMillis()).length > 0) {
        onChange.run();
      }
    }
  }

  /** Ends a wait that is under way, which an interrupt would not: by a notification. */
  @Override
  public void close() {
    closed = true;
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("NOTIFY " + JooqTaskRepository.CHANNEL);
    } catch (SQLException away) {
      log.debug("the database is away; nothing waits on it: {}", away.getMessage());
    }
  }
}
