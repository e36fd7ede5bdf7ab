package dev.drover.persistence;

import static dev.drover.persistence.schema.Tables.DEVICE;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;
import static dev.drover.persistence.schema.Tables.TASK_COUNT;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;
import static dev.drover.persistence.schema.Tables.TASK_STEP;
import static java.util.stream.Collectors.groupingBy;

import dev.drover.application.port.TaskQueries;
import dev.drover.application.port.TaskStep;
import dev.drover.domain.device.NodeId;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reads the queue for people and clients. */
public final class JooqTaskQueries implements TaskQueries {
  /** A log of more steps than this is cut at its beginning. */
  private static final int STEPS_SHOWN = 200;

  private final Database database;
  private final TaskRows rows;

  public JooqTaskQueries(Database database, SecretCipher cipher) {
    this.database = database;
    this.rows = new TaskRows(new StoredScript(cipher));
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return database.query(
        sql ->
            TaskRows.select(sql)
                .where(TASK.ID.eq(id.value()))
                .fetchOptional(rows::task)
                .map(
                    task ->
                        details(sql, List.of(task), steps(sql, id), materials(sql, id))
                            .getFirst()));
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    Long[] wanted = ids.stream().map(TaskId::value).toArray(Long[]::new);
    return database.query(
        sql ->
            details(
                sql,
                TaskRows.select(sql).where(TASK.ID.eq(DSL.any(wanted))).fetch(rows::task),
                List.of(),
                List.of()));
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    Condition filtered = condition(filter);
    Condition below = filter.idBelow().map(id -> TASK.ID.lt(id.value())).orElse(DSL.noCondition());
    return database.query(
        sql -> {
          List<Task> tasks =
              TaskRows.select(sql)
                  .where(filtered)
                  .and(below)
                  .orderBy(TASK.ID.desc())
                  .limit(pageSize)
                  .offset((long) (page - 1) * pageSize)
                  .fetch(rows::task);
          return new TaskPage(
              details(sql, tasks, List.of(), List.of()), total(sql, filter, filtered));
        });
  }

  private long total(DSLContext sql, TaskFilter filter, Condition filtered) {
    boolean byStatusAlone =
        filter.serial().isEmpty()
            && filter.scriptName().isEmpty()
            && filter.source().isEmpty()
            && filter.username().isEmpty();
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
    filter
        .scriptName()
        .ifPresent(name -> conditions.add(TASK_DETAIL.SCRIPT_NAME.eq(name.wireName())));
    filter.source().ifPresent(source -> conditions.add(TASK_DETAIL.SOURCE.eq(source.wireName())));
    filter
        .username()
        .ifPresent(username -> conditions.add(TASK_DETAIL.USERNAME_KEY.eq(username.canonical())));
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

  private static List<TaskDetails> details(
      DSLContext sql, List<Task> tasks, List<TaskStep> log, List<TaskMaterial> materials) {
    List<Long> ids = tasks.stream().map(task -> task.id().value()).toList();
    Map<Long, List<AttemptWithProgress>> attempts = attempts(sql, ids);
    TaskObstacles obstacles = TaskObstacles.read(sql, tasks);
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

  private static int progress(Task task, List<AttemptWithProgress> attempts) {
    return switch (task.status()) {
      case COMPLETED -> 100;
      case PENDING -> 0;
      case RUNNING, FAILED -> attempts.isEmpty() ? 0 : attempts.getLast().progress();
    };
  }

  private record AttemptWithProgress(long taskId, AttemptRecord attempt, int progress) {}

  private static Map<Long, List<AttemptWithProgress>> attempts(
      DSLContext sql, Collection<Long> ids) {
    return sql
        .selectFrom(TASK_ATTEMPT)
        .where(TASK_ATTEMPT.TASK_ID.in(ids))
        .orderBy(TASK_ATTEMPT.TASK_ID, TASK_ATTEMPT.NUMBER)
        .fetch(
            row ->
                new AttemptWithProgress(
                    row.getTaskId(),
                    new AttemptRecord(
                        row.getNumber(),
                        new NodeId(row.getNode()),
                        row.getStartedAt().toInstant(),
                        Optional.ofNullable(row.getEndedAt()).map(at -> at.toInstant()),
                        Optional.ofNullable(row.getOutcome()).map(TaskRows::outcome),
                        Optional.ofNullable(row.getFailureCode()).map(TaskRows::failureCode),
                        Optional.ofNullable(row.getRemark())),
                    row.getProgress()))
        .stream()
        .collect(groupingBy(AttemptWithProgress::taskId));
  }

  private static List<TaskStep> steps(DSLContext sql, TaskId id) {
    return sql.selectFrom(TASK_STEP)
        .where(TASK_STEP.TASK_ID.eq(id.value()))
        .orderBy(TASK_STEP.ID.desc())
        .limit(STEPS_SHOWN)
        .fetch(
            row -> new TaskStep(row.getAt().toInstant(), row.getDescription(), row.getProgress()))
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
                    MaterialRows.isOfLibrary(row.getSourceKey()),
                    row.getUsedAt() != null));
  }
}
