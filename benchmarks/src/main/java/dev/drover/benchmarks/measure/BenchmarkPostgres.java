package dev.drover.benchmarks.measure;

import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** The PostgreSQL that Drover brings, durable as in production, with empty databases. */
public final class BenchmarkPostgres implements AutoCloseable {
  private final Path home;
  private final EmbeddedPostgres postgres;

  public BenchmarkPostgres() throws IOException {
    home = Files.createTempDirectory("drover-benchmark-");
    postgres = EmbeddedPostgres.start(home.resolve("postgres"));
    proveAsUsual();
  }

  /**
   * Has the password proved by as many rounds as any PostgreSQL of an operator asks for. Drover's
   * own asks for one, and a start with a given database must not gain by that.
   */
  private void proveAsUsual() throws IOException {
    DatabaseAddress address = postgres.address();
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("SET scram_iterations = 4096");
      statement.execute(
          "ALTER ROLE CURRENT_USER PASSWORD "
              + statement.enquoteLiteral(address.password().orElseThrow()));
    } catch (SQLException refused) {
      throw new IOException("the password's rounds can't be set", refused);
    }
  }

  public Path home() {
    return home;
  }

  /** A new database of this name. */
  public DatabaseAddress create(String name) throws SQLException {
    try (Connection connection = connect(postgres.address());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    DatabaseAddress address = postgres.address();
    return new DatabaseAddress(
        address.jdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + name),
        address.user(),
        address.password());
  }

  public static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
