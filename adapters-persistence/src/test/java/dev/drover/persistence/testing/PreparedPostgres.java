package dev.drover.persistence.testing;

import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import dev.drover.persistence.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Saves a test's own embedded PostgreSQL its first start: unpacking the programs, creating the data
 * directory and migrating take ten times as long as a start. What is copied was made by the same
 * code, once in this JVM.
 */
public final class PreparedPostgres {
  private PreparedPostgres() {}

  /** Made when the first directory needs it. */
  private static final class Made {
    static final Path DIRECTORY = make();

    private static Path make() {
      try {
        Path directory = newDirectory();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
          Database.open(postgres.address()).close();
          proveThePasswordQuickly(postgres.address());
        }
        return directory;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (SQLException refused) {
        throw new IllegalStateException("the tests' PostgreSQL keeps its password", refused);
      }
    }
  }

  /**
   * Has the same password proved by one round instead of 4096, which take longer than most tests
   * and which the quick compiler makes slower still: hundreds of connections are opened.
   */
  private static void proveThePasswordQuickly(DatabaseAddress address) throws SQLException {
    String user = address.user().orElseThrow();
    String password = address.password().orElseThrow();
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), user, password);
        var statement = connection.createStatement()) {
      statement.execute("SET scram_iterations = 1");
      statement.execute("ALTER ROLE " + user + " PASSWORD '" + password + "'");
    }
  }

  /** Creates a directory that has the programs, and no data yet. */
  static Path newDirectory() throws IOException {
    return withPrograms(Files.createTempDirectory(shared(), "server-"));
  }

  /** Stays between builds, so that the programs need not be unpacked again. */
  private static Path shared() throws IOException {
    return Files.createDirectories(Path.of("target", "test-postgres")).toAbsolutePath();
  }

  /**
   * Gives a directory of {@link EmbeddedPostgres} the programs, unless it has them.
   *
   * @return the directory
   */
  public static Path withPrograms(Path directory) throws IOException {
    Path programs = PostgresBinaries.unpackedBelow(shared());
    Path link = Files.createDirectories(directory).resolve(programs.getFileName());
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, programs);
    }
    return directory;
  }

  /**
   * Gives a directory of {@link EmbeddedPostgres} that has no data yet the programs, and a migrated
   * database without a row of anybody's.
   *
   * @return the directory
   */
  public static Path withDatabase(Path directory) throws IOException {
    withPrograms(directory);
    for (String part : List.of("password", "data")) {
      copy(Made.DIRECTORY.resolve(part), directory.resolve(part));
    }
    return directory;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
