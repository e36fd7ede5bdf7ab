package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_COUNT;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;
import static dev.drover.persistence.schema.Tables.TASK_STEP;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads the queue for users and clients. */
public final class JooqTaskQueries implements TaskQueries {
  private static final Field<?>[] LISTED =
      TaskRecords.with(TaskParts.ATTEMPTS_IN_LISTS, TaskParts.PAUSED_SINCE);

  private static final Field<String> STEP =
      TaskRecords.bounded(TASK_STEP.DESCRIPTION, ColumnValues.MOST_CHARACTERS);

  private final Database database;
  private final ScriptTypes scripts;
  private final TaskHistories histories;

  /**
   * @param scripts the scripts that this server runs
   */
  public JooqTaskQueries(Database database, ScriptTypes scripts) {
    this.database = database;
    this.scripts = scripts;
    this.histories = new TaskHistories(database);
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return database.queryInOneTurn(
        sql ->
            details(
                    sql,
                    OneTask.read(sql, id),
                    row ->
                        new Shown(
                            TaskParts.log(row), TaskParts.chosen(row), TaskParts.materials(row)))
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
    Long[] wanted = FilteredTasks.numbers(ids);
    return database.queryInOneTurn(
        sql -> listed(sql, TaskRecords.select(sql, LISTED, TASK.ID.eq(DSL.any(wanted))).fetch()));
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    return database.queryInOneTurn(
        sql -> {
          FilteredTasks filtered = FilteredTasks.of(sql, filter);
          List<TaskDetails> tasks =
              listed(
                  sql,
                  TaskRecords.select(
                          sql, LISTED, filtered.ids(sql, pageSize, (long) (page - 1) * pageSize))
                      .orderBy(TASK.ID.desc())
                      .fetch());
          return TaskPage.counted(tasks, filter, most -> total(sql, filter, filtered, most));
        });
  }

  private static long total(DSLContext sql, TaskFilter filter, FilteredTasks filtered, int most) {
    if (!filter.hasKeptTotal()) {
      return filtered.count(sql, most);
    }
    boolean byStatusAtMost = filtered.ofTask().size() == (filter.status().isPresent() ? 1 : 0);
    if (byStatusAtMost && filtered.ofDetail().isEmpty()) {
      TaskStats stats = stats(sql);
      return filter.status().map(status -> count(stats, status)).orElse(stats.total());
    }
    return filtered.kept().orElseThrow().total(sql);
  }

  private static long count(TaskStats stats, TaskStatus status) {
    return switch (status) {
      case PENDING -> stats.pending();
      case RUNNING -> stats.running();
      case COMPLETED -> stats.completed();
      case FAILED -> stats.failed();
    };
  }

  @Override
  public List<TaskBrief> matching(TaskFilter filter, int most) {
    return database.query(
        sql ->
            sql.select(
                    TASK.ID, TASK.STATUS, TASK.OUTCOME, TASK.FAILURE_CODE, TASK_DETAIL.ACCOUNT_ID)
                .from(FilteredTasks.of(sql, filter).ids(sql, most, 0))
                .join(TASK)
                .on(TASK.ID.eq(FilteredTasks.ID))
                .join(TASK_DETAIL)
                .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
                .orderBy(TASK.ID.desc())
                .fetch(
                    row ->
                        new TaskBrief(
                            new TaskId(row.value1()),
                            row.value2(),
                            Optional.ofNullable(row.value3()),
                            Optional.ofNullable(row.value4()),
                            Optional.ofNullable(row.value5()).map(AccountId::new))));
  }

  @Override
  public List<LatestStep> latestSteps(Collection<TaskId> ids) {
    Field<Long> last =
        DSL.field(
            DSL.select(DSL.max(TASK_STEP.ID))
                .from(TASK_STEP)
                .where(TASK_STEP.TASK_ID.eq(TASK.ID))
                .and(TASK_STEP.ATTEMPT.eq(TASK.ATTEMPT_COUNT)));
    return database.query(
        sql ->
            sql.select(
                    TASK.ID,
                    TASK.SERIAL,
                    TASK.ATTEMPT_COUNT,
                    TASK_STEP.AT,
                    STEP,
                    TASK_STEP.PROGRESS)
                .from(TASK)
                .join(TASK_STEP)
                .on(TASK_STEP.TASK_ID.eq(TASK.ID))
                .and(TASK_STEP.ATTEMPT.eq(TASK.ATTEMPT_COUNT))
                .and(TASK_STEP.ID.eq(last))
                .where(TASK.ID.eq(DSL.any(FilteredTasks.numbers(ids))))
                .and(TASK.STATUS.eq((short) TaskStatus.RUNNING.code()))
                .fetch(
                    row ->
                        new LatestStep(
                            new TaskId(row.value1()),
                            Optional.ofNullable(row.value2()),
                            row.value3(),
                            new TaskStep(row.value4().toInstant(), row.value5(), row.value6()))));
  }

  @Override
  public TaskHistory history(Instant since) {
    return histories.since(since);
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
    return details(sql, rows, _ -> Shown.NOTHING);
  }

  /** What is shown of a task only where it is shown alone. */
  private record Shown(
      List<TaskStep> log, Map<String, List<String>> chosen, List<TaskMaterial> materials) {
    static final Shown NOTHING = new Shown(List.of(), Map.of(), List.of());
  }

  private List<TaskDetails> details(
      DSLContext sql, List<Record> rows, Function<Record, Shown> alone) {
    List<TaskRecord> tasks = TaskRecords.of(sql, rows);
    TaskObstacles obstacles = TaskObstacles.read(sql, tasks, TaskParts.pausedSince(rows), scripts);
    List<TaskDetails> details = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      TaskRecord task = tasks.get(i);
      List<TaskParts.Attempt> attempts = TaskParts.attempts(rows.get(i));
      Shown shown = alone.apply(rows.get(i));
      details.add(
          new TaskDetails(
              task,
              obstacles.of(task),
              progress(task, attempts),
              attempts.stream().map(TaskParts.Attempt::attempt).toList(),
              shown.log(),
              shown.chosen(),
              shown.materials()));
    }
    return details;
  }

  private static int progress(TaskRecord task, List<TaskParts.Attempt> attempts) {
    if (task.is(TaskStatus.COMPLETED)) {
      return 100;
    }
    return task.is(TaskStatus.PENDING) || attempts.isEmpty() ? 0 : attempts.getLast().progress();
  }
}
