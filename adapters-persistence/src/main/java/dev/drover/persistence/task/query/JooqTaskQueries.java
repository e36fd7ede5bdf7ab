package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.DEVICE;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_COUNT;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;
import static dev.drover.persistence.schema.Tables.TASK_STEP;
import static java.util.stream.Collectors.groupingBy;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.BatchCancellation;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads the queue for users and clients. */
public final class JooqTaskQueries implements TaskQueries {
  /** Longer logs lose their first steps. */
  private static final int STEPS_SHOWN = 200;

  /** Older attempts are not shown; a task may be retried without limit. */
  private static final int MOST_ATTEMPTS = 100;

  private static final int MOST_ATTEMPTS_IN_LISTS = 10;

  private static final Field<String> ATTEMPT_REMARK =
      TaskRecords.bounded(TASK_ATTEMPT.REMARK, ColumnValues.MOST_CHARACTERS);
  private static final Field<String> STEP =
      TaskRecords.bounded(TASK_STEP.DESCRIPTION, ColumnValues.MOST_CHARACTERS);

  private final Database database;
  private final ScriptTypes scripts;

  /**
   * @param scripts the scripts that this server runs
   */
  public JooqTaskQueries(Database database, ScriptTypes scripts) {
    this.database = database;
    this.scripts = scripts;
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return database.query(
        sql ->
            details(
                    sql,
                    TaskRecords.select(sql, TASK.ID.eq(id.value())).fetch(),
                    MOST_ATTEMPTS,
                    steps(sql, id),
                    materials(sql, id))
                .stream()
                .findFirst());
  }

  @Override
  public Optional<String> configAsGiven(TaskId id) {
    return database.query(
        sql ->
            sql.select(TASK_CONFIG.CONFIG)
                .from(TASK_DETAIL)
                .join(TASK_CONFIG)
                .on(TASK_CONFIG.ID.eq(TASK_DETAIL.CONFIG_ID))
                .where(TASK_DETAIL.TASK_ID.eq(id.value()))
                .fetchOptional(TASK_CONFIG.CONFIG));
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    Long[] wanted = numbers(ids);
    return database.query(
        sql -> listed(sql, TaskRecords.select(sql, TASK.ID.eq(DSL.any(wanted))).fetch()));
  }

