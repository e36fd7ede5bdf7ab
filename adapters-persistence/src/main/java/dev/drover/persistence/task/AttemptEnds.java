package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.task.TaskRows.StateColumns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
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
      WITH held AS MATERIALIZED (
        SELECT given.*
        FROM (SELECT * FROM {0} ORDER BY id) AS given
        CROSS JOIN LATERAL (
          -- Looked up by its id: + 0 keeps the indexes of running tasks out, which old statistics take for empty.
          SELECT 1 FROM task WHERE task.id = given.id AND task.attempt_count = given.attempt AND task.status + 0 = 1 FOR UPDATE
        ) AS running
      ), finished AS (
        UPDATE task
        SET status = held.status, node = NULL, intent = NULL, started_at = held.started_at, finished_at = held.finished_at,
            outcome = held.outcome, failure_code = held.failure_code, remark = held.remark,
            scheduled_at = held.scheduled_at, retry_count = held.retry_count, updated_at = held.updated_at
        FROM held
        WHERE task.id = held.id
        RETURNING held.*
      ), told AS (
        UPDATE task_attempt
        SET ended_at = finished.updated_at, outcome = finished.end_outcome, failure_code = finished.end_failure_code,
            remark = finished.end_remark
        FROM finished
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
      """;

  private static final String FINISH_AND_WAKE =
      FINISH + "SELECT id, attempt, pg_notify('drover_dispatch', '') FROM finished";

  /**
   * Wakes nobody, and answers in each row how many phones tasks and leases had before, and how many
   * servers there are. Its text is the same for any ends, with a parameter a column.
   */
  private static final String FINISH_AND_COUNT =
      FINISH.replace("{0}", columns(List.of()).text())
          + """
            SELECT id, attempt, %s + (SELECT count(*) FROM live_phone_lease),
              (SELECT count(*) FROM node WHERE lease_until > now())
            FROM finished
            """
              .formatted(RunningCount.SQL);

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
        sql.resultQuery(FINISH_AND_WAKE, columns(ends).given())
            .fetchMap(row -> row.get(0, Long.class), row -> row.get(1, Integer.class));
    return accepted(ends, finished);
  }

  private static List<Boolean> accepted(List<Ended> ends, Map<Long, Integer> finished) {
    return ends.stream()
        .map(end -> Objects.equals(finished.get(end.after().id().value()), end.attempt()))
        .toList();
  }

  /**
   * What recording ends in a turn came to.
   *
   * @param accepted as {@link #record} answers
   * @param drivenBefore the phones that tasks and leases had before; 0 if no end was accepted
   * @param servers those that hold a lease; 0 if no end was accepted
   */
  record Recorded(List<Boolean> accepted, long drivenBefore, long servers) {
    static final Recorded NOTHING = new Recorded(List.of(), 0, 0);

    long freed() {
      return accepted.stream().filter(each -> each).count();
    }
  }

  /** Returns the statement of a turn, as a text for JDBC. Other servers are not woken by it. */
  static String textOfTurn() {
    return FINISH_AND_COUNT;
  }

  /**
   * Sets the parameters of {@link #textOfTurn}.
   *
   * @return the number of the parameter after the last of them
   */
  static int bind(PreparedStatement statement, int first, List<Ended> ends) throws SQLException {
    return columns(ends).bind(statement, first);
  }

  static Recorded read(ResultSet rows, List<Ended> ends) throws SQLException {
    Map<Long, Integer> finished = new HashMap<>();
    long driven = 0;
    long servers = 0;
    while (rows.next()) {
      finished.put(rows.getLong(1), rows.getInt(2));
      driven = rows.getLong(3);
      servers = rows.getLong(4);
    }
    return new Recorded(accepted(ends, finished), driven, servers);
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
