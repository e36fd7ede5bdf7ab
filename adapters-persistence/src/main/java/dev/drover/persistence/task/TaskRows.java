package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.script.StoredScripts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/** Converts rows to tasks and back. */
final class TaskRows {
  /** All columns of a {@link Task}. */
  static final Field<?>[] COLUMNS = {
    TASK.ID,
    TASK.SERIAL,
    TASK.STATUS,
    TASK.SCHEDULED_AT,
    TASK.ATTEMPT_COUNT,
    TASK.RETRY_COUNT,
    TASK.NODE,
    TASK.INTENT,
    TASK.STARTED_AT,
    TASK.FINISHED_AT,
    TASK.OUTCOME,
    TASK.FAILURE_CODE,
    TASK.REMARK,
    TASK.UPDATED_AT,
    TASK_DETAIL.SCRIPT_NAME,
    TASK_DETAIL.SCRIPT,
    TASK_DETAIL.SCRIPT_VALUES,
    TASK_DETAIL.SOURCE,
    TASK_DETAIL.ACCOUNT_ID,
    TASK_DETAIL.USERNAME,
    TASK_DETAIL.START_TIME,
    TASK_DETAIL.CREATED_AT
  };

  /** Placeholders for values that this version can't read. No task runs with them. */
  private static final Username NO_USERNAME = new Username("unreadable");

  private static final DeviceSerial NO_SERIAL = new DeviceSerial("unreadable");
  private static final NodeId NO_NODE = new NodeId("unreadable");

  private final StoredScripts scripts;

  TaskRows(StoredScripts scripts) {
    this.scripts = scripts;
  }

  /**
   * What {@link #claimed} reads, of {@code task} and {@code task_detail}. The old form of a script
   * stays where it is if there is a newer one.
   */
  static final String CLAIMED_COLUMNS =
      "task.id, task.serial, task.scheduled_at, task.attempt_count, task.retry_count, task.node,"
          + " task.intent, task.started_at, task_detail.script_name, CASE WHEN"
          + " task_detail.script_values IS NULL THEN task_detail.script END,"
          + " task_detail.script_values, task_detail.source, task_detail.account_id,"
          + " task_detail.username, task_detail.start_time, task_detail.created_at";

  static SelectOnConditionStep<Record> select(DSLContext sql) {
    return sql.select(COLUMNS).from(TASK).join(TASK_DETAIL).on(TASK_DETAIL.TASK_ID.eq(TASK.ID));
  }

  /**
   * Reads a task that any version may have written. If this version can't read something that an
   * attempt needs, the script is an {@link UnreadableScript}. Other unreadable values are replaced
   * by placeholders, which are safe because only {@link StateColumns} is written back.
   */
  Task task(Record row) {
    Detail detail =
        new Detail(
            row.get(TASK_DETAIL.SCRIPT_NAME),
            text(row.get(TASK_DETAIL.SCRIPT)),
            text(row.get(TASK_DETAIL.SCRIPT_VALUES)),
            row.get(TASK_DETAIL.SOURCE),
            row.get(TASK_DETAIL.ACCOUNT_ID),
            row.get(TASK_DETAIL.USERNAME),
            row.get(TASK_DETAIL.START_TIME),
            row.get(TASK_DETAIL.CREATED_AT).toInstant());
    return task(
        row.get(TASK.ID),
        row.get(TASK.SERIAL),
        row.get(TASK.SCHEDULED_AT).toInstant(),
        state(row),
        row.get(TASK.ATTEMPT_COUNT),
        row.get(TASK.RETRY_COUNT),
        row.get(TASK.UPDATED_AT).toInstant(),
        detail);
  }

