package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository.Turn;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ClaimLock;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.AttemptEnds.Ended;
import dev.drover.persistence.task.AttemptEnds.Recorded;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims due tasks for a server's idle phones. */
final class TaskClaim {
  private static final Logger log = LoggerFactory.getLogger(TaskClaim.class);

  /**
   * Claims the first task of each idle phone's queue, the longest due first, up to the limit of
   * phones that are driven, by tasks and by leases. It claims nothing when the queue's order is
   * another than this statement's. Parameters: the server, whether the order is random, the limit,
   * the idle phones, the current time, the scripts that this server knows, twice; the server, the
   * time, twice.
   */
  private static final String CLAIM_TEMPLATE =
      """
      WITH free AS (
        -- Claims nothing while this server has no valid lease, or while the queue is paused.
        SELECT CASE WHEN EXISTS (SELECT 1 FROM node WHERE id = ? AND lease_until > now())
                     AND NOT EXISTS (SELECT 1 FROM queue_setting WHERE paused_since IS NOT NULL OR random_order <> ?)
               THEN greatest(0, ? - %3$s - (SELECT count(*) FROM live_phone_lease)) ELSE 0 END AS slots
      ), waiting AS MATERIALIZED (
        -- Apps whose version is being tried on another phone, or has failed its trial. Mostly none.
        SELECT serial, app, platform FROM waiting_app
      ), heads AS (
        SELECT head.id
        FROM (
          -- OFFSET 0 has each phone looked up in an index, however few tasks the statistics say run: they are often old.
          SELECT serial
          FROM unnest(?::text[]) AS given (serial)
          WHERE NOT EXISTS (SELECT 1 FROM task busy WHERE busy.serial = given.serial AND busy.status = 1 OFFSET 0)
            AND NOT EXISTS (SELECT 1 FROM live_phone_lease leased WHERE leased.serial = given.serial OFFSET 0)
            AND NOT EXISTS (SELECT 1 FROM device d WHERE d.serial = given.serial AND d.paused_since IS NOT NULL OFFSET 0)
        ) AS phone
        CROSS JOIN LATERAL (
          SELECT t.id, t.scheduled_at
          FROM task t
          WHERE t.serial = phone.serial AND t.status = 0 AND t.scheduled_at <= ?::timestamptz
            AND (t.account_id IS NULL
                 OR EXISTS (SELECT 1 FROM account a
                            WHERE a.id = t.account_id AND a.serial = t.serial AND a.enabled AND a.held_since IS NULL))
            AND NOT EXISTS (SELECT 1 FROM waiting w JOIN task_detail d ON d.task_id = t.id
                            WHERE w.serial = t.serial
                              AND CASE d.uses_app
                                  WHEN 'account' THEN w.app = (SELECT a.package_name FROM account a WHERE a.id = t.account_id)
                                  ELSE w.platform = d.uses_app END)
            -- Leaves tasks that a live newer server can run and this one can't.
            AND (NOT EXISTS (SELECT 1 FROM node n WHERE n.lease_until > now() AND NOT n.scripts <@ ?::text[])
                 OR NOT EXISTS (SELECT 1 FROM task_detail d JOIN node n ON d.script_name = ANY (n.scripts)
                                WHERE d.task_id = t.id AND d.script_name <> ALL (?::text[]) AND n.lease_until > now()))
          ORDER BY %1$s
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        ) AS head
        ORDER BY head.scheduled_at, head.id
        LIMIT (SELECT slots FROM free)
      ), claimed AS (
        UPDATE task
        SET status = 1, node = ?, attempt_count = attempt_count + 1, started_at = ?::timestamptz, updated_at = ?::timestamptz, remark = NULL,
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

  /**
   * Takes the lock. The statements after it in the same transaction see all that was committed
   * before the lock was granted, since each takes a snapshot of its own.
   */
  private static final String LOCK =
      "SELECT random_order FROM queue_setting, pg_advisory_xact_lock(" + ClaimLock.NUMBER + ");";

  private static final String NEXT_START =
      "SELECT min(scheduled_at) FROM task WHERE status = 0 AND scheduled_at > ?::timestamptz";

  private static final String CLAIM_IN_ORDER =
      CLAIM_TEMPLATE.formatted("t.scheduled_at, t.id", TaskRows.CLAIMED_COLUMNS, RunningCount.SQL);
  private static final String CLAIM_IN_RANDOM_ORDER =
      CLAIM_TEMPLATE.formatted("random()", TaskRows.CLAIMED_COLUMNS, RunningCount.SQL);

  private final Database database;
  private final ScriptTypes types;
  private final TaskRows rows;

  /**
   * The order of the queue when this server claimed last. The statement of a claim is sent together
   * with the one that takes the lock, and so before the order is known.
   */
  private volatile boolean randomOrder;

  /**
   * Whether other servers may have waited for a place when this one last recorded ends. Then a turn
   * only records ends and wakes them: a server that took each place that it gives up in the same
   * transaction would keep it for as long as it has tasks.
   */
  private volatile boolean sharesPlaces;

  TaskClaim(Database database, ScriptTypes types, TaskRows rows) {
    this.database = database;
    this.types = types;
    this.rows = rows;
  }

  List<Task> claimDue(NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    return turn(List.of(), node, idlePhones, deviceLimit, now).claimed();
  }

  /**
   * Records ends, then claims, in one transaction whose statements are sent together with its
   * {@code COMMIT}: other servers wait for the lock no longer than PostgreSQL works. They are plain
   * JDBC with texts made once, since a busy server takes hundreds of turns a second.
   *
   * <p>What follows from the answer is done in further transactions, so that a conflict of one of
   * them never repeats the turn.
   *
   * @param idlePhones none, to claim nothing
   */
  Turn turn(
      List<Ended> ends, NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    boolean leavesPlaces = sharesPlaces && !ends.isEmpty() && !idlePhones.isEmpty();
    String[] phones =
        leavesPlaces
            ? new String[0]
            : idlePhones.stream().map(DeviceSerial::value).toArray(String[]::new);
    boolean assumed = randomOrder;
    Result result = send(ends, node, phones, assumed, deviceLimit, now);
    if (phones.length > 0 && result.randomOrder() != assumed) {
      randomOrder = result.randomOrder();
      Result again = send(List.of(), node, phones, !assumed, deviceLimit, now);
      result = new Result(again.randomOrder(), result.recorded(), again.claimed(), again.next());
    }
    List<Task> claimed = withoutUnreadable(result.claimed(), now);
    Recorded recorded = result.recorded();
    long driven = recorded.drivenBefore() - recorded.freed() + result.claimed().size();
    if (recorded.freed() > 0 && recorded.drivenBefore() >= deviceLimit && driven < deviceLimit) {
      // Another server may wait for the place that this one has left. While there were places
      // before, nobody waits for one.
      wakeOthers();
    }
    if (recorded.freed() > 0) {
      sharesPlaces = recorded.servers() > 1 && recorded.drivenBefore() >= deviceLimit;
    }
    return new Turn(recorded.accepted(), claimed, leavesPlaces ? Optional.of(now) : result.next());
  }

  /** The turn is committed, and its answer must not be lost. */
  private void wakeOthers() {
    try {
      database.query(
          sql -> {
            Channels.wakeDispatchers(sql);
            return true;
          });
    } catch (StorageUnavailable unavailable) {
      log.warn("other servers learn of a free place when they look by themselves", unavailable);
    }
  }

  /** What PostgreSQL answered. */
  private record Result(
      boolean randomOrder, Recorded recorded, List<Task> claimed, Optional<Instant> next) {}

  private Result send(
      List<Ended> ends,
      NodeId node,
      String[] phones,
      boolean inRandomOrder,
      int deviceLimit,
      Instant now) {
    return database.transaction(
        sql ->
            sql.connectionResult(
                connection ->
                    send(connection, ends, node, phones, inRandomOrder, deviceLimit, now)));
  }

  private Result send(
      Connection connection,
      List<Ended> ends,
      NodeId node,
      String[] phones,
      boolean inRandomOrder,
      int deviceLimit,
      Instant now)
      throws SQLException {
    boolean claims = phones.length > 0;
    String text =
        (claims ? LOCK : "")
            + (ends.isEmpty() ? "" : AttemptEnds.textOfTurn() + ";")
            + (claims ? (inRandomOrder ? CLAIM_IN_RANDOM_ORDER : CLAIM_IN_ORDER) + ";" : "")
            + NEXT_START
            + ";COMMIT";
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int parameter = ends.isEmpty() ? 1 : AttemptEnds.bind(statement, 1, ends);
      if (claims) {
        Array known = connection.createArrayOf("text", types.names().toArray());
        statement.setString(parameter++, node.value());
        statement.setBoolean(parameter++, inRandomOrder);
        statement.setInt(parameter++, deviceLimit);
        statement.setArray(parameter++, connection.createArrayOf("text", phones));
        statement.setObject(parameter++, at(now));
        statement.setArray(parameter++, known);
        statement.setArray(parameter++, known);
        statement.setString(parameter++, node.value());
        statement.setObject(parameter++, at(now));
        statement.setObject(parameter++, at(now));
      }
      statement.setObject(parameter, at(now));
      statement.execute();
      boolean random = inRandomOrder;
      if (claims) {
        random = next(statement, rows -> rows.next() && rows.getBoolean(1));
      }
      Recorded recorded =
          ends.isEmpty() ? Recorded.NOTHING : next(statement, rows -> AttemptEnds.read(rows, ends));
      List<Task> claimed = claims ? next(statement, this::read) : List.of();
      Optional<Instant> start =
          next(
              statement,
              rows ->
                  rows.next()
                      ? Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                          .map(OffsetDateTime::toInstant)
                      : Optional.<Instant>empty());
      return new Result(random, recorded, claimed, start);
    }
  }

  private List<Task> read(ResultSet found) throws SQLException {
    List<Task> claimed = new ArrayList<>();
    while (found.next()) {
      claimed.add(rows.claimed(found));
    }
    return claimed;
  }

  /** Reads the rows of a statement. */
  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** Reads the rows of the next of the statements that were sent together. */
  private static <T> T next(PreparedStatement sent, Reading<T> reading) throws SQLException {
    try (ResultSet rows = sent.getResultSet()) {
      T read = reading.read(rows);
      sent.getMoreResults();
      return read;
    }
  }

  /**
   * Fails the claimed tasks whose scripts can't be read at once, so that they don't occupy a phone.
   * If the storage is away by then, the dispatcher takes them back when it compares the storage
   * with what really runs.
   */
  private List<Task> withoutUnreadable(List<Task> claimed, Instant now) {
    List<Task> runnable = new ArrayList<>();
    List<Ended> unreadable = new ArrayList<>();
    for (Task task : claimed) {
      if (task.script() instanceof UnreadableScript script) {
        log.warn("task {} fails: {}", task.id(), script.reason());
        unreadable.add(
            Ended.of(
                task.fail(
                    TaskFailure.withoutEffect(FailureCode.NOT_SUPPORTED, script.reason()), now),
                task.attemptCount()));
      } else {
        runnable.add(task);
      }
    }
    if (!unreadable.isEmpty()) {
      try {
        database.transaction(sql -> AttemptEnds.record(sql, unreadable));
      } catch (StorageUnavailable unavailable) {
        log.warn("{} tasks that can't be read are still running", unreadable.size(), unavailable);
      }
    }
    return runnable;
  }
}
