package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.TASK_INTENT;

import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Running;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.schema.tables.records.TaskIntentRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** Stores the journals of attempts: the steps that can't be undone. */
final class TaskIntents {
  /** Accepts a step that is already stored, because a retry follows a lost answer. */
  private static final String COMMIT =
      """
      WITH fenced AS (
        UPDATE task
        SET intent = ?, updated_at = ?::timestamptz
        WHERE id = ? AND status = 1 AND attempt_count = ?
          AND NOT EXISTS (SELECT 1 FROM task_intent other
                          WHERE other.task_id = task.id AND other.attempt = task.attempt_count
                            AND other.number = ? AND other.step <> ?)
        RETURNING id, attempt_count
      )
      INSERT INTO task_intent (task_id, attempt, number, step, committed_at)
      SELECT id, attempt_count, ?, ?, ?::timestamptz FROM fenced
      ON CONFLICT (task_id, attempt, number) DO UPDATE SET step = excluded.step
      """;

  /**
   * Settles a step. If no step of the attempt took effect and none is open, clears {@code
   * task.intent}, so that a server of the previous version may repeat the attempt too.
   */
  private static final String SETTLE =
      """
      WITH settled AS (
        UPDATE task_intent
        SET settled_at = ?::timestamptz, took_effect = ?
        WHERE task_id = ? AND attempt = ? AND number = ? AND settled_at IS NULL
      )
      UPDATE task
      SET intent = NULL
      WHERE id = ? AND status = 1 AND attempt_count = ? AND NOT ?
        AND NOT EXISTS (SELECT 1 FROM task_intent other
                        WHERE other.task_id = task.id AND other.attempt = task.attempt_count AND other.number <> ?
                          AND (other.settled_at IS NULL OR other.took_effect))
      """;

  private TaskIntents() {}

  static boolean commit(DSLContext sql, TaskId id, int attempt, Intent intent, Instant now) {
    String step = ColumnValues.storable(intent.step());
    return sql.execute(
            COMMIT,
            step,
            at(now),
            id.value(),
            attempt,
            intent.number(),
            step,
            intent.number(),
            step,
            at(now))
        == 1;
  }

  static void settle(
      DSLContext sql, TaskId id, int attempt, int number, boolean tookEffect, Instant now) {
    sql.execute(
        SETTLE,
        at(now),
        tookEffect,
        id.value(),
        attempt,
        number,
        id.value(),
        attempt,
        tookEffect,
        number);
  }

  /**
   * Adds the stored journal to a running task. Servers of the previous version keep no journal;
   * then the task stays as its row describes it.
   */
  static Task withJournal(DSLContext sql, Task task) {
    if (!(task.state() instanceof Running running)) {
      return task;
    }
    List<TaskIntentRecord> kept =
        sql.selectFrom(TASK_INTENT)
            .where(TASK_INTENT.TASK_ID.eq(task.id().value()))
            .and(TASK_INTENT.ATTEMPT.eq(running.attempt()))
            .orderBy(TASK_INTENT.NUMBER)
            .fetch();
    return kept.isEmpty() ? task : task.knowing(journal(kept));
  }

  private static IntentJournal journal(List<TaskIntentRecord> kept) {
    return new IntentJournal(
        kept.getLast().getNumber(),
        kept.stream()
            .filter(intent -> Boolean.TRUE.equals(intent.getTookEffect()))
            .map(TaskIntentRecord::getStep)
            .toList(),
        kept.stream()
            .filter(intent -> intent.getSettledAt() == null)
            .map(intent -> new Intent(intent.getNumber(), intent.getStep()))
            .toList());
  }
}
