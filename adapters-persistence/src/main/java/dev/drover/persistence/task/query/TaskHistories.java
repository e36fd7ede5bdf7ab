package dev.drover.persistence.task.query;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.application.port.storage.TaskQueries.DelayCount;
import dev.drover.application.port.storage.TaskQueries.EndCount;
import dev.drover.application.port.storage.TaskQueries.ScriptCount;
import dev.drover.application.port.storage.TaskQueries.TaskEnd;
import dev.drover.application.port.storage.TaskQueries.TaskHistory;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Counts tasks that have ended. Quarters of an hour that are over are summed up in tables; the
 * tasks that ended since are counted. Safe for use by any thread.
 */
public final class TaskHistories {
  /** How long sums are kept: a week, and a little more for clients that ask for all of it. */
  private static final Duration KEPT = Duration.ofDays(8);

  /**
   * How long after its end a quarter is summed up. A later commit of an end would not be counted;
   * clocks of servers that differ by more than this lose tasks from the statistics, too.
   */
  static final Duration GRACE = Duration.ofMinutes(2);

  /** The most that is summed up in one transaction. */
  private static final Duration MOST_AT_ONCE = Duration.ofHours(6);

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** The advisory lock of {@link #sumUp}. */
  private static final long LOCK = 0x484953544f5259L;

  /** The most combinations of script, app and version; a hostile phone may name any version. */
  private static final int MOST_SCRIPTS = 500;

  /** The tasks that ended between {0} and {1}, by quarters. */
  private static final String ENDED =
      """
      SELECT to_timestamp(floor(extract(epoch FROM task.finished_at) / 900) * 900) AS quarter, task_detail.script_name,
             coalesce(task_attempt.app, '') AS app, coalesce(task_attempt.app_version, '') AS app_version,
             CASE WHEN task.failure_code = 'cancelled' THEN 'cancelled'
                  WHEN task.outcome = 'unknown' THEN 'unknown'
                  WHEN task.status = 3 THEN 'failed'
                  WHEN task.outcome = 'committed' THEN 'committed'
                  ELSE 'no_effect' END AS ended_as,
             count(*) AS tasks
      FROM task
      JOIN task_detail ON task_detail.task_id = task.id
      LEFT JOIN task_attempt ON task_attempt.task_id = task.id AND task_attempt.number = task.attempt_count
      WHERE task.status >= 2 AND task.finished_at >= {0}::timestamptz AND task.finished_at < {1}::timestamptz
      GROUP BY 1, 2, 3, 4, 5
      """;

  private static final String DELAYED =
      """
      SELECT to_timestamp(floor(extract(epoch FROM finished_at) / 900) * 900) AS quarter,
             round(10 * ln(1 + greatest(0, extract(epoch FROM started_at - scheduled_at) * 1000)))::smallint AS step,
             count(*) AS tasks
      FROM task
      WHERE status >= 2 AND finished_at >= {0}::timestamptz AND finished_at < {1}::timestamptz AND started_at IS NOT NULL
      GROUP BY 1, 2
      """;

  private static final String ENDS_SINCE =
      """
      WITH ends AS MATERIALIZED (
        SELECT quarter, script_name, app, app_version, ended_as, tasks FROM task_history WHERE quarter >= {2}::timestamptz
        UNION ALL
      %s)
      SELECT quarter, NULL AS script_name, NULL AS app, NULL AS app_version, ended_as, sum(tasks)::bigint AS tasks
      FROM ends GROUP BY quarter, ended_as
      UNION ALL
      (SELECT NULL, script_name, app, app_version, ended_as, sum(tasks)::bigint
       FROM ends GROUP BY script_name, app, app_version, ended_as
       ORDER BY 6 DESC LIMIT %d)
      """
          .formatted(ENDED.indent(2), MOST_SCRIPTS);

  private static final String DELAYS_SINCE =
      """
      SELECT quarter, step, sum(tasks)::bigint AS tasks
      FROM (
        SELECT quarter, step, tasks FROM task_delay WHERE quarter >= {2}::timestamptz
        UNION ALL
      %s) AS delays
      GROUP BY quarter, step
      """
          .formatted(DELAYED.indent(2));

  private static final String FAR = "9999-01-01T00:00:00Z";

  private final Database database;

  public TaskHistories(Database database) {
    this.database = database;
  }

  TaskHistory since(Instant since) {
    return database.transaction(
        sql -> {
          // One snapshot for all three: what is summed up between two of them would count twice.
          sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          Instant counted = end(sql).filter(end -> end.isAfter(since)).orElse(since);
          List<EndCount> ends = new ArrayList<>();
          List<ScriptCount> scripts = new ArrayList<>();
          for (Record row : query(sql, ENDS_SINCE, counted, since)) {
            TaskEnd end = end(row);
            long tasks = row.get("tasks", Long.class);
            Optional.ofNullable(row.get("quarter", OffsetDateTime.class))
                .ifPresentOrElse(
                    quarter -> ends.add(new EndCount(quarter.toInstant(), end, tasks)),
                    () -> scripts.add(script(row, end, tasks)));
          }
          List<DelayCount> delays =
              query(sql, DELAYS_SINCE, counted, since).stream()
                  .map(
                      row ->
                          new DelayCount(
                              row.get("quarter", OffsetDateTime.class).toInstant(),
                              delay(row.get("step", Integer.class)),
                              row.get("tasks", Long.class)))
                  .toList();
          return new TaskHistory(ends, scripts, delays);
        });
  }

  private static List<Record> query(DSLContext sql, String text, Instant counted, Instant since) {
    return sql.resultQuery(
            text, DSL.val(at(counted)), DSL.val(at(Instant.parse(FAR))), DSL.val(at(since)))
        .fetch();
  }

  private static TaskEnd end(Record row) {
    return TaskEnd.valueOf(row.get("ended_as", String.class).toUpperCase(Locale.ROOT));
  }

  private static ScriptCount script(Record row, TaskEnd end, long tasks) {
    return new ScriptCount(
        row.get("script_name", String.class),
        known(row.get("app", String.class)),
        known(row.get("app_version", String.class)),
        end,
        tasks);
  }

  private static Optional<String> known(String text) {
    return Optional.of(text).filter(known -> !known.isEmpty());
  }

  /** The middle of a step. */
  private static Duration delay(int step) {
    return Duration.ofMillis(Math.round(Math.expm1(step / 10.0)));
  }

  private static Optional<Instant> end(DSLContext sql) {
    return sql.resultQuery("SELECT until FROM task_history_end")
        .fetchOptional(row -> row.get(0, OffsetDateTime.class).toInstant());
  }

  /**
   * Sums up the quarters that are over, some hours of them at most, and forgets old sums. Several
   * servers may do so at once; one of them does it.
   *
   * @return whether there is more to sum up
   */
  public boolean sumUp(Instant now) {
    return database.transaction(
        sql -> {
          boolean alone =
              sql.resultQuery("SELECT pg_try_advisory_xact_lock(?)", LOCK)
                  .fetchSingle(row -> row.get(0, Boolean.class));
          if (!alone) {
            return false;
          }
          Instant over = quarter(now.minus(GRACE));
          Instant from = end(sql).orElseGet(() -> quarter(now.minus(KEPT)));
          Instant until = from.plus(MOST_AT_ONCE).isBefore(over) ? from.plus(MOST_AT_ONCE) : over;
          if (!until.isAfter(from)) {
            return false;
          }
          sql.query("INSERT INTO task_history " + ENDED, DSL.val(at(from)), DSL.val(at(until)))
              .execute();
          sql.query("INSERT INTO task_delay " + DELAYED, DSL.val(at(from)), DSL.val(at(until)))
              .execute();
          sql.query(
                  "INSERT INTO task_history_end (until) VALUES ({0}::timestamptz)"
                      + " ON CONFLICT (only_row) DO UPDATE SET until = excluded.until",
                  DSL.val(at(until)))
              .execute();
          for (String table : List.of("task_history", "task_delay")) {
            sql.query(
                    "DELETE FROM " + table + " WHERE quarter < {0}::timestamptz",
                    DSL.val(at(now.minus(KEPT))))
                .execute();
          }
          return until.isBefore(over);
        });
  }

  private static Instant quarter(Instant instant) {
    long seconds = instant.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, QUARTER.toSeconds()));
  }
}
