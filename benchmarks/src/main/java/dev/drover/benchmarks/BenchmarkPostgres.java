package dev.drover.benchmarks;

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
final class BenchmarkPostgres implements AutoCloseable {
  private final Path home;
  private final EmbeddedPostgres postgres;

  BenchmarkPostgres() throws IOException {
    home = Files.createTempDirectory("drover-benchmark-");
    postgres = EmbeddedPostgres.start(home.resolve("postgres"));
  }

  Path home() {
    return home;
  }

  /** A new database of this name. */
  DatabaseAddress create(String name) throws SQLException {
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

  static Connection connect(DatabaseAddress address) throws SQLException {
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
