package dev.drover.persistence.testing;

import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A test's own PostgreSQL, which can be stopped and restarted on the same port. */
public final class RestartablePostgres implements AutoCloseable {
  private final Path directory;
  private final int port;
  private EmbeddedPostgres postgres;

  private RestartablePostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    this.postgres = EmbeddedPostgres.start(directory, () -> port);
  }

  public static RestartablePostgres start() throws IOException {
    return new RestartablePostgres(
        PreparedPostgres.withDatabase(PreparedPostgres.newDirectory()), FixedPort.free());
  }

  public int port() {
    return port;
  }

  /** Creates an empty database and returns its address. */
  public DatabaseAddress freshDatabase(String name) throws SQLException {
    DatabaseAddress first = postgres.address();
    try (Connection connection =
            DriverManager.getConnection(
                first.jdbcUrl(), first.user().orElseThrow(), first.password().orElseThrow());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new DatabaseAddress(
        first.jdbcUrl().replaceFirst("/[^/]+$", "/" + name), first.user(), first.password());
  }

  /** Stops PostgreSQL as an administrator does: it notifies its clients. */
  public void stop() {
    postgres.close();
  }

  /** Kills PostgreSQL as a crash does: it neither notifies clients nor writes anything more. */
  public void crash() throws IOException, InterruptedException {
    ProcessHandle process = ProcessHandle.of(postgres.pid()).orElseThrow();
    Process kill =
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("PostgreSQL can't be signalled");
    }
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException stuck) {
      throw new IllegalStateException("PostgreSQL does not end", stuck);
    }
  }

  public void startAgain() {
    postgres = EmbeddedPostgres.start(directory, () -> port);
  }

  @Override
  public void close() {
    postgres.close();
  }
}
