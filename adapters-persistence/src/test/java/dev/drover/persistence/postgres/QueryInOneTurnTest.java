package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several statements that wait for a connection once. */
@ExtendWith(RealPostgres.class)
class QueryInOneTurnTest {
  /** More than there are connections. */
  private static final int MANY = 50;

  private final Database database;

  QueryInOneTurnTest(Database database) {
    this.database = database;
  }

  @Test
  void all_statements_run_on_one_connection() {
    List<Connection> used =
        database.queryInOneTurn(
            sql -> {
              Connection first = sql.connectionResult(connection -> connection);
              sql.fetch("SELECT 1");
              return List.of(first, sql.connectionResult(connection -> connection));
            });

    assertThat(used.getLast()).isSameAs(used.getFirst());
  }

  @Test
  void each_statement_commits_by_itself() {
    assertThatThrownBy(
            () ->
                database.queryInOneTurn(
                    sql -> {
                      sql.execute("CREATE TABLE left_behind ()");
                      return sql.fetch("SELECT 1 / 0");
                    }))
        .isInstanceOf(DataAccessException.class);

    int rows = database.queryInOneTurn(sql -> sql.fetchCount(sql.selectOne().from("left_behind")));
    assertThat(rows).isZero();
  }

  @Test
  void a_failure_gives_the_connection_back() {
    for (int i = 0; i < MANY; i++) {
      assertThatThrownBy(() -> database.queryInOneTurn(sql -> sql.fetch("SELECT 1 / 0")))
          .isInstanceOf(DataAccessException.class);
    }

    List<?> values = database.queryInOneTurn(sql -> sql.fetchValues("SELECT 1"));
    assertThat(values).isEqualTo(List.of(1));
  }

  @Test
  void characters_that_postgresql_refuses_are_replaced_as_elsewhere() {
    List<?> texts = database.queryInOneTurn(sql -> sql.fetchValues("SELECT ?::text", "a\0b"));

    assertThat(texts).isEqualTo(List.of("a\uFFFDb"));
  }
}
