package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.persistence.testing.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What takes effect of a transaction, and of one within another. */
@ExtendWith(RealPostgres.class)
class TransactionsTest {
  /** More than the pool has connections. */
  private static final int MANY = 50;

  private final Database database;

  TransactionsTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void createTable() {
    database.query(sql -> sql.execute("CREATE TABLE noted (number int PRIMARY KEY)"));
  }

  private static int note(DSLContext sql, int number) {
    return sql.execute("INSERT INTO noted VALUES (?)", number);
  }

  private List<Integer> noted() {
    return database.query(
        sql ->
            sql.resultQuery("SELECT number FROM noted ORDER BY number")
                .fetch(row -> row.get(0, Integer.class)));
  }

  @Test
  void all_statements_take_effect_together() {
    List<Integer> seenByOthers = new ArrayList<>();
    database.transaction(
        sql -> {
          note(sql, 1);
          seenByOthers.addAll(noted());
          return note(sql, 2);
        });

    assertThat(seenByOthers).isEmpty();
    assertThat(noted()).containsExactly(1, 2);
  }

  @Test
  void a_failure_takes_all_back_and_is_thrown_as_it_is() {
    IllegalStateException failure = new IllegalStateException("on purpose");

    assertThatThrownBy(
            () ->
                database.transaction(
                    sql -> {
                      note(sql, 1);
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(noted()).isEmpty();
  }

  @Test
  void connections_are_given_back_and_commit_by_themselves_again() {
    IntStream.range(0, MANY)
        .forEach(
            number ->
                assertThatThrownBy(
                        () ->
                            database.transaction(
                                sql -> {
                                  note(sql, number);
                                  return sql.execute("SELECT 1 / 0");
                                }))
                    .isInstanceOf(DataAccessException.class));
    IntStream.range(0, MANY)
        .forEach(number -> database.<Integer>transaction(sql -> note(sql, number)));
    database.<Integer>query(sql -> note(sql, MANY));

    assertThat(noted()).hasSize(MANY + 1);
  }

  @Test
  void a_constraint_that_is_checked_at_the_end_takes_all_back() {
    database.query(
        sql ->
            sql.execute(
                "ALTER TABLE noted ADD COLUMN parent int REFERENCES noted DEFERRABLE INITIALLY"
                    + " DEFERRED"));

    assertThatThrownBy(
            () ->
                database.transaction(
                    sql -> sql.execute("INSERT INTO noted VALUES (1, NULL), (2, 3)")))
        .isInstanceOf(DataAccessException.class);

    assertThat(noted()).isEmpty();
    assertThat(database.<Integer>query(sql -> note(sql, 4))).isEqualTo(1);
  }

  @Test
  void of_a_transaction_within_another_only_its_own_part_is_taken_back() {
    database.transaction(
        sql -> {
          note(sql, 1);
          sql.transaction((Configuration within) -> note(within.dsl(), 2));
          assertThatThrownBy(
                  () ->
                      sql.transaction(
                          (Configuration within) -> {
                            note(within.dsl(), 3);
                            within.dsl().execute("SELECT 1 / 0");
                          }))
              .isInstanceOf(DataAccessException.class);
          return note(sql, 4);
        });

    assertThat(noted()).containsExactly(1, 2, 4);
  }

  @Test
  void a_transaction_is_isolated_as_its_first_statement_says() {
    String isolation =
        database.transaction(
            sql -> {
              sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
              return sql.resultQuery("SHOW transaction_isolation")
                  .fetchSingle(row -> row.get(0, String.class));
            });

    assertThat(isolation).isEqualTo("repeatable read");
  }
}