  /**
   * Reads a task that this server has just claimed, as {@link #task(Record)} does. It is plain
   * JDBC, since a busy server claims thousands a second.
   *
   * @param row a row of {@link #CLAIMED_COLUMNS}
   */
  Task claimed(ResultSet row) throws SQLException {
    int attempt = row.getInt(4);
    Instant startedAt = instant(row, 8);
    long number = row.getLong(13);
    Long account = row.wasNull() ? null : number;
    Detail detail =
        new Detail(
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            account,
            row.getString(14),
            row.getString(15),
            instant(row, 16));
    return task(
        row.getLong(1),
        row.getString(2),
        instant(row, 3),
        running(attempt, row.getString(6), startedAt, row.getString(7)),
        attempt,
        row.getInt(5),
        startedAt,
        detail);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable String text(@Nullable JSONB json) {
    return json == null ? null : json.data();
  }

  /**
   * What a row of {@code task_detail} says.
   *
   * @param script the old form, null if it was not read since there is a newer one
   */
  private record Detail(
      String scriptName,
      @Nullable String script,
      @Nullable String scriptValues,
      String source,
      @Nullable Long accountId,
      @Nullable String username,
      @Nullable String startTime,
      Instant createdAt) {
    Optional<Username> readableUsername() {
      return Optional.ofNullable(username).flatMap(name -> read(name, Username::new));
    }
  }

  private Task task(
      long id,
      @Nullable String serial,
      Instant scheduledAt,
      TaskState state,
      int attempts,
      int retries,
      Instant updatedAt,
      Detail detail) {
    Optional<AccountTarget> account =
        Optional.ofNullable(detail.accountId())
            .map(
                of ->
                    new AccountTarget(
                        new AccountId(of), detail.readableUsername().orElse(NO_USERNAME)));
    return new Task(
        new TaskId(id),
        new TaskTarget(
            Optional.ofNullable(serial)
                .map(text -> read(text, DeviceSerial::new).orElse(NO_SERIAL)),
            account),
        script(detail),
        TaskSource.ofWireName(detail.source()).orElse(TaskSource.API),
        Optional.ofNullable(detail.startTime()).flatMap(text -> read(text, StartTime::parse)),
        scheduledAt,
        state,
        attempts,
        retries,
        detail.createdAt(),
        updatedAt);
  }

  private Script script(Detail detail) {
    boolean accountIsUnknown = detail.accountId() != null && detail.readableUsername().isEmpty();
    return accountIsUnknown
        ? new UnreadableScript(
            detail.scriptName(),
            "this version of Drover can't read the username of this task's account, so the task was"
                + " not run; upgrade this server and retry the task, or delete it")
        : scripts.read(
            detail.scriptName(),
            Optional.ofNullable(detail.scriptValues()),
            Objects.requireNonNullElse(detail.script(), "null"));
  }

  /** Parses a text; the result is empty if this version does not accept it. */
  private static <T> Optional<T> read(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static TaskState state(Record row) {
    Optional<String> remark = Optional.ofNullable(row.get(TASK.REMARK));
    int attempt = Math.max(1, row.get(TASK.ATTEMPT_COUNT));
    Instant updatedAt = row.get(TASK.UPDATED_AT).toInstant();
    Instant startedAt = instant(row.get(TASK.STARTED_AT)).orElse(updatedAt);
    Instant finishedAt = instant(row.get(TASK.FINISHED_AT)).orElse(updatedAt);
    Optional<TaskStatus> status = TaskStatus.ofCode(row.get(TASK.STATUS));
    if (status.isEmpty()) {
      return new TaskState.Failed(
          attempt,
          unknown("status", row.get(TASK.STATUS), remark),
          instant(row.get(TASK.STARTED_AT)),
          finishedAt);
    }
    return switch (status.get()) {
      case PENDING -> new TaskState.Pending(remark);
      case RUNNING -> running(attempt, row.get(TASK.NODE), startedAt, row.get(TASK.INTENT));
      case COMPLETED ->
          new TaskState.Completed(
              attempt,
              outcome(row).filter(outcome -> outcome != Outcome.UNKNOWN).orElse(Outcome.COMMITTED),
              remark,
              startedAt,
              finishedAt);
      case FAILED ->
          new TaskState.Failed(
              row.get(TASK.ATTEMPT_COUNT),
              failure(row, remark),
              instant(row.get(TASK.STARTED_AT)),
              finishedAt);
    };
  }

  private static TaskState running(
      int attempt, @Nullable String node, Instant startedAt, @Nullable String intent) {
    return new TaskState.Running(
        attempt,
        Optional.ofNullable(node).flatMap(name -> read(name, NodeId::new)).orElse(NO_NODE),
        startedAt,
        journal(intent));
  }

  /**
   * Reads a failure. If this version does not know its code or outcome, the outcome is unknown,
   * since the task may have had an effect.
   */
  private static TaskFailure failure(Record row, Optional<String> remark) {
    Optional<FailureCode> code =
        Arrays.stream(FailureCode.values())
            .filter(known -> known.wireName().equals(row.get(TASK.FAILURE_CODE)))
            .findFirst();
    Optional<Outcome> outcome = outcome(row);
    if (code.isEmpty()) {
      return unknown("failure code", row.get(TASK.FAILURE_CODE), remark);
    }
    if (outcome.isEmpty()) {
      return unknown("outcome", row.get(TASK.OUTCOME), remark);
    }
    return new TaskFailure(
        code.get(),
        outcome.get(),
        remark.filter(text -> !text.isBlank()).orElseGet(() -> code.get().wireName()));
  }

  /**
   * Reads the journal from the task's row, which names one open step at most. {@link
   * TaskIntents#withJournal} reads the full journal where a decision depends on it.
   */
  private static IntentJournal journal(@Nullable String intent) {
    return intent == null
        ? IntentJournal.EMPTY
        : new IntentJournal(1, List.of(), List.of(new Intent(1, intent)));
  }

  private static @Nullable String decisiveStep(IntentJournal journal) {
    if (journal.outcome() == Outcome.NO_EFFECT) {
      return null;
    }
    return journal.open().isEmpty()
        ? journal.effects() + " steps that took effect"
        : ColumnValues.storable(journal.open().getLast().step());
  }

  private static TaskFailure unknown(String what, @Nullable Object value, Optional<String> remark) {
    return new TaskFailure(
        FailureCode.OUTCOME_UNKNOWN,
        Outcome.UNKNOWN,
        "this version of Drover does not know the "
            + what
            + " "
            + value
            + remark.map(text -> ": " + text).orElse(""));
  }

  private static Optional<Outcome> outcome(Record row) {
    return Arrays.stream(Outcome.values())
        .filter(known -> known.wireName().equals(row.get(TASK.OUTCOME)))
        .findFirst();
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** The values of the columns that a state sets; the others are null. */
  record StateColumns(
      short status,
      @Nullable String node,
      @Nullable String intent,
      @Nullable OffsetDateTime startedAt,
      @Nullable OffsetDateTime finishedAt,
      @Nullable String outcome,
      @Nullable String failureCode,
      @Nullable String remark) {

    static StateColumns of(TaskState state) {
      short status = (short) state.status().code();
      return switch (state) {
        case TaskState.Pending pending ->
            new StateColumns(
                status,
                null,
                null,
                null,
                null,
                null,
                null,
                pending.remark().map(ColumnValues::storable).orElse(null));
        case TaskState.Running running ->
            new StateColumns(
                status,
                running.node().value(),
                decisiveStep(running.journal()),
                at(running.startedAt()),
                null,
                null,
                null,
                null);
        case TaskState.Completed completed ->
            new StateColumns(
                status,
                null,
                null,
                at(completed.startedAt()),
                at(completed.finishedAt()),
                completed.outcome().wireName(),
                null,
                completed.remark().map(ColumnValues::storable).orElse(null));
        case TaskState.Failed failed ->
            new StateColumns(
                status,
                null,
                null,
                failed.startedAt().map(ColumnValues::at).orElse(null),
                at(failed.finishedAt()),
                failed.failure().outcome().wireName(),
                failed.failure().code().wireName(),
                ColumnValues.storable(failed.failure().remark()));
      };
    }
  }
}
