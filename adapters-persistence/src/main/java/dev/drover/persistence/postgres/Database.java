package dev.drover.persistence.postgres;

import static dev.drover.persistence.schema.Tables.TASK;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.application.port.meter.AdapterMeter.Measure;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.persistence.postgres.ShippedSchema.Comparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
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
import org.jooq.impl.DefaultConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database with Drover's schema, behind a pool of connections that recovers by itself
 * after an outage. Safe for use by any thread.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** The oldest major version of PostgreSQL that the tests have run on. */
  public static final int OLDEST_VERSION = 15;

  private static final int POOL_SIZE = 16;

  /** Enough for an idle queue. More would make each start wait for connections. */
  private static final int IDLE_CONNECTIONS = 3;

  /** How long a caller waits for a connection before the database counts as away. */
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(3);

  /** How long the check of an idle connection may take before it is handed out. */
  private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(2);

  /**
   * How long a connection may stay silent before the server counts as gone. Normal statements take
   * milliseconds. The limit is shorter than a server's lease.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);

  /**
   * After this time PostgreSQL cancels a statement. The limit is shorter than {@link
   * #ANSWER_LIMIT}, so that a statement can't take effect after its caller has given up.
   */
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(7);

  /** How long a statement waits for a row lock or advisory lock of another transaction. */
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

  /**
   * After this time PostgreSQL ends a transaction in which nothing happens. So a server that
   * freezes within a transaction blocks the claims of the others no longer than this, which is
   * shorter than a lease.
   */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);

  /**
   * How often a transaction runs in total when PostgreSQL keeps rolling it back because of
   * conflicts.
   */
  private static final int MOST_RUNS = 3;

  private final HikariDataSource pool;
  private final DataSource unpooled;
  private final DSLContext dsl;
  private final LongAdder repeated = new LongAdder();

  private Database(HikariDataSource pool, DataSource unpooled, DSLContext dsl) {
    this.pool = pool;
    this.unpooled = unpooled;
    this.dsl = dsl;
  }

  /**
   * How many single statements run at one time. A statement in memory keeps a processor busy, here
   * or at the database, which mostly runs on the same machine.
   */
  private static int turns() {
    return Math.min(POOL_SIZE, 4 + 2 * Runtime.getRuntime().availableProcessors());
  }

  private static DSLContext dsl(HikariDataSource pool) {
    DSLContext dsl =
        DSL.using(
            pool,
            SQLDialect.POSTGRES,
            new Settings().withRenderSchema(false).withExecuteLogging(false));
    dsl.configuration().set(new ConnectionTurns(pool, turns(), CONNECTION_LIMIT));
    dsl.configuration().set(new StorableTexts());
    dsl.configuration().set(new Transactions(pool));
    return dsl;
  }

  /**
   * Has jOOQ set up its types and functions, on a thread of its own. The first statement of a
   * process would do it otherwise, and take as long as to connect. Whoever needs jOOQ meanwhile
   * waits for it, and meets a failure by itself.
   */
  public static void prepare() {
    Thread.ofPlatform()
        .daemon()
        .name("start-jooq")
        .uncaughtExceptionHandler((_, failed) -> log.debug("jOOQ can't be set up", failed))
        .start(
            () ->
                log.trace(
                    "the first statement: {}",
                    DSL.using(SQLDialect.POSTGRES)
                        .select(TASK.ID)
                        .from(TASK)
                        .where(TASK.STATUS.eq((short) 0))
                        .getSQL()));
  }

  /**
   * Connects and migrates the schema to this version.
   *
   * @throws PostgresUnusable if the database can't be reached, is too old, or has the schema of a
   *     later Drover
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
      Comparison schema = schemaOf(pool, address);
      if (schema != Comparison.SAME) {
        // The migration uses a connection without the limits: on a large queue it may take longer.
        // An empty database gets all of it in one transaction, written to the disk once. One with
        // rows does not: PostgreSQL refuses to alter a table whose changed rows are unchecked yet.
        Flyway.configure()
            .dataSource(driver(address, address.credentials()))
            .group(schema == Comparison.NONE)
            .load()
            .migrate();
      }
      return new Database(pool, driver, dsl(pool));
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

  /**
   * Returns the statements that set the limits. PostgreSQL reads numbers without a unit as
   * milliseconds.
   */
  private static String limits() {
    return "SET statement_timeout = "
        + STATEMENT_LIMIT.toMillis()
        + "; SET lock_timeout = "
        + LOCK_LIMIT.toMillis()
        + "; SET idle_in_transaction_session_timeout = "
        + IDLE_LIMIT.toMillis();
  }

  /** Creates a data source that, unlike the pool's own settings, does not log its properties. */
  private static DataSource driver(DatabaseAddress address, Properties properties) {
    return new DriverDataSource(address.jdbcUrl(), null, properties, null, null);
  }

  /** Refuses a PostgreSQL that is too old, and compares its schema with this build's. */
  private static Comparison schemaOf(HikariDataSource pool, DatabaseAddress address) {
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
      return ShippedSchema.read()
          .map(shipped -> shipped.compareWith(connection))
          .orElse(Comparison.OTHER);
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
   * Runs statements without a surrounding transaction: each commits by itself. May run {@code work}
   * again after a conflict, as {@link #transaction} does, so at most one of the statements may
   * change something.
   *
   * @throws StorageUnavailable if the database is away, busy, full or read-only
   * @throws DataAccessException if a statement or a value is wrong; a retry fails again
   */
  public <T> T query(Function<DSLContext, T> work) {
    return run(() -> work.apply(dsl));
  }

  /**
   * Runs statements as {@link #query} does, but all on one connection: they wait for it once
   * instead of once each, which many readers at one time would notice. {@code work} must be fast,
   * because others wait for its connection.
   *
   * @throws StorageUnavailable if the database is away, busy, full or read-only
   * @throws DataAccessException if a statement or a value is wrong; a retry fails again
   */
  public <T> T queryInOneTurn(Function<DSLContext, T> work) {
    return run(
        () ->
            dsl.connectionResult(
                connection ->
                    work.apply(
                        dsl.configuration()
                            .derive(new DefaultConnectionProvider(connection))
                            .dsl())));
  }

  /**
   * Runs statements in one transaction: all of them take effect, or none. If PostgreSQL rolls the
   * transaction back because of a conflict with another (a deadlock, a serialization failure), runs
   * {@code work} again, at most {@value #MOST_RUNS} times in all. Therefore {@code work} must
   * change nothing outside the database. It must also be fast, because a transaction holds locks
   * and a connection.
   *
   * @throws StorageUnavailable if the database is away, busy, full or read-only
   * @throws DataAccessException if a statement or a value is wrong; a retry fails again
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

  /** Opens a connection outside the pool, for listening. The caller closes it. */
  Connection connection() throws SQLException {
    return unpooled.getConnection();
  }

  /**
   * Registers metrics of the pool (connections in use, callers that wait) and of repeated
   * transactions. Call it once.
   */
  public void measure(AdapterMeter meter) {
    pool.setMetricsTrackerFactory(new PoolMeter(meter));
    meter.counter(
        new Measure(
            "drover.database.repeated.transactions",
            "Transactions run again after PostgreSQL ended them in favour of another"),
        repeated::sum);
  }

  /** Returns how often a transaction ran again after a conflict. */
  long repeatedTransactions() {
    return repeated.sum();
  }

  /** Tests whether PostgreSQL answers now. */
  public boolean reachable() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException away) {
      return false;
    }
  }

  /** Turns failures that may pass into {@link StorageUnavailable}; returns defects unchanged. */
  private RuntimeException translated(DataAccessException failed, SqlError error) {
    if (error.concernsAllConnections()) {
      // New connections reach the restarted server or the new primary. Otherwise each dead idle
      // connection would cost a caller VALIDATION_LIMIT.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return switch (error.kind()) {
      case AWAY, UNABLE, VICTIM -> new StorageUnavailable(error.message(), failed);
      case DEFECT -> withCause(failed);
    };
  }

  /** Of a failure of plain JDBC, jOOQ says only that there was one. */
  private static DataAccessException withCause(DataAccessException failed) {
    SQLException refused = failed.getCause(SQLException.class);
    if (refused == null
        || Objects.toString(failed.getMessage()).contains(Objects.toString(refused.getMessage()))) {
      return failed;
    }
    return new DataAccessException(failed.getMessage() + ": " + refused.getMessage(), failed);
  }

  @Override
  public void close() {
    pool.close();
  }
}
