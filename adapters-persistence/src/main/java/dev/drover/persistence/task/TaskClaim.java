package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims due tasks for a server's idle phones. */
final class TaskClaim {
  private static final Logger log = LoggerFactory.getLogger(TaskClaim.class);

  /**
   * The advisory lock under which servers count running tasks and claim. The number is arbitrary.
   */
  static final long CLAIM_LOCK = 0x44524f564552L;

  /**
   * Claims the first task of each idle phone's queue, the longest due first, up to the limit of
   * running tasks. Parameters: {0} the server, {1} the limit, {2} its idle phones, {3} the current
   * time, {4} the scripts that this server knows.
   */
  private static final String CLAIM_TEMPLATE =
      """
      WITH free AS (
        -- Claims nothing while this server has no valid lease, or while the queue is paused.
        SELECT CASE WHEN EXISTS (SELECT 1 FROM node WHERE id = {0} AND lease_until > now())
                     AND NOT EXISTS (SELECT 1 FROM queue_setting WHERE paused_since IS NOT NULL)
               THEN greatest(0, {1} - count(*)) ELSE 0 END AS slots
        FROM task WHERE status = 1
      ), heads AS (
        SELECT head.id
        FROM unnest({2}::text[]) AS phone (serial)
        CROSS JOIN LATERAL (
          SELECT t.id, t.scheduled_at
          FROM task t
          WHERE t.serial = phone.serial AND t.status = 0 AND t.scheduled_at <= {3}::timestamptz
            AND (t.account_id IS NULL
                 OR EXISTS (SELECT 1 FROM account a
                            WHERE a.id = t.account_id AND a.serial = t.serial AND a.enabled AND a.held_since IS NULL))
            -- Leaves tasks that a live newer server can run and this one can't.
            AND NOT EXISTS (SELECT 1 FROM task_detail d JOIN node n ON d.script_name = ANY (n.scripts)
                            WHERE d.task_id = t.id AND d.script_name <> ALL ({4}::text[]) AND n.lease_until > now())
          ORDER BY %1$s
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        ) AS head
        WHERE NOT EXISTS (SELECT 1 FROM task busy WHERE busy.serial = phone.serial AND busy.status = 1)
          AND NOT EXISTS (SELECT 1 FROM device d WHERE d.serial = phone.serial AND d.paused_since IS NOT NULL)
        ORDER BY head.scheduled_at, head.id
        LIMIT (SELECT slots FROM free)
      ), claimed AS (
        UPDATE task
        SET status = 1, node = {0}, attempt_count = attempt_count + 1, started_at = {3}::timestamptz, updated_at = {3}::timestamptz, remark = NULL,
            stop_requested = false
        FROM heads
        WHERE task.id = heads.id
        RETURNING task.*
      ), begun AS (
        INSERT INTO task_attempt (task_id, number, node, started_at)
        SELECT id, attempt_count, node, started_at FROM claimed
      )
      SELECT %2$s
      FROM claimed AS task
      JOIN task_detail ON task_detail.task_id = task.id
      ORDER BY task.scheduled_at, task.id
      """;

  private static final String CLAIM_IN_ORDER =
      CLAIM_TEMPLATE.formatted("t.scheduled_at, t.id", TaskRows.columnList());
  private static final String CLAIM_IN_RANDOM_ORDER =
      CLAIM_TEMPLATE.formatted("random()", TaskRows.columnList());

  private final ScriptTypes types;
  private final TaskRows rows;

  TaskClaim(ScriptTypes types, TaskRows rows) {
    this.types = types;
    this.rows = rows;
  }

  List<Task> claimDue(
      DSLContext sql, NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    String[] phones = idlePhones.stream().map(DeviceSerial::value).toArray(String[]::new);
    // This is a separate statement because the claim's snapshot must be taken after the lock is
    // granted.
    boolean randomOrder =
        sql.resultQuery(
                "SELECT random_order FROM queue_setting, pg_advisory_xact_lock(?)", CLAIM_LOCK)
            .fetchSingle(row -> row.get(0, Boolean.class));
    List<Task> claimed =
        sql.resultQuery(
                randomOrder ? CLAIM_IN_RANDOM_ORDER : CLAIM_IN_ORDER,
                DSL.val(node.value()),
                DSL.val(deviceLimit),
                DSL.val(phones),
                DSL.val(at(now)),
                DSL.val(types.names().toArray(String[]::new)))
            .coerce(TaskRows.COLUMNS)
            .fetch(rows::task);
    return withoutUnreadable(sql, claimed, now);
  }

  /**
   * Fails the claimed tasks whose scripts can't be read, in the transaction of the claim, so that
   * they never occupy a phone.
   */
  private static List<Task> withoutUnreadable(DSLContext sql, List<Task> claimed, Instant now) {
    List<Task> runnable = new ArrayList<>();
    List<AttemptEnds.Ended> unreadable = new ArrayList<>();
    for (Task task : claimed) {
      if (task.script() instanceof UnreadableScript script) {
        log.warn("task {} fails: {}", task.id(), script.reason());
        unreadable.add(
            AttemptEnds.Ended.of(
                task.fail(
                    TaskFailure.withoutEffect(FailureCode.NOT_SUPPORTED, script.reason()), now),
                task.attemptCount()));
      } else {
        runnable.add(task);
      }
    }
    if (!unreadable.isEmpty()) {
      AttemptEnds.record(sql, unreadable);
    }
    return runnable;
  }
}
