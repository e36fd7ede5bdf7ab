package dev.drover.persistence.task.query;

import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that the kept counts are those of the tables, whatever statement changes these: also one of
 * a server of the version before, which knows no counts.
 */
@ExtendWith(RealPostgres.class)
class KeptCountTest {
  /** Counts that are kept wrongly. */
  private static final String WRONG =
      """
      WITH counted AS (
        SELECT 'all' AS kind, '' AS value, id / 4096 AS block, count(*) AS n FROM task GROUP BY 3
        UNION ALL
        SELECT 'completed', '', id / 4096, count(*) FROM task WHERE status = 2 GROUP BY 3
        UNION ALL
        SELECT 'failed', '', id / 4096, count(*) FROM task WHERE status = 3 GROUP BY 3
        UNION ALL
        SELECT 'serial', serial, 0, count(*) FROM task WHERE serial IS NOT NULL GROUP BY 2
        UNION ALL
        SELECT 'script', script_name, task_id / 4096, count(*) FROM task_detail GROUP BY 2, 3
        UNION ALL
        SELECT 'source', source, task_id / 4096, count(*) FROM task_detail GROUP BY 2, 3
      ), kept AS (
        SELECT kind, value, block, sum(tasks) AS n
        FROM task_count_by
        GROUP BY 1, 2, 3
        HAVING sum(tasks) <> 0
      )
      (TABLE counted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE counted)
      """;

  private Database database;
  private JooqTaskRepository repository;
  private JooqTaskQueries queries;

  @BeforeEach
  void wire(Database given) {
    database = given;
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
  }

  private List<TaskId> insert(int count) {
    return repository.insert(
        IntStream.range(0, count).mapToObj(i -> follow(phone(i % 3), "user" + i, NOW)).toList());
  }

  /** Runs a statement, after which the counts must be right, on one backend of many. */
  private void change(String statement) {
    database.transaction(sql -> sql.execute(statement));
    String wrong = database.query(sql -> sql.fetch(WRONG).formatCSV(false));
    assertThat(wrong).as(statement).isEmpty();
  }

  @Test
  void every_statement_leaves_them_right() {
    change("ALTER SEQUENCE task_id_seq RESTART WITH 4080");
    insert(40);
    change("UPDATE task SET status = 1 WHERE id IN (4085, 4101)");
    change("UPDATE task SET status = 2 WHERE status = 1");
    change("UPDATE task SET status = 3, retry_count = 1 WHERE id < 4083 OR id = 4100 OR id = 4085");
    change("UPDATE task SET remark = 'looked at' WHERE status = 3");
    change("UPDATE task SET status = 0 WHERE id = 4100 OR id = 4081");
    change("UPDATE task SET serial = 'PHONE9' WHERE id % 4 = 0");
    change("UPDATE task SET serial = NULL WHERE id % 5 = 0");
    change("UPDATE task SET serial = 'PHONE1', status = 2 WHERE id % 10 = 0");
    // As a server of the version before deletes them, details by the foreign key.
    change("DELETE FROM task WHERE id % 3 = 0");
    repository.delete(List.of(new TaskId(4084), new TaskId(4100)));
    change("DELETE FROM task");
  }

  @Test
  void the_migration_counts_what_is_there() throws IOException {
    change("ALTER SEQUENCE task_id_seq RESTART WITH 4080");
    insert(40);
    change("UPDATE task SET status = 2 + id % 2 WHERE id % 3 = 0");
    change("UPDATE task SET serial = NULL WHERE id % 5 = 0");
    String migration =
        new String(
            Objects.requireNonNull(
                    KeptCountTest.class.getResourceAsStream("/db/migration/V23__counts_by.sql"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    String undone =
        """
        DROP FUNCTION count_tasks_by, count_details_by, count_ended_tasks_by, count_moved_task_by CASCADE;
        DROP TABLE task_count_by;
        DROP INDEX task_detail_source, task_failed_serial, task_without_effect, task_serial_listed;
        """;

    database.query(
        sql ->
            sql.connectionResult(
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    return statement.execute(undone + migration);
                  }
                }));

    change("UPDATE task SET status = 0 WHERE id = 4083");
  }

  @Test
  void a_page_far_behind_is_the_one_that_passing_over_all_before_it_finds() {
    change("ALTER SEQUENCE task_id_seq RESTART WITH 3500");
    List<TaskId> ids = insert(2_400);
    change("DELETE FROM task WHERE id BETWEEN 4000 AND 4100 OR id % 7 = 0");
    change("UPDATE task SET status = 2 WHERE id % 5 <> 0");
    List<TaskId> left =
        ids.reversed().stream()
            .filter(id -> id.value() % 7 != 0)
            .filter(id -> id.value() < 4000 || id.value() > 4100)
            .toList();

    assertThat(pages(TaskFilter.NONE, 60)).isEqualTo(left.subList(1_020, left.size()));
    List<TaskId> completed = left.stream().filter(id -> id.value() % 5 != 0).toList();
    assertThat(pages(completed(), 60)).isEqualTo(completed.subList(1_020, completed.size()));
    assertThat(queries.list(completed(), 1, 1).total()).isEqualTo(completed.size());
  }

  /** The pages from the 18th on. */
  private List<TaskId> pages(TaskFilter filter, int size) {
    return IntStream.rangeClosed(18, 60)
        .mapToObj(page -> queries.list(filter, page, size))
        .flatMap(page -> page.tasks().stream())
        .map(task -> task.task().id())
        .toList();
  }

  private static TaskFilter completed() {
    return new TaskFilter(
        Optional.of(TaskStatus.COMPLETED),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
