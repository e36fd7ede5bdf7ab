package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskFailure;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Cancels the pending tasks of a batch, and finds the tasks of one. */
public final class BatchCancellation {
  /**
   * Cancels in one statement, so that each task is either cancelled or claimed. A claim skips the
   * rows that this statement locks. This statement waits for a row that a claim has locked, and
   * then skips it, because its task is running.
   */
  private static final String CANCEL =
      """
      WITH waiting AS MATERIALIZED (
        SELECT task.id
        FROM task_config
        JOIN task_detail ON task_detail.config_id = task_config.id
        JOIN task ON task.id = task_detail.task_id
        WHERE task_config.batch_id = {0} AND task.status = 0
        ORDER BY task.id
        FOR UPDATE OF task
      )
      UPDATE task
      SET status = 3, node = NULL, intent = NULL, started_at = NULL, finished_at = {1}::timestamptz,
          outcome = {2}, failure_code = {3}, remark = {4}, updated_at = {1}::timestamptz
      FROM waiting
      WHERE task.id = waiting.id
      """;

  private BatchCancellation() {}

  static int cancelPending(DSLContext sql, BatchId batch, Instant now) {
    TaskFailure cancelled = TaskFailure.CANCELLED;
    return sql.query(
            CANCEL,
            DSL.val(batch.value()),
            DSL.val(at(now)),
            DSL.val(cancelled.outcome().wireName()),
            DSL.val(cancelled.code().wireName()),
            DSL.val(cancelled.remark()))
        .execute();
  }

  /** Selects the tasks of a batch, in a query that joins their details. */
  public static Condition isIn(BatchId batch) {
    return TASK_DETAIL.CONFIG_ID.in(
        DSL.select(TASK_CONFIG.ID).from(TASK_CONFIG).where(TASK_CONFIG.BATCH_ID.eq(batch.value())));
  }
}
