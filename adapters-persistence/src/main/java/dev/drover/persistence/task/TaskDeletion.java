package dev.drover.persistence.task;

import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Deletes tasks and the configurations that no other task uses. */
public final class TaskDeletion {
  private TaskDeletion() {}

  /**
   * Deletes tasks and everything that belongs to them. The caller has locked the tasks. Also locks
   * their configurations: when two transactions delete the last tasks of a request, the later one
   * sees that no task is left and deletes the configuration.
   */
  public static void deleteLocked(DSLContext sql, List<Long> ids) {
    Condition deleted = TASK_DETAIL.TASK_ID.eq(DSL.any(ids.toArray(Long[]::new)));
    Long[] configs =
        sql.select(TASK_CONFIG.ID)
            .from(TASK_CONFIG)
            .where(
                TASK_CONFIG.ID.in(
                    DSL.select(TASK_DETAIL.CONFIG_ID).from(TASK_DETAIL).where(deleted)))
            .orderBy(TASK_CONFIG.ID)
            .forUpdate()
            .fetch(TASK_CONFIG.ID)
            .toArray(Long[]::new);
    // Their details at once, which the deletion of the tasks would delete, and count, one at a
    // time.
    sql.deleteFrom(TASK_DETAIL).where(deleted).execute();
    sql.deleteFrom(TASK).where(TASK.ID.eq(DSL.any(ids.toArray(Long[]::new)))).execute();
    sql.deleteFrom(TASK_CONFIG)
        .where(TASK_CONFIG.ID.eq(DSL.any(configs)))
        .andNotExists(
            DSL.selectOne().from(TASK_DETAIL).where(TASK_DETAIL.CONFIG_ID.eq(TASK_CONFIG.ID)))
        .execute();
  }
}
