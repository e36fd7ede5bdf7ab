package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.task.TaskRows.StateColumns;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;

/** Records the ends of attempts. */
final class AttemptEnds {
  /**
   * Ends the given attempts, except those that are no longer running. Locks the tasks in the order
   * of their ids, as a deletion does, so that the two can't deadlock.
   */
  private static final String FINISH =
      """
      WITH ended AS (
        SELECT given.*
        FROM {0}
      ), held AS MATERIALIZED (
        SELECT task.id, task.attempt_count
        FROM task
        JOIN ended ON ended.id = task.id AND ended.attempt = task.attempt_count
        WHERE task.status = 1
        ORDER BY task.id
        FOR UPDATE OF task
      ), finished AS (
        UPDATE task
        SET status = ended.status, node = NULL, intent = NULL, started_at = ended.started_at, finished_at = ended.finished_at,
            outcome = ended.outcome, failure_code = ended.failure_code, remark = ended.remark,
            scheduled_at = ended.scheduled_at, retry_count = ended.retry_count, updated_at = ended.updated_at
        FROM held
        JOIN ended ON ended.id = held.id AND ended.attempt = held.attempt_count
        WHERE task.id = held.id
        RETURNING task.id, ended.attempt, ended.end_outcome, ended.updated_at
      ), told AS (
        UPDATE task_attempt
        SET ended_at = ended.updated_at, outcome = ended.end_outcome, failure_code = ended.end_failure_code,
            remark = ended.end_remark
        FROM finished
        JOIN ended ON ended.id = finished.id AND ended.attempt = finished.attempt
        WHERE task_attempt.task_id = finished.id AND task_attempt.number = finished.attempt
      ), given_back AS (
        -- Materials that the attempt took become free if it had no effect, and count as used
        -- otherwise.
        DELETE FROM material_use
        USING finished
        WHERE material_use.task_id = finished.id AND material_use.used_at IS NULL AND finished.end_outcome = 'no_effect'
      ), used_up AS (
        UPDATE material_use
        SET used_at = finished.updated_at
        FROM finished
        WHERE material_use.task_id = finished.id AND material_use.used_at IS NULL AND finished.end_outcome <> 'no_effect'
      )
      SELECT id, attempt, pg_notify('drover_dispatch', '') FROM finished
      """;

  private AttemptEnds() {}

  /**
   * The end of an attempt.
   *
   * @param after the task after the end; it is not running
   */
  record Ended(Task after, int attempt, AttemptEnd end) {
    /** Derives the end of the attempt from the task's state. */
    static Ended of(Task after, int attempt) {
      return new Ended(after, attempt, AttemptEnd.of(after));
    }

    private StateColumns state() {
      return StateColumns.of(after.state());
    }
  }

  /**
   * Records the ends; the result says for each, in order, whether it was accepted. An end is
   * refused if its attempt no longer runs.
   */
  static List<Boolean> record(DSLContext sql, List<Ended> ends) {
    Map<Long, Integer> finished =
        sql.resultQuery(FINISH, columns(ends).given())
            .fetchMap(row -> row.get(0, Long.class), row -> row.get(1, Integer.class));
    return ends.stream()
        .map(end -> Objects.equals(finished.get(end.after().id().value()), end.attempt()))
        .toList();
  }

  private static Columns<Ended> columns(List<Ended> ends) {
    return new Columns<>(ends)
        .longs("id", end -> end.after().id().value())
        .integers("attempt", Ended::attempt)
        .shorts("status", end -> end.state().status())
        .times("started_at", end -> end.state().startedAt())
        .times("finished_at", end -> end.state().finishedAt())
        .texts("outcome", end -> end.state().outcome())
        .texts("failure_code", end -> end.state().failureCode())
        .texts("remark", end -> end.state().remark())
        .times("scheduled_at", end -> at(end.after().scheduledAt()))
        .integers("retry_count", end -> end.after().retryCount())
        .times("updated_at", end -> at(end.after().updatedAt()))
        .texts("end_outcome", end -> end.end().outcome().wireName())
        .texts(
            "end_failure_code",
            end -> end.end().failureCode().map(FailureCode::wireName).orElse(null))
        .texts("end_remark", end -> end.end().remark().map(ColumnValues::storable).orElse(null));
  }
}
