package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.IDEMPOTENCY_KEY;
import static dev.drover.persistence.schema.Tables.NODE;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_STEP;

import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.GroupCommit;
import dev.drover.persistence.script.StoredScripts;
import dev.drover.persistence.task.TaskRows.StateColumns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue in PostgreSQL. */
public final class JooqTaskRepository implements TaskRepository {
  private static final Logger log = LoggerFactory.getLogger(JooqTaskRepository.class);

  /**
   * The advisory lock under which all nodes count the running tasks and claim; an arbitrary number
   * of our own.
   */
  private static final long CLAIM_LOCK = 0x44524f564552L;

  /** The advisory lock of the node that prunes. */
  private static final long PRUNE_LOCK = CLAIM_LOCK + 1;

  private static final short PENDING = (short) TaskStatus.PENDING.code();
  private static final short RUNNING = (short) TaskStatus.RUNNING.code();
  private static final short COMPLETED = (short) TaskStatus.COMPLETED.code();
  private static final short FAILED = (short) TaskStatus.FAILED.code();

  /** A running task whose node holds no lease. */
  private static final Condition LOST =
      TASK.STATUS
          .eq(RUNNING)
          .andNotExists(
              DSL.selectOne()
                  .from(NODE)
                  .where(NODE.ID.eq(TASK.NODE))
                  .and(NODE.LEASE_UNTIL.gt(DSL.currentOffsetDateTime())));

  private static final String INSERT =
      """
      WITH input AS (
        SELECT nextval('task_id_seq') AS id, given.*
        FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[], ?::text[],
                    ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
          WITH ORDINALITY AS given (serial, account_id, username, username_key, script_name, script, script_values, source,
                                    config_id, start_time, scheduled_at, created_at, place)
        ORDER BY place
      ), queued AS (
        INSERT INTO task (id, serial, account_id, scheduled_at, updated_at)
        SELECT id, serial, account_id, scheduled_at, created_at FROM input ORDER BY place
      ), detailed AS (
        INSERT INTO task_detail (task_id, config_id, script_name, script, script_values, source, account_id, username,
                                 username_key, start_time, created_at)
        SELECT id, config_id, script_name, script, script_values, source, account_id, username, username_key,
          start_time, created_at
        FROM input
      )
      SELECT id, pg_notify('drover_dispatch', '') FROM input ORDER BY place
      """;

