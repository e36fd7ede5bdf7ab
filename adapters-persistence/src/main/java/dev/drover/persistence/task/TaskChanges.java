package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.domain.task.Task;
import dev.drover.persistence.task.TaskRows.StateColumns;
import java.util.List;
import org.jooq.DSLContext;

/** Writes the states of several tasks in one statement. */
final class TaskChanges {
  private static final String WRITE =
      """
      UPDATE task
      SET status = given.status, node = given.node, intent = given.intent, started_at = given.started_at,
          finished_at = given.finished_at, outcome = given.outcome, failure_code = given.failure_code, remark = given.remark,
          scheduled_at = given.scheduled_at, attempt_count = given.attempt_count, retry_count = given.retry_count,
          updated_at = given.updated_at
      FROM {0}
      WHERE task.id = given.id
      """;

  private TaskChanges() {}

  /**
   * Writes the tasks.
   *
   * @param tasks the caller has locked them
   */
  static void write(DSLContext sql, List<Task> tasks) {
    sql.query(
            WRITE,
            new Columns<>(tasks)
                .longs("id", task -> task.id().value())
                .shorts("status", task -> state(task).status())
                .texts("node", task -> state(task).node())
                .texts("intent", task -> state(task).intent())
                .times("started_at", task -> state(task).startedAt())
                .times("finished_at", task -> state(task).finishedAt())
                .texts("outcome", task -> state(task).outcome())
                .texts("failure_code", task -> state(task).failureCode())
                .texts("remark", task -> state(task).remark())
                .times("scheduled_at", task -> at(task.scheduledAt()))
                .integers("attempt_count", Task::attemptCount)
                .integers("retry_count", Task::retryCount)
                .times("updated_at", task -> at(task.updatedAt()))
                .given())
        .execute();
  }

  private static StateColumns state(Task task) {
    return StateColumns.of(task.state());
  }
}
