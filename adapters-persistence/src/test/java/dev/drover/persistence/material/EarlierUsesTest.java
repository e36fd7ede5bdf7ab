package dev.drover.persistence.material;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that what servers of the version before note as posted is recognised by its content. */
@ExtendWith(RealPostgres.class)
class EarlierUsesTest {
  private static final String USE =
      """
      INSERT INTO material_use (source_key, user_key, task_id, attempt, name, taken_at, used_at)
      VALUES ('%s', '%s', 1, 1, 'clip.mp4', now(), now())
      """;

  @Test
  void its_stored_rows_get_the_content_and_so_do_those_that_it_adds_beside_a_new_server(
      DatabaseAddress address) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
      migrate(address, "17");
      statement.execute(
          """
          INSERT INTO material (name, media_type, size, sha256, created_at, file)
          VALUES ('clip.mp4', 'video/mp4', 3, 'abc', now(), '1.mp4')
          """);
      statement.execute(USE.formatted("library:1.mp4", "account:1"));
      statement.execute(USE.formatted("library:gone.mp4", "account:1"));

      migrate(address, "latest");
      statement.execute(USE.formatted("library:1.mp4", "account:2"));
      statement.execute(USE.formatted("file:/clips/1.mp4", "account:2"));

      assertThat(contents(statement))
          .containsExactly(
              "account:1 library:1.mp4 abc",
              "account:1 library:gone.mp4 null",
              "account:2 file:/clips/1.mp4 null",
              "account:2 library:1.mp4 abc");
    }
  }

  private static void migrate(DatabaseAddress address, String target) {
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user().orElse(null), address.password().orElse(null))
        .target(target)
        .load()
        .migrate();
  }

  private static List<String> contents(Statement statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var found =
        statement.executeQuery(
            "SELECT user_key, source_key, sha256 FROM material_use ORDER BY user_key,"
                + " source_key")) {
      while (found.next()) {
        rows.add(found.getString(1) + " " + found.getString(2) + " " + found.getString(3));
      }
    }
    return rows;
  }
}
