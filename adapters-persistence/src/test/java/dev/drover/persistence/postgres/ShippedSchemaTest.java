package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.persistence.postgres.ShippedSchema.Comparison;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a start may leave Flyway out, and when not. */
@ExtendWith(RealPostgres.class)
class ShippedSchemaTest {
  private final ShippedSchema shipped = ShippedSchema.read().orElseThrow();
  private final Database database;
  private final DatabaseAddress address;

  ShippedSchemaTest(Database database, DatabaseAddress address) {
    this.database = database;
    this.address = address;
  }

  private Comparison comparison() throws SQLException {
    try (Connection connection = database.connection()) {
      return shipped.compareWith(connection);
    }
  }

  @Test
  void a_database_that_flyway_has_migrated_is_known_by_one_statement() throws SQLException {
    assertThat(comparison()).isEqualTo(Comparison.SAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM flyway_schema_history WHERE version = '21'",
        "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'",
        "UPDATE flyway_schema_history SET success = false WHERE version = '21'",
        "UPDATE flyway_schema_history SET type = 'BASELINE' WHERE version = '1'",
        "INSERT INTO flyway_schema_history VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
            + " 'somebody', now(), 1, true)",
        // Another schema is the connection's own now, and the history is still on its search path.
        "CREATE SCHEMA AUTHORIZATION CURRENT_USER"
      })
  void every_difference_is_left_to_flyway(String change) throws SQLException {
    database.query(sql -> sql.execute(change));

    assertThat(comparison()).isEqualTo(Comparison.OTHER);
  }

  @Test
  void a_database_without_a_history_was_never_migrated() throws SQLException {
    database.query(sql -> sql.execute("DROP TABLE flyway_schema_history"));

    assertThat(comparison()).isEqualTo(Comparison.NONE);
  }

  /** It is not empty, so that Flyway must not take it for one of Drover's. */
  @Test
  void a_schema_of_somebody_else_is_still_refused() {
    database.query(sql -> sql.execute("DROP TABLE flyway_schema_history"));

    assertThatThrownBy(() -> Database.open(address).close())
        .isInstanceOf(PostgresUnusable.class)
        .hasMessageContaining("can't be brought up to date");
  }

  @Test
  void a_migration_that_was_changed_afterwards_is_still_refused() {
    database.query(
        sql ->
            sql.execute(
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'"));

    assertThatThrownBy(() -> Database.open(address).close())
        .isInstanceOf(PostgresUnusable.class)
        .hasMessageContaining("can't be brought up to date");
  }
}
