package dev.drover.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/**
 * Lends connections for single statements, first come, first served. The pool gives a connection to
 * any of those that wait, so that some of many readers would wait long; and few statements at one
 * time are answered sooner than many. Safe for use by any thread.
 */
final class ConnectionTurns implements ConnectionProvider {
  private final DataSource pool;
  private final Semaphore turns;
  private final Duration longest;

  /**
   * @param connections lent at one time
   * @param longest the longest wait for a turn; the pool may take its own time besides
   */
  ConnectionTurns(DataSource pool, int connections, Duration longest) {
    this.pool = pool;
    this.turns = new Semaphore(connections, true);
    this.longest = longest;
  }

  @Override
  public Connection acquire() {
    try {
      if (!turns.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw none(
            new SQLTransientConnectionException(
                "all connections were in use for " + longest.toMillis() + " ms"));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw none(new SQLException("interrupted while waiting for a connection", interrupted));
    }
    boolean lent = false;
    try {
      Connection connection = pool.getConnection();
      lent = true;
      return connection;
    } catch (SQLException failed) {
      throw none(failed);
    } finally {
      if (!lent) {
        turns.release();
      }
    }
  }

  /** Returns how many wait for a turn, about. */
  int waiting() {
    return turns.getQueueLength();
  }

  private static DataAccessException none(SQLException failed) {
    return new DataAccessException("no connection: " + failed.getMessage(), failed);
  }

  @Override
  public void release(Connection connection) {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new DataAccessException(
          "a connection can't be given back: " + failed.getMessage(), failed);
    } finally {
      turns.release();
    }
  }
}
