package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.IDEMPOTENCY_KEY;
import static dev.drover.persistence.schema.Tables.NODE;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;
import static dev.drover.persistence.schema.Tables.TASK_STEP;

import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Choices;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ClaimLock;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Stores the queue in PostgreSQL. Every method locks accounts before their tasks, and rows of one
 * table in the order of their ids. Safe for use by any thread.
 */
public final class JooqTaskRepository implements TaskRepository {
  /** The advisory lock that a server holds while it prunes. */
  private static final long PRUNE_LOCK = ClaimLock.NUMBER + 1;

  private static final short PENDING = (short) TaskStatus.PENDING.code();
  private static final short RUNNING = (short) TaskStatus.RUNNING.code();
  private static final short COMPLETED = (short) TaskStatus.COMPLETED.code();
  private static final short FAILED = (short) TaskStatus.FAILED.code();

  /**
   * A running task whose server has no valid lease. The status is written into the statements, so
   * that an index of running tasks serves them.
   */
  private static final Condition LOST =
      TASK.STATUS
          .eq(DSL.inline(RUNNING))
          .andNotExists(
              DSL.selectOne()
                  .from(NODE)
                  .where(NODE.ID.eq(TASK.NODE))
                  .and(NODE.LEASE_UNTIL.gt(DSL.currentOffsetDateTime())));

  /** The most ends in one statement, which is more than end at once even on large farms. */
  private static final int MOST_ENDS = 500;

  /** The most requests in one statement, tasks of each, and characters of their configurations. */
  private static final int MOST_INSERTS = 100;

  private static final int MOST_IN_SMALL = 20;
  private static final int MOST_CHARACTERS_IN_SMALL = 20_000;

  private final Database database;
  private final TaskInsertion insertion;
  private final TaskClaim claim;
  private final TaskRows rows;
  private final StepNotices steps;
  private final GroupCommit<AttemptEnds.Ended, Boolean> ends;
  private final GroupCommit<List<NewTask>, List<TaskId>> inserts;

  public JooqTaskRepository(Database database, SecretCipher cipher, ScriptTypes types) {
    this.database = database;
    this.steps = new StepNotices(database);
    this.ends =
        new GroupCommit<>(
            MOST_ENDS, group -> database.transaction(sql -> AttemptEnds.record(sql, group)));
    StoredScripts scripts = new StoredScripts(types, cipher);
    this.rows = new TaskRows(scripts);
    this.insertion = new TaskInsertion(scripts);
    this.inserts =
        new GroupCommit<>(
            MOST_INSERTS, group -> database.transaction(sql -> insertion.insert(sql, group)));
    this.claim = new TaskClaim(database, types, rows);
  }

  @Override
  public List<TaskId> insert(List<NewTask> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    return isSmall(tasks)
        ? inserts.ask(tasks)
        : database.transaction(sql -> insertion.insert(sql, List.of(tasks)).getFirst());
  }

  /** Small requests share a transaction; none waits for a large one, or has many in memory. */
  private static boolean isSmall(List<NewTask> tasks) {
    return tasks.size() <= MOST_IN_SMALL
        && tasks.stream().mapToLong(task -> task.configAsGiven().length()).sum()
            <= MOST_CHARACTERS_IN_SMALL;
  }

