package dev.drover.persistence.testing;

import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Provides tests with a real PostgreSQL: parameters of type {@link DatabaseAddress} get a migrated
 * database of their own, and parameters of type {@link Database} get it opened.
 *
 * <p>The tests use the PostgreSQL at {@code DROVER_TEST_DATABASE_URL} (environment variable, or
 * system property {@code drover.test.database-url}) if given, else a container if Docker answers,
 * else the embedded one. One server serves all tests of a JVM.
 */
public final class RealPostgres implements ParameterResolver {
  private static final String TEMPLATE = "drover_test_template";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  /** A constructor's database belongs to its test, like a method's. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext context) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == DatabaseAddress.class || type == Database.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store =
        context.getStore(
            ExtensionContext.Namespace.create(RealPostgres.class, context.getUniqueId()));
    DatabaseAddress address =
        store.computeIfAbsent(
            "address", key -> Server.INSTANCE.freshDatabase(), DatabaseAddress.class);
    return parameter.getParameter().getType() == DatabaseAddress.class
        ? address
        : store.computeIfAbsent("database", key -> Database.open(address), Database.class);
  }

  /** The server of this JVM, started on first use. */
  private static final class Server {
    static final Server INSTANCE = start();

    private final DatabaseAddress maintenance;

    private Server(DatabaseAddress maintenance) {
      this.maintenance = maintenance;
      run("DROP DATABASE IF EXISTS " + TEMPLATE + unique());
      run("CREATE DATABASE " + TEMPLATE + unique());
      Database.open(named(TEMPLATE + unique())).close();
    }

    private static Server start() {
      Optional<String> given =
          Optional.ofNullable(System.getProperty("drover.test.database-url"))
              .or(() -> Optional.ofNullable(System.getenv("DROVER_TEST_DATABASE_URL")))
              .filter(url -> !url.isBlank());
      if (given.isPresent()) {
        return new Server(DatabaseAddress.parse(given.get()));
      }
      if (DockerClientFactory.instance().isDockerAvailable()) {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        return new Server(
            new DatabaseAddress(
                container.getJdbcUrl(),
                Optional.of(container.getUsername()),
                Optional.of(container.getPassword())));
      }
      return new Server(embedded());
    }

    private static DatabaseAddress embedded() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(PreparedPostgres.withDatabase(PreparedPostgres.newDirectory()));
        // The process is killed, because its files are not needed and writing hundreds of databases
        // to disk takes long.
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () ->
                        ProcessHandle.of(postgres.pid())
                            .ifPresent(ProcessHandle::destroyForcibly)));
        return postgres.address();
      } catch (java.io.IOException failed) {
        throw new java.io.UncheckedIOException(failed);
      }
    }

    DatabaseAddress freshDatabase() {
      String name =
          "drover_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
      run("DROP DATABASE IF EXISTS " + name);
      run("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + unique());
      return named(name);
    }

    private static String unique() {
      return "_" + ProcessHandle.current().pid();
    }

    private DatabaseAddress named(String database) {
      return new DatabaseAddress(
          maintenance.jdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + database),
          maintenance.user(),
          maintenance.password());
    }

    private void run(String sql) {
      try (Connection connection =
              maintenance.user().isPresent()
                  ? DriverManager.getConnection(
                      maintenance.jdbcUrl(),
                      maintenance.user().get(),
                      maintenance.password().orElse(""))
                  : DriverManager.getConnection(maintenance.jdbcUrl());
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failed) {
        throw new IllegalStateException("the tests' PostgreSQL refused: " + sql, failed);
      }
    }
  }
}
