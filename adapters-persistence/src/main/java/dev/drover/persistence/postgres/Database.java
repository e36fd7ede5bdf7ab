package dev.drover.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.application.port.meter.AdapterMeter.Measure;
import dev.drover.application.port.storage.StorageUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL with our schema, through a pool of connections that comes back by itself when
 * PostgreSQL does. Safe for use by any thread.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** The oldest PostgreSQL that the tests have run on. */
  public static final int OLDEST_VERSION = 15;

  private static final int POOL_SIZE = 16;

  /** Kept while nothing is asked: a queue at rest needs no more, and a start waits for none. */
  private static final int IDLE_CONNECTIONS = 3;

  /** A caller that waits longer is told that the database is away. */
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(3);

  /** Of a connection that has been idle, before it is handed out. */
  private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(2);

  /**
   * No answer on an open connection within this time: the server went without a word. All our
   * statements take milliseconds; it is shorter than a node's lease.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);

  /**
   * PostgreSQL ends a longer statement itself. Shorter than {@link #ANSWER_LIMIT}: a statement that
   * nobody waits for any more must not go on, and take effect.
   */
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(7);

  /** So long a statement waits for a row, or an advisory lock, that another transaction holds. */
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

  /**
   * PostgreSQL ends a transaction in which nothing is asked for so long. A node that freezes inside
   * of one keeps the others from claiming no longer than that; its lease lasts longer.
   */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);

  /** How often a transaction runs that PostgreSQL has ended in favour of another. */
  private static final int MOST_RUNS = 3;

  private final HikariDataSource pool;
  private final DataSource unpooled;
  private final DSLContext dsl;
  private final LongAdder repeated = new LongAdder();

  private Database(HikariDataSource pool, DataSource unpooled) {
    this.pool = pool;
    this.unpooled = unpooled;
    this.dsl =
        DSL.using(
            pool,
            SQLDialect.POSTGRES,
            new Settings().withRenderSchema(false).withExecuteLogging(false));
    dsl.configuration().set(new StorableTexts());
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
    DataSource driver = driver(address, properties);
    config.setDataSource(driver);
    config.setConnectionInitSql(limits());
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
      return new Database(pool, driver);
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

  /** In milliseconds, which is what a number without a unit means to PostgreSQL. */
  private static String limits() {
    return "SET statement_timeout = "
        + STATEMENT_LIMIT.toMillis()
        + "; SET lock_timeout = "
        + LOCK_LIMIT.toMillis()
        + "; SET idle_in_transaction_session_timeout = "
        + IDLE_LIMIT.toMillis();
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

  /**
   * Runs statements, each a transaction of its own. May run them several times, as {@link
   * #transaction}: one of them at most changes something.
   *
   * @throws StorageUnavailable if the database is away, busy, full or read-only
   * @throws DataAccessException if a statement or a value is wrong
   */
  public <T> T query(Function<DSLContext, T> work) {
    return run(() -> work.apply(dsl));
  }

  /**
   * Runs statements in one transaction: all of them take effect, or none. Runs all of {@code work}
   * again when PostgreSQL rolled the transaction back in favour of another (a deadlock, a
   * serialization failure), at most {@value #MOST_RUNS} times in all. So {@code work} changes
   * nothing outside of the database, and does nothing that takes long: a transaction holds locks
   * and a connection.
   *
   * @throws StorageUnavailable if the database is away, busy, full or read-only
   * @throws DataAccessException if a statement or a value is wrong
   */
  public <T> T transaction(Function<DSLContext, T> work) {
    return run(
        () ->
            dsl.transactionResult(
                (Configuration configuration) -> work.apply(configuration.dsl())));
  }

  private <T> T run(Supplier<T> work) {
    for (int runs = 1; ; runs++) {
      try {
        return work.get();
      } catch (DataAccessException failed) {
        SqlError error = SqlError.of(failed);
        if (!error.isWorthRepeating() || runs == MOST_RUNS) {
          throw translated(failed, error);
        }
        repeated.increment();
        log.debug("a transaction is run again: {}", failed.getMessage());
      }
    }
  }

  /** A connection of one's own beside the pool, for listening. */
  Connection connection() throws SQLException {
    return unpooled.getConnection();
  }

  /**
   * Has the pool of connections measured, once: how many are in use, and who waits for one; and how
   * often a transaction was run again.
   */
  public void measure(AdapterMeter meter) {
    pool.setMetricsTrackerFactory(new PoolMeter(meter));
    meter.counter(
        new Measure(
            "drover.database.repeated.transactions",
            "Transactions run again after PostgreSQL ended them in favour of another"),
        repeated::sum);
  }

  /** How often a transaction was run again, since PostgreSQL had ended it for another. */
  long repeatedTransactions() {
    return repeated.sum();
  }

  /** Whether PostgreSQL answers now. */
  public boolean reachable() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException away) {
      return false;
    }
  }

  /** What is worth waiting for is told as such; a defect goes on as it is. */
  private RuntimeException translated(DataAccessException failed, SqlError error) {
    if (error.concernsAllConnections()) {
      // The next ones find the server again, or the new primary. An idle connection that is dead
      // costs a caller VALIDATION_LIMIT.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return switch (error.kind()) {
      case AWAY, UNABLE, VICTIM -> new StorageUnavailable(error.message(), failed);
      case DEFECT -> failed;
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}
