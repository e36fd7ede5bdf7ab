package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.application.port.storage.TaskQueries.RequestConfig;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.task.BriefConfig;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.SelectOnConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks for display: the stored values without interpretation. The database truncates long
 * texts, so the rest is not even transferred.
 */
final class TaskRecords {
  /** The most characters of a name or code, which is more than any has. */
  private static final int MOST_IN_NAME = 200;

  private static final Field<String> SERIAL = bounded(TASK.SERIAL, MOST_IN_NAME);
  private static final Field<String> REMARK = bounded(TASK.REMARK, ColumnValues.MOST_CHARACTERS);
  private static final Field<String> OUTCOME = bounded(TASK.OUTCOME, MOST_IN_NAME);
  private static final Field<String> FAILURE_CODE = bounded(TASK.FAILURE_CODE, MOST_IN_NAME);
  private static final Field<String> SCRIPT_NAME = bounded(TASK_DETAIL.SCRIPT_NAME, MOST_IN_NAME);
  private static final Field<String> SOURCE = bounded(TASK_DETAIL.SOURCE, MOST_IN_NAME);
  private static final Field<String> USERNAME = bounded(TASK_DETAIL.USERNAME, MOST_IN_NAME);
  private static final Field<String> START_TIME = bounded(TASK_DETAIL.START_TIME, MOST_IN_NAME);

  /** The script's target, or null if it has none. */
  private static final Field<String> TARGET =
      DSL.field(
              "left({0} ->> 'target', {1})",
              String.class, TASK_DETAIL.SCRIPT, DSL.inline(ColumnValues.MOST_CHARACTERS))
          .as("target_text");

  private static final Field<Integer> CONFIG_SIZE =
      DSL.octetLength(TASK_CONFIG.CONFIG).as("config_size");

  private static final Field<?>[] COLUMNS = {
    TASK.ID,
    SERIAL,
    TASK.STATUS,
    TASK.SCHEDULED_AT,
    TASK.ATTEMPT_COUNT,
    TASK.RETRY_COUNT,
    TASK.STARTED_AT,
    TASK.FINISHED_AT,
    OUTCOME,
    FAILURE_CODE,
    REMARK,
    TASK.UPDATED_AT,
    SCRIPT_NAME,
    TARGET,
    SOURCE,
    TASK_DETAIL.ACCOUNT_ID,
    USERNAME,
    START_TIME,
    TASK_DETAIL.CREATED_AT,
    TASK_CONFIG.ID,
    TASK_CONFIG.BATCH_ID,
    TASK_CONFIG.BRIEF,
    CONFIG_SIZE
  };

  private TaskRecords() {}

  /** Selects the first characters of a column. */
  static Field<String> bounded(Field<String> column, int most) {
    return DSL.left(column, DSL.inline(most)).as(column.getName() + "_shown");
  }

  /** Returns the columns of a task's row, and further ones that are read by their names. */
  static Field<?>[] with(Field<?>... further) {
    return Stream.concat(Arrays.stream(COLUMNS), Arrays.stream(further)).toArray(Field<?>[]::new);
  }

  static SelectConditionStep<Record> select(
      DSLContext sql, Field<?>[] columns, Condition condition) {
    return sql.select(columns)
        .from(TASK)
        .join(TASK_DETAIL)
        .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
        .join(TASK_CONFIG)
        .on(TASK_CONFIG.ID.eq(TASK_DETAIL.CONFIG_ID))
        .where(condition);
  }

  /** Selects the tasks of a page, whose ids are its column {@link FilteredTasks#ID}. */
  static SelectOnConditionStep<Record> select(
      DSLContext sql, Field<?>[] columns, Table<Record1<Long>> page) {
    return sql.select(columns)
        .from(page)
        .join(TASK)
        .on(TASK.ID.eq(FilteredTasks.ID))
        .join(TASK_DETAIL)
        .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
        .join(TASK_CONFIG)
        .on(TASK_CONFIG.ID.eq(TASK_DETAIL.CONFIG_ID));
  }

  /** Converts selected rows to tasks, in the same order. */
  static List<TaskRecord> of(DSLContext sql, List<Record> rows) {
    Map<Long, RequestConfig> configs = new HashMap<>();
    return rows.stream()
        .map(
            row ->
                task(
                    row,
                    configs.computeIfAbsent(row.get(TASK_CONFIG.ID), id -> config(sql, id, row))))
        .toList();
  }

  private static RequestConfig config(DSLContext sql, long id, Record row) {
    RequestConfig config =
        BriefConfig.read(
            Optional.ofNullable(row.get(TASK_CONFIG.BRIEF)).orElseGet(() -> brief(sql, id)),
            row.get(CONFIG_SIZE));
    return TaskParts.shortConfig(row).map(config::asGiven).orElse(config);
  }

  /**
   * Creates and stores the short form of a configuration that a server of the previous version
   * inserted without one. Synchronized, so that only one such configuration, of any size, is in
   * memory at a time.
   */
  private static String brief(DSLContext sql, long config) {
    synchronized (TaskRecords.class) {
      Optional<String> meanwhile =
          sql.select(TASK_CONFIG.BRIEF)
              .from(TASK_CONFIG)
              .where(TASK_CONFIG.ID.eq(config))
              .fetchOptional(TASK_CONFIG.BRIEF);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      String brief =
          BriefConfig.write(
              sql.select(TASK_CONFIG.CONFIG)
                  .from(TASK_CONFIG)
                  .where(TASK_CONFIG.ID.eq(config))
                  .fetchOptional(TASK_CONFIG.CONFIG)
                  .orElse("{}"));
      sql.update(TASK_CONFIG)
          .set(TASK_CONFIG.BRIEF, brief)
          .where(TASK_CONFIG.ID.eq(config))
          .execute();
      return brief;
    }
  }

  private static TaskRecord task(Record row, RequestConfig config) {
    String scriptName = row.get(SCRIPT_NAME);
    return new TaskRecord(
        new TaskId(row.get(TASK.ID)),
        Optional.ofNullable(row.get(TASK_CONFIG.BATCH_ID)).map(BatchId::new),
        Optional.ofNullable(row.get(SERIAL)),
        Optional.ofNullable(row.get(TASK_DETAIL.ACCOUNT_ID)).map(AccountId::new),
        Optional.ofNullable(row.get(USERNAME)),
        scriptName,
        Optional.ofNullable(row.get(TARGET)).map(target -> shown(scriptName, target)),
        config,
        row.get(SOURCE),
        Optional.ofNullable(row.get(START_TIME)),
        row.get(TASK.SCHEDULED_AT).toInstant(),
        row.get(TASK.STATUS),
        Optional.ofNullable(row.get(REMARK)),
        Optional.ofNullable(row.get(OUTCOME)),
        Optional.ofNullable(row.get(FAILURE_CODE)),
        row.get(TASK.ATTEMPT_COUNT),
        row.get(TASK.RETRY_COUNT),
        row.get(TASK_DETAIL.CREATED_AT).toInstant(),
        instant(row.get(TASK.STARTED_AT)),
        instant(row.get(TASK.FINISHED_AT)),
        row.get(TASK.UPDATED_AT).toInstant());
  }

  /** Writes usernames with their @. */
  private static String shown(String scriptName, String target) {
    boolean isUser = scriptName.equals("follow") || scriptName.equals("unfollow");
    return isUser ? "@" + target : target;
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
