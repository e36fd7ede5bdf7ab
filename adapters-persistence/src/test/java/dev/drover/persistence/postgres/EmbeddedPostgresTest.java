package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.persistence.testing.PreparedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedPostgresTest {
  @TempDir private Path home;

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    DatabaseAddress address = postgres.address();
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user().orElseThrow(), address.password().orElseThrow());
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Test
  void it_is_durable_for_a_password_only_and_on_loopback() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        Connection connection = connect(postgres)) {
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(connection, "SHOW unix_socket_directories")).isEmpty();
      assertThat(ask(connection, "SHOW server_version")).startsWith("18");
      assertThat(
              ask(
                  connection,
                  "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.address().jdbcUrl(), "drover", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
        .isEqualTo("rw-------");
  }

  /** The password is 192 random bits, so that more rounds would only make connections slow. */
  @Test
  void its_password_is_proved_by_one_round_also_after_it_is_set_again() throws Exception {
    PreparedPostgres.withPrograms(home);
    String rounds =
        "SELECT substring(rolpassword FROM '^SCRAM-SHA-256\\$([0-9]+):') FROM pg_authid"
            + " WHERE rolname = 'drover'";
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        Connection connection = connect(postgres);
        var statement = connection.createStatement()) {
      assertThat(ask(connection, rounds)).isEqualTo("1");
      statement.execute("ALTER ROLE drover PASSWORD 'another'");
      assertThat(ask(connection, rounds)).isEqualTo("1");
    }
  }

  @Test
  void two_that_need_its_programs_at_one_time_have_the_same() throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<Path> one = both.submit(() -> PostgresBinaries.unpackedBelow(home));
      Future<Path> other = both.submit(() -> PostgresBinaries.unpackedBelow(home));

      assertThat(one.get()).isEqualTo(other.get());
      assertThat(one.get().resolve("bin/postgres")).isExecutable();
    }
  }

  @Test
  void what_was_committed_is_there_after_it_was_killed() throws Exception {
    PreparedPostgres.withDatabase(home);
    EmbeddedPostgres first = EmbeddedPostgres.start(home);
    try (Connection connection = connect(first);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (n int)");
      statement.execute("INSERT INTO kept VALUES (42)");
      ProcessHandle postmaster = ProcessHandle.of(first.pid()).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().get(30, TimeUnit.SECONDS);
    }

    try (EmbeddedPostgres second = EmbeddedPostgres.start(home);
        Connection connection = connect(second)) {
      assertThat(ask(connection, "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void one_that_was_left_running_is_ended_and_taken_over() throws Exception {
    PreparedPostgres.withDatabase(home);
    EmbeddedPostgres left = EmbeddedPostgres.start(home);
    long pid = left.pid();

    try (EmbeddedPostgres next = EmbeddedPostgres.start(home);
        Connection connection = connect(next)) {
      assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }
  }

  /** The process id in a leftover postmaster.pid may belong to another PostgreSQL by now. */
  @Test
  void another_postgresql_that_has_the_number_of_a_stale_file_is_left_alone(@TempDir Path elsewhere)
      throws Exception {
    PreparedPostgres.withDatabase(home);
    PreparedPostgres.withDatabase(elsewhere);
    EmbeddedPostgres.start(home).close();
    try (EmbeddedPostgres other = EmbeddedPostgres.start(elsewhere)) {
      Path left = home.resolve("data/postmaster.pid");
      Files.copy(elsewhere.resolve("data/postmaster.pid"), left);
      assertThat(EmbeddedPostgres.running(home)).isEmpty();

      try (EmbeddedPostgres own = EmbeddedPostgres.start(home);
          Connection toOther = connect(other);
          Connection toOwn = connect(own)) {
        assertThat(ask(toOther, "SELECT 1")).isEqualTo("1");
        assertThat(ask(toOwn, "SELECT 1")).isEqualTo("1");
        assertThat(EmbeddedPostgres.running(home).map(DatabaseAddress::jdbcUrl))
            .contains(own.address().jdbcUrl());
      }
    }
  }

  /** Process ids in containers are small and soon reused. */
  @Test
  void another_program_that_has_the_number_of_a_stale_file_does_not_keep_it_from_starting()
      throws Exception {
    PreparedPostgres.withDatabase(home);
    EmbeddedPostgres.start(home).close();
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          home.resolve("data/postmaster.pid"),
          other.pid() + "\n" + home.resolve("data") + "\n1764000000\n5432\n\n127.0.0.1\n");

      try (EmbeddedPostgres own = EmbeddedPostgres.start(home);
          Connection connection = connect(own)) {
        assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        assertThat(other.isAlive()).isTrue();
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void data_of_another_major_version_is_refused_with_what_to_do() throws Exception {
    PreparedPostgres.withDatabase(home);
    EmbeddedPostgres.start(home).close();
    Files.writeString(home.resolve("data").resolve("PG_VERSION"), "17\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(PostgresUnusable.class)
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining("PostgreSQL 18")
        .hasMessageContaining("--home");
  }

  @Test
  void an_interrupted_first_start_is_made_up_for() throws Exception {
    PreparedPostgres.withPrograms(home);
    Files.createDirectories(home.resolve("data.partial").resolve("base"));
    Files.createDirectories(home.resolve("data").resolve("base"));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        Connection connection = connect(postgres)) {
      assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
    }
  }
}