  /**
   * The free phone is what is dispatched: the head of each idle phone's queue, then the oldest of
   * these up to the cap.
   */
  private static final String CLAIM_TEMPLATE =
      """
      WITH free AS (
        -- Nothing is claimed while this node holds no lease, or everything is paused.
        SELECT CASE WHEN EXISTS (SELECT 1 FROM node WHERE id = ? AND lease_until > now())
                     AND NOT EXISTS (SELECT 1 FROM queue_setting WHERE paused_since IS NOT NULL)
               THEN greatest(0, ? - count(*)) ELSE 0 END AS slots
        FROM task WHERE status = 1
      ), heads AS (
        SELECT head.id
        FROM unnest(?::text[]) AS phone (serial)
        CROSS JOIN LATERAL (
          SELECT t.id, t.scheduled_at
          FROM task t
          WHERE t.serial = phone.serial AND t.status = 0 AND t.scheduled_at <= ?::timestamptz
            AND (t.account_id IS NULL
                 OR EXISTS (SELECT 1 FROM account a
                            WHERE a.id = t.account_id AND a.serial = t.serial AND a.enabled AND a.held_since IS NULL))
            -- A newer server beside this one may know a script that this one does not.
            AND NOT EXISTS (SELECT 1 FROM task_detail d JOIN node n ON d.script_name = ANY (n.scripts)
                            WHERE d.task_id = t.id AND d.script_name <> ALL (?::text[]) AND n.lease_until > now())
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

  private static final String CLAIM_IN_ORDER =
      CLAIM_TEMPLATE.formatted("t.scheduled_at, t.id", TaskRows.columnList());
  private static final String CLAIM_IN_RANDOM_ORDER =
      CLAIM_TEMPLATE.formatted("random()", TaskRows.columnList());

  /**
   * The ends of attempts, of those that are still the ones running. Their tasks are locked in the
   * order in which a deletion locks its own, so that the two can't wait for each other.
   */
  private static final String FINISH =
      """
      WITH ended AS (
        SELECT given.*
        FROM unnest(?::bigint[], ?::integer[], ?::smallint[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                    ?::timestamptz[], ?::integer[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
          AS given (id, attempt, status, started_at, finished_at, outcome, failure_code, remark,
                    scheduled_at, retry_count, updated_at, end_outcome, end_failure_code, end_remark)
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
        -- What a task took goes back when nothing was done with it, and is used up otherwise.
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

  /** Of the scripts that one statement inserts. */
  private static final int MOST_CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

  /** One statement's worth; more than the phones that end at one moment on the largest farm. */
  private static final int MOST_ENDS = 500;

  private final Database database;
  private final ScriptTypes types;
  private final StoredScripts scripts;
  private final TaskRows rows;
  private final GroupCommit<End, Boolean> ends;

  public JooqTaskRepository(Database database, SecretCipher cipher, ScriptTypes types) {
    this.database = database;
    this.types = types;
    this.ends = new GroupCommit<>(MOST_ENDS, group -> database.transaction(sql -> end(sql, group)));
    this.scripts = new StoredScripts(types, cipher);
    this.rows = new TaskRows(scripts);
  }

  @Override
  public List<TaskId> insert(List<NewTask> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    return database.transaction(sql -> insert(sql, tasks));
  }

  private List<TaskId> insert(DSLContext sql, List<NewTask> tasks) {
    Map<AccountId, Optional<String>> phones = phonesOfAccounts(sql, tasks);
    Map<String, Long> configIds = insertConfigs(sql, tasks);
    List<TaskId> ids = new ArrayList<>();
    List<NewTask> piece = new ArrayList<>();
    List<StoredScripts.Columns> written = new ArrayList<>();
    long characters = 0;
    for (NewTask task : tasks) {
      StoredScripts.Columns script = scripts.write(task.script());
      if (characters + script.length() > MOST_CHARACTERS_AT_ONCE && !piece.isEmpty()) {
        ids.addAll(insert(sql, piece, written, phones, configIds));
        piece.clear();
        written.clear();
        characters = 0;
      }
      piece.add(task);
      written.add(script);
      characters += script.length();
    }
    ids.addAll(insert(sql, piece, written, phones, configIds));
    return ids;
  }

  private static List<TaskId> insert(
      DSLContext sql,
      List<NewTask> tasks,
      List<StoredScripts.Columns> scripts,
      Map<AccountId, Optional<String>> phones,
      Map<String, Long> configIds) {
    return sql.resultQuery(
            INSERT,
            column(tasks, task -> phone(task.target(), phones).orElse(null)),
            tasks.stream()
                .map(task -> task.target().account().map(a -> a.id().value()).orElse(null))
                .toArray(Long[]::new),
            column(tasks, task -> task.target().username().map(u -> u.value()).orElse(null)),
            column(tasks, task -> task.target().username().map(u -> u.canonical()).orElse(null)),
            column(tasks, task -> task.script().script().wireName()),
            scripts.stream().map(StoredScripts.Columns::oldForm).toArray(String[]::new),
            scripts.stream().map(StoredScripts.Columns::values).toArray(String[]::new),
            column(tasks, task -> task.source().wireName()),
            tasks.stream().map(task -> configIds.get(task.configAsGiven())).toArray(Long[]::new),
            column(tasks, task -> task.startTime().map(StartTime::text).orElse(null)),
            times(tasks, NewTask::scheduledAt),
            times(tasks, NewTask::createdAt))
        .fetch(row -> new TaskId(row.get(0, Long.class)));
  }

  @Override
  public KeyedInsert insertOnce(
      IdempotencyKey key, List<NewTask> tasks, List<String> warnings, Instant now) {
    return database.transaction(
        sql -> {
          // Whoever comes second waits here for the first one's end, and then finds its row.
          int own =
              sql.insertInto(IDEMPOTENCY_KEY)
                  .set(IDEMPOTENCY_KEY.KEY, key.key())
                  .set(IDEMPOTENCY_KEY.FINGERPRINT, key.fingerprint())
                  .set(IDEMPOTENCY_KEY.TASK_IDS, new Long[0])
                  .set(IDEMPOTENCY_KEY.WARNINGS, warnings.toArray(String[]::new))
                  .set(IDEMPOTENCY_KEY.CREATED_AT, at(now))
                  .onConflict(IDEMPOTENCY_KEY.KEY)
                  .doUpdate()
                  .set(IDEMPOTENCY_KEY.FINGERPRINT, key.fingerprint())
                  .set(IDEMPOTENCY_KEY.WARNINGS, warnings.toArray(String[]::new))
                  .set(IDEMPOTENCY_KEY.CREATED_AT, at(now))
                  .where(IDEMPOTENCY_KEY.CREATED_AT.le(at(now.minus(KEY_LIFETIME))))
                  .execute();
          if (own == 0) {
            return findInsert(sql, key, now).orElseThrow();
          }
          List<TaskId> ids = insert(sql, tasks);
          sql.update(IDEMPOTENCY_KEY)
              .set(IDEMPOTENCY_KEY.TASK_IDS, ids.stream().map(TaskId::value).toArray(Long[]::new))
              .where(IDEMPOTENCY_KEY.KEY.eq(key.key()))
              .execute();
          return new KeyedInsert.Done(ids, warnings);
        });
  }

  @Override
  public Optional<KeyedInsert> findInsert(IdempotencyKey key, Instant now) {
    return database.query(sql -> findInsert(sql, key, now));
  }

  private static Optional<KeyedInsert> findInsert(DSLContext sql, IdempotencyKey key, Instant now) {
    return sql.selectFrom(IDEMPOTENCY_KEY)
        .where(IDEMPOTENCY_KEY.KEY.eq(key.key()))
        .and(IDEMPOTENCY_KEY.CREATED_AT.gt(at(now.minus(KEY_LIFETIME))))
        .fetchOptional(
            row ->
                row.getFingerprint().equals(key.fingerprint())
                    ? new KeyedInsert.Done(
                        Arrays.stream(row.getTaskIds()).map(TaskId::new).toList(),
                        List.of(row.getWarnings()))
                    : new KeyedInsert.KeyTaken());
  }

  @Override
  public int forgetKeys(Instant now, int atMost) {
    return database.query(
        sql ->
            sql.deleteFrom(IDEMPOTENCY_KEY)
                .where(
                    IDEMPOTENCY_KEY.KEY.in(
                        DSL.select(IDEMPOTENCY_KEY.KEY)
                            .from(IDEMPOTENCY_KEY)
                            .where(IDEMPOTENCY_KEY.CREATED_AT.le(at(now.minus(KEY_LIFETIME))))
                            .orderBy(IDEMPOTENCY_KEY.CREATED_AT)
                            .limit(atMost)
                            .forUpdate()
                            .skipLocked()))
                .execute());
  }

  /**
   * Where the accounts are bound, under a lock that keeps them there, and from being deleted, until
   * their tasks are queued.
   */
  private static Map<AccountId, Optional<String>> phonesOfAccounts(
      DSLContext sql, List<NewTask> tasks) {
    Map<AccountId, Username> wanted = new LinkedHashMap<>();
    tasks.forEach(
        task -> task.target().account().ifPresent(to -> wanted.put(to.id(), to.username())));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<AccountId, Optional<String>> phones = new HashMap<>();
    sql.select(ACCOUNT.ID, ACCOUNT.SERIAL)
        .from(ACCOUNT)
        .where(
            ACCOUNT.ID.eq(
                DSL.any(wanted.keySet().stream().map(AccountId::value).toArray(Long[]::new))))
        .orderBy(ACCOUNT.ID)
        .forShare()
        .forEach(row -> phones.put(new AccountId(row.value1()), Optional.ofNullable(row.value2())));
    wanted.forEach(
        (id, username) -> {
          if (!phones.containsKey(id)) {
            throw new AccountGone(username);
          }
        });
    return phones;
  }

  private static Optional<String> phone(
      TaskTarget target, Map<AccountId, Optional<String>> phonesOfAccounts) {
    return target
        .account()
        .map(account -> phonesOfAccounts.getOrDefault(account.id(), Optional.empty()))
        .orElseGet(() -> target.serial().map(DeviceSerial::value));
  }

  private static Map<String, Long> insertConfigs(DSLContext sql, List<NewTask> tasks) {
    Map<String, Long> ids = new LinkedHashMap<>();
    for (NewTask task : tasks) {
      ids.computeIfAbsent(
          task.configAsGiven(),
          config ->
              sql.insertInto(TASK_CONFIG)
                  .set(TASK_CONFIG.CONFIG, config)
                  .set(TASK_CONFIG.BRIEF, BriefConfig.write(config))
                  .returning(TASK_CONFIG.ID)
                  .fetchSingle(TASK_CONFIG.ID));
    }
    return ids;
  }

  private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> value) {
    return rows.stream().map(row -> at(value.apply(row))).toArray(OffsetDateTime[]::new);
  }

  @Override
  public List<Task> claimDue(
      NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    String[] phones = idlePhones.stream().map(DeviceSerial::value).toArray(String[]::new);
    return database.transaction(
        sql -> {
          // A statement of its own: the claim's snapshot must be taken once the lock is held.
          boolean randomOrder =
              sql.resultQuery(
                      "SELECT random_order FROM queue_setting, pg_advisory_xact_lock(?)",
                      CLAIM_LOCK)
                  .fetchSingle(row -> row.get(0, Boolean.class));
          List<Task> claimed =
              sql.resultQuery(
                      randomOrder ? CLAIM_IN_RANDOM_ORDER : CLAIM_IN_ORDER,
                      node.value(),
                      deviceLimit,
                      phones,
                      at(now),
                      types.names().toArray(String[]::new),
                      node.value(),
                      at(now),
                      at(now))
                  .coerce(TaskRows.COLUMNS)
                  .fetch(rows::task);
          return withoutUnreadable(sql, claimed, now);
        });
  }

  /** Ends those that can't be run, in the claim's own transaction: no phone is ever taken. */
  private static List<Task> withoutUnreadable(DSLContext sql, List<Task> claimed, Instant now) {
    List<Task> runnable = new ArrayList<>();
    List<End> unreadable = new ArrayList<>();
    for (Task task : claimed) {
      if (task.script() instanceof UnreadableScript script) {
        log.warn("task {} fails: {}", task.id(), script.reason());
        unreadable.add(
            End.of(
                task.fail(
                    TaskFailure.withoutEffect(FailureCode.NOT_SUPPORTED, script.reason()), now),
                task.attemptCount()));
      } else {
        runnable.add(task);
      }
    }
    if (!unreadable.isEmpty()) {
      end(sql, unreadable);
    }
    return runnable;
  }

  @Override
  public Optional<Task> find(TaskId id) {
    return database.query(
        sql -> TaskRows.select(sql).where(TASK.ID.eq(id.value())).fetchOptional(rows::task));
  }

  @Override
  public Optional<Instant> nextScheduledAfter(Instant now) {
    return database.query(
        sql ->
            sql.select(DSL.min(TASK.SCHEDULED_AT))
                .from(TASK)
                .where(TASK.STATUS.eq(PENDING))
                .and(TASK.SCHEDULED_AT.gt(at(now)))
                .fetchOptional(0, OffsetDateTime.class)
                .map(OffsetDateTime::toInstant));
  }

  @Override
  public boolean commitIntent(TaskId id, int attempt, Intent intent, Instant now) {
    return database.query(sql -> TaskIntents.commit(sql, id, attempt, intent, now));
  }

  @Override
  public void settleIntent(TaskId id, int attempt, int number, boolean tookEffect, Instant now) {
    database.transaction(
        sql -> {
          TaskIntents.settle(sql, id, attempt, number, tookEffect, now);
          return id;
        });
  }

  @Override
  public void recordSteps(TaskId id, int attempt, List<TaskStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    database.transaction(
        sql -> {
          // The task may have been deleted meanwhile: then there is nothing to tell it of.
          int found =
              sql.update(TASK_ATTEMPT)
                  .set(TASK_ATTEMPT.PROGRESS, (short) steps.getLast().progress())
                  .where(TASK_ATTEMPT.TASK_ID.eq(id.value()))
                  .and(TASK_ATTEMPT.NUMBER.eq(attempt))
                  .execute();
          if (found == 1) {
            var insert =
                sql.insertInto(
                    TASK_STEP,
                    TASK_STEP.TASK_ID,
                    TASK_STEP.ATTEMPT,
                    TASK_STEP.AT,
                    TASK_STEP.DESCRIPTION,
                    TASK_STEP.PROGRESS);
            for (TaskStep step : steps) {
              insert =
                  insert.values(
                      id.value(),
                      attempt,
                      at(step.at()),
                      ColumnValues.storable(step.description()),
                      (short) step.progress());
            }
            insert.execute();
          }
          return found;
        });
  }

  /** How an attempt ended, and its task as it is afterwards: not running. */
  private record End(Task after, int attempt, AttemptEnd end) {
    /** The task's own state tells how the attempt ended. */
    static End of(Task after, int attempt) {
      return new End(after, attempt, AttemptEnd.of(after));
    }
  }

  @Override
  public boolean finish(Task after, int attempt, AttemptEnd end) {
    End ended = new End(after, attempt, end);
    boolean goesBack = after.status() == TaskStatus.PENDING && after.target().account().isPresent();
    return goesBack ? goBack(ended) : ends.ask(ended);
  }

  private boolean goBack(End ended) {
    Condition task = TASK.ID.eq(ended.after().id().value());
    return database.transaction(
        sql -> {
          keepAccounts(sql, task);
          boolean accepted = end(sql, List.of(ended)).getFirst();
          putWhereAccountsAre(sql, task);
          return accepted;
        });
  }

  /** Keeps the accounts of tasks bound as they are; to be called before their tasks are locked. */
  private static void keepAccounts(DSLContext sql, Condition tasks) {
    sql.select(ACCOUNT.ID)
        .from(ACCOUNT)
        .where(ACCOUNT.ID.in(DSL.select(TASK.ACCOUNT_ID).from(TASK).where(tasks)))
        .orderBy(ACCOUNT.ID)
        .forShare()
        .fetch();
  }

  /** An account may have moved while its task was not pending, and did not go along. */
  private static void putWhereAccountsAre(DSLContext sql, Condition tasks) {
    sql.update(TASK)
        .set(TASK.SERIAL, ACCOUNT.SERIAL)
        .from(ACCOUNT)
        .where(tasks)
        .and(TASK.STATUS.eq(PENDING))
        .and(ACCOUNT.ID.eq(TASK.ACCOUNT_ID))
        .and(TASK.SERIAL.isDistinctFrom(ACCOUNT.SERIAL))
        .execute();
  }

  /** Which of them were accepted. */
  private static List<Boolean> end(DSLContext sql, List<End> ends) {
    List<StateColumns> states =
        ends.stream().map(end -> StateColumns.of(end.after().state())).toList();
    Map<Long, Integer> finished =
        sql.resultQuery(
                FINISH,
                ends.stream().map(end -> end.after().id().value()).toArray(Long[]::new),
                ends.stream().map(End::attempt).toArray(Integer[]::new),
                states.stream().map(StateColumns::status).toArray(Short[]::new),
                states.stream().map(StateColumns::startedAt).toArray(OffsetDateTime[]::new),
                states.stream().map(StateColumns::finishedAt).toArray(OffsetDateTime[]::new),
                states.stream().map(StateColumns::outcome).toArray(String[]::new),
                states.stream().map(StateColumns::failureCode).toArray(String[]::new),
                states.stream().map(StateColumns::remark).toArray(String[]::new),
                times(ends, end -> end.after().scheduledAt()),
                ends.stream().map(end -> end.after().retryCount()).toArray(Integer[]::new),
                times(ends, end -> end.after().updatedAt()),
                column(ends, end -> end.end().outcome().wireName()),
                column(
                    ends, end -> end.end().failureCode().map(FailureCode::wireName).orElse(null)),
                column(ends, end -> end.end().remark().map(ColumnValues::storable).orElse(null)))
            .fetchMap(row -> row.get(0, Long.class), row -> row.get(1, Integer.class));
    return ends.stream()
        .map(end -> Objects.equals(finished.get(end.after().id().value()), end.attempt()))
        .toList();
  }

  @Override
  public Optional<Task> change(TaskId id, UnaryOperator<Task> transition) {
    Condition task = TASK.ID.eq(id.value());
    return database.transaction(
        sql -> {
          keepAccounts(sql, task);
          return TaskRows.select(sql)
              .where(task)
              .forUpdate()
              .of(TASK)
              .fetchOptional(rows::task)
              .map(
                  locked -> {
                    Task before = TaskIntents.withJournal(sql, locked);
                    Task after = transition.apply(before);
                    if (before.state() instanceof TaskState.Running running
                        && after.status() != TaskStatus.RUNNING) {
                      end(sql, List.of(End.of(after, running.attempt())));
                      putWhereAccountsAre(sql, task);
                    } else if (!after.equals(before)) {
                      update(sql, after);
                      putWhereAccountsAre(sql, task);
                      Channels.wakeDispatchers(sql);
                    }
                    return after;
                  });
        });
  }

  @Override
  public List<Task> takeBackLost(Instant now) {
    if (!someAreLost()) {
      return List.of();
    }
    return database.transaction(
        sql -> {
          keepAccounts(sql, LOST);
          List<Task> lost =
              TaskRows.select(sql)
                  .where(LOST)
                  .orderBy(TASK.ID)
                  .forUpdate()
                  .of(TASK)
                  .skipLocked()
                  .fetch(rows::task);
          Set<Long> unwanted =
              sql.select(TASK.ID)
                  .from(TASK)
                  .where(TASK.ID.in(lost.stream().map(task -> task.id().value()).toList()))
                  .and(TASK.STOP_REQUESTED)
                  .fetchSet(TASK.ID);
          List<Task> after =
              lost.stream()
                  .map(task -> TaskIntents.withJournal(sql, task))
                  .map(task -> task.interrupt(!unwanted.contains(task.id().value()), now))
                  .toList();
          end(sql, after.stream().map(task -> End.of(task, task.attemptCount())).toList());
          putWhereAccountsAre(
              sql, TASK.ID.in(after.stream().map(task -> task.id().value()).toList()));
          return after;
        });
  }

  private boolean someAreLost() {
    return database.query(sql -> sql.fetchExists(DSL.selectOne().from(TASK).where(LOST)));
  }

  @Override
  public void requestStop(TaskId id) {
    database.transaction(
        sql -> {
          int running =
              sql.update(TASK)
                  .set(TASK.STOP_REQUESTED, true)
                  .where(TASK.ID.eq(id.value()))
                  .and(TASK.STATUS.eq(RUNNING))
                  .execute();
          Channels.requestStop(sql, id);
          return running;
        });
  }

  @Override
  public List<TaskId> stopRequestedOn(NodeId node) {
    return database.query(
        sql ->
            sql.select(TASK.ID)
                .from(TASK)
                .where(TASK.STATUS.eq(RUNNING))
                .and(TASK.NODE.eq(node.value()))
                .and(TASK.STOP_REQUESTED)
                .fetch(row -> new TaskId(row.value1())));
  }

  private static void update(DSLContext sql, Task task) {
    StateColumns state = StateColumns.of(task.state());
    sql.update(TASK)
        .set(TASK.STATUS, state.status())
        .set(TASK.NODE, state.node())
        .set(TASK.INTENT, state.intent())
        .set(TASK.STARTED_AT, state.startedAt())
        .set(TASK.FINISHED_AT, state.finishedAt())
        .set(TASK.OUTCOME, state.outcome())
        .set(TASK.FAILURE_CODE, state.failureCode())
        .set(TASK.REMARK, state.remark())
        .set(TASK.SCHEDULED_AT, at(task.scheduledAt()))
        .set(TASK.ATTEMPT_COUNT, task.attemptCount())
        .set(TASK.RETRY_COUNT, task.retryCount())
        .set(TASK.UPDATED_AT, at(task.updatedAt()))
        .where(TASK.ID.eq(task.id().value()))
        .execute();
  }

  @Override
  public Deletion delete(Collection<TaskId> ids) {
    Long[] wanted = ids.stream().map(TaskId::value).toArray(Long[]::new);
    return database.transaction(
        sql -> {
          List<Long> deletable = new ArrayList<>();
          Set<TaskId> deleted = new HashSet<>();
          Set<TaskId> running = new HashSet<>();
          sql.select(TASK.ID, TASK.STATUS)
              .from(TASK)
              .where(TASK.ID.eq(DSL.any(wanted)))
              .orderBy(TASK.ID)
              .forUpdate()
              .forEach(
                  row -> {
                    if (row.value2() == RUNNING) {
                      running.add(new TaskId(row.value1()));
                    } else {
                      deletable.add(row.value1());
                      deleted.add(new TaskId(row.value1()));
                    }
                  });
          TaskDeletion.deleteLocked(sql, deletable);
          return new Deletion(deleted, running);
        });
  }

  @Override
  public int prune(Instant finishedBefore, int atMost) {
    return database.transaction(
        sql -> {
          // Several nodes prune; one of them is enough, and two could leave a configuration behind
          // that belongs to tasks of both their batches.
          boolean alone =
              sql.resultQuery("SELECT pg_try_advisory_xact_lock(?)", PRUNE_LOCK)
                  .fetchSingle(row -> row.get(0, Boolean.class));
          if (!alone) {
            return 0;
          }
          List<Long> old =
              sql.select(TASK.ID)
                  .from(TASK)
                  .where(TASK.STATUS.ge(COMPLETED))
                  .and(TASK.FINISHED_AT.lt(at(finishedBefore)))
                  .orderBy(TASK.FINISHED_AT)
                  .limit(atMost)
                  .forUpdate()
                  .skipLocked()
                  .fetch(TASK.ID);
          TaskDeletion.deleteLocked(sql, old);
          return old.size();
        });
  }

  @Override
  public List<Task> failedAfter(long after, int limit) {
    return database.query(
        sql ->
            TaskRows.select(sql)
                .where(TASK.STATUS.eq(FAILED))
                .and(TASK.ID.gt(after))
                .orderBy(TASK.ID)
                .limit(limit)
                .fetch(rows::task));
  }

  @Override
  public List<Task> runningOn(NodeId node) {
    return database.query(
        sql ->
            TaskRows.select(sql)
                .where(TASK.STATUS.eq(RUNNING))
                .and(TASK.NODE.eq(node.value()))
                .orderBy(TASK.ID)
                .fetch((Record row) -> rows.task(row)));
  }
}
