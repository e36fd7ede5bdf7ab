package dev.drover.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.drover.application.port.StorageUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * A PostgreSQL with our schema, through a pool of connections that comes back by itself when
 * PostgreSQL does. Safe for use by any thread.
 */
public final class Database implements AutoCloseable {
  /** The oldest PostgreSQL that the tests have run on. */
  private static final int OLDEST_VERSION = 15;

  private static final int POOL_SIZE = 16;

  /** Kept while nothing is asked: a queue at rest needs no more, and a start waits for none. */
  private static final int IDLE_CONNECTIONS = 3;

  /** The state of an error that a standby answers to a change. */
  private static final String READ_ONLY = "25006";

  /** Of what says no state of SQL. */
  private static final String NO_STATE = "";

  /** A caller that waits longer is told that the database is away. */
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(3);

  /** Of a connection that has been idle, before it is handed out. */
  private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(2);

  /**
   * No answer on an open connection within this time: the server went without a word. All our
   * statements take milliseconds; it is shorter than a node's lease.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);

  private final HikariDataSource pool;
  private final DSLContext dsl;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.dsl =
        DSL.using(
            pool,
            SQLDialect.POSTGRES,
            new Settings().withRenderSchema(false).withExecuteLogging(false));
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @throws PostgresUnusable if it can't be reached, is too old, or its schema is of a later Drover
   */
  public static Database open(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("drover");
    Properties properties = address.credentials();
    properties.setProperty("ApplicationName", "drover");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", Long.toString(ANSWER_LIMIT.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    config.setDataSource(driver(address, properties));
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(IDLE_CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
    config.setValidationTimeout(VALIDATION_LIMIT.toMillis());
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      refuseOldVersion(pool, address);
      // By a connection of its own: a migration of a large queue may take longer than an answer.
      Flyway.configure().dataSource(driver(address, address.credentials())).load().migrate();
      return new Database(pool);
    } catch (FlywayException refused) {
      pool.close();
      throw new PostgresUnusable(
          "the schema of "
              + address.display()
              + " can't be brought up to date: "
              + refused.getMessage(),
          refused);
    } catch (RuntimeException failed) {
      pool.close();
      throw failed;
    }
  }

  /** Unlike a pool's own settings, what it is given is not written to the log by anybody. */
  private static DataSource driver(DatabaseAddress address, Properties properties) {
    return new DriverDataSource(address.jdbcUrl(), null, properties, null, null);
  }

  private static void refuseOldVersion(HikariDataSource pool, DatabaseAddress address) {
    try (Connection connection = pool.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_VERSION) {
        throw new PostgresUnusable(
            address.display()
                + " is PostgreSQL "
                + version
                + "; Drover needs "
                + OLDEST_VERSION
                + " or later");
      }
    } catch (SQLException unreachable) {
      throw new PostgresUnusable(
          "the database "
              + address.display()
              + " can't be reached: "
              + unreachable.getMessage()
              + "; check the URL, the user and the password, and that PostgreSQL runs",
          unreachable);
    }
  }

  /** Runs statements, each a transaction of its own. */
  <T> T query(Function<DSLContext, T> work) {
    try {
      return work.apply(dsl);
    } catch (DataAccessException failed) {
      throw translated(failed);
    }
  }

  /** Runs statements in one transaction: all of them take effect, or none. */
  <T> T transaction(Function<DSLContext, T> work) {
    try {
      return dsl.transactionResult(
          (Configuration configuration) -> work.apply(configuration.dsl()));
    } catch (DataAccessException failed) {
      throw translated(failed);
    }
  }

  /** A connection of one's own beside the pool's use, for listening. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** Has the pool of connections measured, once: how many are in use, and who waits for one. */
  public void measure(MeterRegistry meters) {
    pool.setMetricRegistry(meters);
  }

  /** Whether PostgreSQL answers now. */
  public boolean reachable() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException away) {
      return false;
    }
  }

  /** What can't be reached is worth waiting for; anything else is a defect and goes on as it is. */
  private RuntimeException translated(DataAccessException failed) {
    String state = failed.sqlState();
    if (state.equals(READ_ONLY)) {
      // It was the primary and is a standby now; the next connections find the new one.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    if (isAway(failed)) {
      return new StorageUnavailable(
          "the database can't be reached now; what was asked is to be tried again when it is back",
          failed);
    }
    return failed;
  }

  @Override
  public void close() {
    pool.close();
  }

  /**
   * Whether any of what went wrong is that the connection is no more: what failed because of it, a
   * rollback say, may stand before it. A pool says so without any state.
   */
  private static boolean isAway(Throwable failed) {
    if (failed instanceof SQLException refused) {
      String state = Objects.requireNonNullElse(refused.getSQLState(), NO_STATE);
      if (state.equals(NO_STATE)
          || state.startsWith("08")
          || state.startsWith("57P")
          || state.startsWith("53")
          || state.equals(READ_ONLY)
          || refused instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    return (failed.getCause() != null && isAway(failed.getCause()))
        || Arrays.stream(failed.getSuppressed()).anyMatch(Database::isAway);
  }
}