  private static Long[] numbers(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::value).toArray(Long[]::new);
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    Condition filtered = condition(filter);
    Condition below = filter.idBelow().map(id -> TASK.ID.lt(id.value())).orElse(DSL.noCondition());
    return database.query(
        sql ->
            new TaskPage(
                listed(
                    sql,
                    TaskRecords.select(sql, filtered.and(below))
                        .orderBy(TASK.ID.desc())
                        .limit(pageSize)
                        .offset((long) (page - 1) * pageSize)
                        .fetch()),
                total(sql, filter, filtered)));
  }

  private long total(DSLContext sql, TaskFilter filter, Condition filtered) {
    boolean byStatusAlone =
        filter.serial().isEmpty()
            && filter.scriptName().isEmpty()
            && filter.source().isEmpty()
            && filter.username().isEmpty()
            && filter.batch().isEmpty()
            && filter.ids().isEmpty();
    if (byStatusAlone) {
      TaskStats stats = stats(sql);
      return filter.status().map(status -> count(stats, status)).orElse(stats.total());
    }
    return sql.selectCount()
        .from(TASK)
        .join(TASK_DETAIL)
        .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
        .where(filtered)
        .fetchSingle(row -> (long) row.value1());
  }

  private static long count(TaskStats stats, TaskStatus status) {
    return switch (status) {
      case PENDING -> stats.pending();
      case RUNNING -> stats.running();
      case COMPLETED -> stats.completed();
      case FAILED -> stats.failed();
    };
  }

  private static Condition condition(TaskFilter filter) {
    List<Condition> conditions = new ArrayList<>();
    filter.status().ifPresent(status -> conditions.add(TASK.STATUS.eq((short) status.code())));
    filter
        .serial()
        .ifPresent(
            serial ->
                conditions.add(
                    TASK.SERIAL
                        .eq(serial)
                        .or(
                            TASK.SERIAL.in(
                                DSL.select(DEVICE.SERIAL)
                                    .from(DEVICE)
                                    .where(DSL.val(serial).eq(DSL.any(DEVICE.ADDRESSES)))))));
    filter.scriptName().ifPresent(name -> conditions.add(TASK_DETAIL.SCRIPT_NAME.eq(name)));
    filter.source().ifPresent(source -> conditions.add(TASK_DETAIL.SOURCE.eq(source.wireName())));
    filter
        .username()
        .ifPresent(username -> conditions.add(TASK_DETAIL.USERNAME_KEY.eq(username.canonical())));
    filter.batch().ifPresent(batch -> conditions.add(BatchCancellation.isIn(batch)));
    filter.ids().ifPresent(ids -> conditions.add(TASK.ID.eq(DSL.any(numbers(ids)))));
    return DSL.and(conditions);
  }

  @Override
  public TaskStats stats() {
    return database.query(JooqTaskQueries::stats);
  }

  private static TaskStats stats(DSLContext sql) {
    return sql.select(
            DSL.sum(TASK_COUNT.PENDING),
            DSL.sum(TASK_COUNT.RUNNING),
            DSL.sum(TASK_COUNT.COMPLETED),
            DSL.sum(TASK_COUNT.FAILED))
        .from(TASK_COUNT)
        .fetchSingle(
            row ->
                new TaskStats(
                    row.value1().longValueExact(),
                    row.value2().longValueExact(),
                    row.value3().longValueExact(),
                    row.value4().longValueExact()));
  }

  @Override
  public Optional<BatchSummary> batch(BatchId id) {
    return database.query(sql -> BatchSummaries.of(sql, id));
  }

  @Override
  public Set<BatchId> ended(Collection<BatchId> ids) {
    return database.query(sql -> BatchSummaries.ended(sql, ids));
  }

  private List<TaskDetails> listed(DSLContext sql, List<Record> rows) {
    return details(sql, rows, MOST_ATTEMPTS_IN_LISTS, List.of(), List.of());
  }

  private List<TaskDetails> details(
      DSLContext sql,
      List<Record> rows,
      int mostAttempts,
      List<TaskStep> log,
      List<TaskMaterial> materials) {
    List<TaskRecord> tasks = TaskRecords.of(sql, rows);
    List<Long> ids = tasks.stream().map(task -> task.id().value()).toList();
    Map<Long, List<AttemptWithProgress>> attempts = attempts(sql, ids, mostAttempts);
    TaskObstacles obstacles = TaskObstacles.read(sql, tasks, scripts);
    return tasks.stream()
        .map(
            task -> {
              List<AttemptWithProgress> own = attempts.getOrDefault(task.id().value(), List.of());
              return new TaskDetails(
                  task,
                  obstacles.of(task),
                  progress(task, own),
                  own.stream().map(AttemptWithProgress::attempt).toList(),
                  log,
                  materials);
            })
        .toList();
  }

  private static int progress(TaskRecord task, List<AttemptWithProgress> attempts) {
    if (task.is(TaskStatus.COMPLETED)) {
      return 100;
    }
    return task.is(TaskStatus.PENDING) || attempts.isEmpty() ? 0 : attempts.getLast().progress();
  }

  private record AttemptWithProgress(long taskId, AttemptRecord attempt, int progress) {}

  private static Map<Long, List<AttemptWithProgress>> attempts(
      DSLContext sql, Collection<Long> ids, int most) {
    return sql
        .select(
            TASK_ATTEMPT.TASK_ID,
            TASK_ATTEMPT.NUMBER,
            TASK_ATTEMPT.NODE,
            TASK_ATTEMPT.STARTED_AT,
            TASK_ATTEMPT.ENDED_AT,
            TASK_ATTEMPT.OUTCOME,
            TASK_ATTEMPT.FAILURE_CODE,
            ATTEMPT_REMARK,
            TASK_ATTEMPT.PROGRESS)
        .from(TASK_ATTEMPT)
        .join(TASK)
        .on(TASK.ID.eq(TASK_ATTEMPT.TASK_ID))
        .where(TASK_ATTEMPT.TASK_ID.in(ids))
        .and(TASK_ATTEMPT.NUMBER.gt(TASK.ATTEMPT_COUNT.minus(most)))
        .orderBy(TASK_ATTEMPT.TASK_ID, TASK_ATTEMPT.NUMBER)
        .fetch(
            row ->
                new AttemptWithProgress(
                    row.get(TASK_ATTEMPT.TASK_ID),
                    new AttemptRecord(
                        row.get(TASK_ATTEMPT.NUMBER),
                        row.get(TASK_ATTEMPT.NODE),
                        row.get(TASK_ATTEMPT.STARTED_AT).toInstant(),
                        Optional.ofNullable(row.get(TASK_ATTEMPT.ENDED_AT))
                            .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.get(TASK_ATTEMPT.OUTCOME)),
                        Optional.ofNullable(row.get(TASK_ATTEMPT.FAILURE_CODE)),
                        Optional.ofNullable(row.get(ATTEMPT_REMARK))),
                    row.get(TASK_ATTEMPT.PROGRESS)))
        .stream()
        .collect(groupingBy(AttemptWithProgress::taskId));
  }

  private static List<TaskStep> steps(DSLContext sql, TaskId id) {
    return sql.select(TASK_STEP.AT, STEP, TASK_STEP.PROGRESS)
        .from(TASK_STEP)
        .where(TASK_STEP.TASK_ID.eq(id.value()))
        .orderBy(TASK_STEP.ID.desc())
        .limit(STEPS_SHOWN)
        .fetch(row -> new TaskStep(row.value1().toInstant(), row.value2(), row.value3()))
        .reversed();
  }

  private static List<TaskMaterial> materials(DSLContext sql, TaskId id) {
    return sql.selectFrom(MATERIAL_USE)
        .where(MATERIAL_USE.TASK_ID.eq(id.value()))
        .orderBy(MATERIAL_USE.ATTEMPT, MATERIAL_USE.PLACE)
        .fetch(
            row ->
                new TaskMaterial(
                    row.getName(),
                    new SourceKey(row.getSourceKey()).isOfLibrary(),
                    row.getUsedAt() != null));
  }
}