  @Override
  public KeyedInsert insertOnce(
      IdempotencyKey key, List<NewTask> tasks, List<String> warnings, Instant now) {
    return database.transaction(
        sql -> {
          // A concurrent request with the same key blocks here until the first one commits, and
          // then finds its row.
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
          List<TaskId> ids = insertion.insert(sql, List.of(tasks)).getFirst();
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

  @Override
  public List<Task> claimDue(
      NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    return claim.claimDue(node, idlePhones, deviceLimit, now);
  }

  @Override
  public Turn finishAndClaim(
      List<Finish> finished,
      NodeId node,
      Set<DeviceSerial> idlePhones,
      int deviceLimit,
      Instant now) {
    List<AttemptEnds.Ended> all =
        finished.stream()
            .map(each -> new AttemptEnds.Ended(each.after(), each.attempt(), each.end()))
            .toList();
    return claim.turn(all, node, idlePhones, deviceLimit, now);
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
  public void recordSteps(TaskId id, int attempt, List<TaskStep> taken) {
    if (taken.isEmpty()) {
      return;
    }
    int recorded =
        database.transaction(
            sql -> {
              // If the task was deleted meanwhile, there is no attempt to add the steps to.
              int found =
                  sql.update(TASK_ATTEMPT)
                      .set(TASK_ATTEMPT.PROGRESS, (short) taken.getLast().progress())
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
                for (TaskStep step : taken) {
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
    if (recorded == 1) {
      steps.taken(id);
    }
  }

  /** Returns what tells other servers of the steps that are recorded here. */
  public StepNotices stepNotices() {
    return steps;
  }

  @Override
  public void recordApp(TaskId id, int attempt, PackageName app, String version) {
    database.query(
        sql ->
            sql.update(TASK_ATTEMPT)
                .set(TASK_ATTEMPT.APP, app.value())
                .set(TASK_ATTEMPT.APP_VERSION, ColumnValues.storable(version))
                .where(TASK_ATTEMPT.TASK_ID.eq(id.value()))
                .and(TASK_ATTEMPT.NUMBER.eq(attempt))
                .execute());
  }

  @Override
  public void recordChoices(TaskId id, int attempt, Choices choices) {
    database.query(
        sql ->
            sql.update(TASK_ATTEMPT)
                .set(TASK_ATTEMPT.CHOSEN, ChosenColumn.write(choices))
                .where(TASK_ATTEMPT.TASK_ID.eq(id.value()))
                .and(TASK_ATTEMPT.NUMBER.eq(attempt))
                .execute());
  }

  @Override
  public boolean finish(Task after, int attempt, AttemptEnd end) {
    AttemptEnds.Ended ended = new AttemptEnds.Ended(after, attempt, end);
    boolean goesBack = after.status() == TaskStatus.PENDING && after.target().account().isPresent();
    return goesBack ? goBack(ended) : ends.ask(ended);
  }

  private boolean goBack(AttemptEnds.Ended ended) {
    Condition task = TASK.ID.eq(ended.after().id().value());
    return database.transaction(
        sql -> {
          keepAccounts(sql, task);
          boolean accepted = AttemptEnds.record(sql, List.of(ended)).getFirst();
          putWhereAccountsAre(sql, task);
          return accepted;
        });
  }

  /** Prevents changes to the accounts of these tasks. Call it before the tasks are locked. */
  private static void keepAccounts(DSLContext sql, Condition tasks) {
    sql.select(ACCOUNT.ID)
        .from(ACCOUNT)
        .where(ACCOUNT.ID.in(DSL.select(TASK.ACCOUNT_ID).from(TASK).where(tasks)))
        .orderBy(ACCOUNT.ID)
        .forShare()
        .fetch();
  }

  /**
   * Assigns pending tasks to the phones of their accounts. An account that moved while a task was
   * running did not move that task.
   */
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
                      AttemptEnds.record(
                          sql, List.of(AttemptEnds.Ended.of(after, running.attempt())));
                      putWhereAccountsAre(sql, task);
                    } else if (!after.equals(before)) {
                      update(sql, after);
                      if (!after.startTime().equals(before.startTime())) {
                        updateStartTime(sql, after);
                      }
                      putWhereAccountsAre(sql, task);
                      Channels.wakeDispatchers(sql);
                    }
                    return after;
                  });
        });
  }

  @Override
  public List<Task> changeAll(Collection<TaskId> ids, UnaryOperator<Task> transition) {
    Condition tasks = TASK.ID.eq(DSL.any(numbers(ids)));
    return database.transaction(
        sql -> {
          keepAccounts(sql, tasks);
          List<Task> changed =
              TaskRows.select(sql)
                  .where(tasks)
                  .and(TASK.STATUS.ne(RUNNING))
                  .orderBy(TASK.ID)
                  .forUpdate()
                  .of(TASK)
                  .fetch(rows::task)
                  .stream()
                  .flatMap(before -> changed(before, transition).stream())
                  .toList();
          if (!changed.isEmpty()) {
            TaskChanges.write(sql, changed);
            putWhereAccountsAre(
                sql, TASK.ID.eq(DSL.any(numbers(changed.stream().map(Task::id).toList()))));
            Channels.wakeDispatchers(sql);
          }
          return changed;
        });
  }

  private static Optional<Task> changed(Task before, UnaryOperator<Task> transition) {
    Task after = transition.apply(before);
    return after.equals(before) ? Optional.empty() : Optional.of(after);
  }

  private static Long[] numbers(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::value).toArray(Long[]::new);
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
          AttemptEnds.record(
              sql,
              after.stream().map(task -> AttemptEnds.Ended.of(task, task.attemptCount())).toList());
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
                // Written into the statement, so that the index of running tasks serves it.
                .where(TASK.STATUS.eq(DSL.inline(RUNNING)))
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

  private static void updateStartTime(DSLContext sql, Task task) {
    sql.update(TASK_DETAIL)
        .set(TASK_DETAIL.START_TIME, task.startTime().map(StartTime::text).orElse(null))
        .where(TASK_DETAIL.TASK_ID.eq(task.id().value()))
        .execute();
  }

  @Override
  public int cancelPending(BatchId batch, Instant now) {
    return database.transaction(sql -> BatchCancellation.cancelPending(sql, batch, now));
  }

  @Override
  public List<TaskId> runningIn(BatchId batch) {
    return database.query(
        sql ->
            sql.select(TASK.ID)
                .from(TASK)
                .join(TASK_DETAIL)
                .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
                .where(TASK.STATUS.eq(RUNNING))
                .and(BatchCancellation.isIn(batch))
                .orderBy(TASK.ID)
                .fetch(row -> new TaskId(row.value1())));
  }

  @Override
  public Deletion delete(Collection<TaskId> ids) {
    Long[] wanted = numbers(ids);
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
          // One pruning server is enough. Two at once could also leave a configuration that the
          // last tasks of both batches share.
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
                .and(TASK.FAILURE_CODE.isDistinctFrom(FailureCode.CANCELLED.wireName()))
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
