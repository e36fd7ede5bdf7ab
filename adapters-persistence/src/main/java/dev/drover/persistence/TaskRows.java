package dev.drover.persistence;

import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NodeId;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.task.FailureCode;
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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Between rows and tasks. */
final class TaskRows {
  /** Everything that a {@link Task} is made of. */
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
    TASK_DETAIL.SOURCE,
    TASK_DETAIL.ACCOUNT_ID,
    TASK_DETAIL.USERNAME,
    TASK_DETAIL.START_TIME,
    TASK_DETAIL.CREATED_AT,
    TASK_CONFIG.CONFIG
  };

  private final StoredScript scripts;

  TaskRows(StoredScript scripts) {
    this.scripts = scripts;
  }

  /** {@link #COLUMNS} for a statement in plain SQL. */
  static String columnList() {
    DSLContext sql = DSL.using(SQLDialect.POSTGRES);
    return Arrays.stream(COLUMNS).map(sql::render).collect(Collectors.joining(", "));
  }

  static SelectOnConditionStep<Record> select(DSLContext sql) {
    return sql.select(COLUMNS)
        .from(TASK)
        .join(TASK_DETAIL)
        .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
        .join(TASK_CONFIG)
        .on(TASK_CONFIG.ID.eq(TASK_DETAIL.CONFIG_ID));
  }

  Task task(Record row) {
    ScriptName scriptName = ScriptName.ofWireName(row.get(TASK_DETAIL.SCRIPT_NAME)).orElseThrow();
    return new Task(
        new TaskId(row.get(TASK.ID)),
        new TaskTarget(
            Optional.ofNullable(row.get(TASK.SERIAL)).map(DeviceSerial::new), accountTarget(row)),
        scripts.read(scriptName, row.get(TASK_DETAIL.SCRIPT).data()),
        row.get(TASK_CONFIG.CONFIG),
        TaskSource.ofWireName(row.get(TASK_DETAIL.SOURCE)).orElseThrow(),
        Optional.ofNullable(row.get(TASK_DETAIL.START_TIME)).map(StartTime::parse),
        row.get(TASK.SCHEDULED_AT).toInstant(),
        state(row),
        row.get(TASK.ATTEMPT_COUNT),
        row.get(TASK.RETRY_COUNT),
        row.get(TASK_DETAIL.CREATED_AT).toInstant(),
        row.get(TASK.UPDATED_AT).toInstant());
  }

  private static Optional<AccountTarget> accountTarget(Record row) {
    return Optional.ofNullable(row.get(TASK_DETAIL.ACCOUNT_ID))
        .map(
            id ->
                new AccountTarget(new AccountId(id), new Username(row.get(TASK_DETAIL.USERNAME))));
  }

  private static TaskState state(Record row) {
    Optional<String> remark = Optional.ofNullable(row.get(TASK.REMARK));
    int attempt = row.get(TASK.ATTEMPT_COUNT);
    return switch (TaskStatus.ofCode(row.get(TASK.STATUS)).orElseThrow()) {
      case PENDING -> new TaskState.Pending(remark);
      case RUNNING ->
          new TaskState.Running(
              attempt,
              new NodeId(row.get(TASK.NODE)),
              row.get(TASK.STARTED_AT).toInstant(),
              Optional.ofNullable(row.get(TASK.INTENT)));
      case COMPLETED ->
          new TaskState.Completed(
              attempt,
              outcome(row.get(TASK.OUTCOME)),
              remark,
              row.get(TASK.STARTED_AT).toInstant(),
              row.get(TASK.FINISHED_AT).toInstant());
      case FAILED ->
          new TaskState.Failed(
              attempt,
              new TaskFailure(
                  failureCode(row.get(TASK.FAILURE_CODE)),
                  outcome(row.get(TASK.OUTCOME)),
                  remark.orElseThrow()),
              row.get(TASK.STARTED_AT).toInstant(),
              row.get(TASK.FINISHED_AT).toInstant());
    };
  }

  static Outcome outcome(String wireName) {
    return Outcome.valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  static FailureCode failureCode(String wireName) {
    return Arrays.stream(FailureCode.values())
        .filter(code -> code.wireName().equals(wireName))
        .findFirst()
        .orElseThrow();
  }

  /** A state's own columns; the others of them are null. */
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
                pending.remark().map(TaskRows::storable).orElse(null));
        case TaskState.Running running ->
            new StateColumns(
                status,
                running.node().value(),
                running.intent().map(TaskRows::storable).orElse(null),
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
                completed.remark().map(TaskRows::storable).orElse(null));
        case TaskState.Failed failed ->
            new StateColumns(
                status,
                null,
                null,
                at(failed.startedAt()),
                at(failed.finishedAt()),
                failed.failure().outcome().wireName(),
                failed.failure().code().wireName(),
                storable(failed.failure().remark()));
      };
    }
  }

  /** A text as PostgreSQL can keep it; phones may say anything, and it knows no NUL. */
  static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
