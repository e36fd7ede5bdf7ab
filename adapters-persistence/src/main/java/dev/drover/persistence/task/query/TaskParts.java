package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.QUEUE_SETTING;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskQueries.TaskMaterial;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.material.SourceKey;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.task.ChosenColumn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What other tables say of a task, as columns of its row: JSON arrays of arrays, so that a task is
 * read by one statement. Times are microseconds since 1970, as exact as PostgreSQL keeps them.
 */
final class TaskParts {
  /** Longer logs lose their first steps. */
  private static final int STEPS_SHOWN = 200;

  /** Older attempts are not shown; a task may be retried without limit. */
  private static final int MOST_ATTEMPTS = 100;

  private static final int MOST_ATTEMPTS_IN_LISTS = 10;

  /** A longer configuration is read by a statement of its own, once there is memory for it. */
  private static final int SHORT_CONFIG = 4 * 1024;

  private static final JsonMapper JSON = new JsonMapper();

  static final Field<String> ATTEMPTS = attempts(MOST_ATTEMPTS);
  static final Field<String> ATTEMPTS_IN_LISTS = attempts(MOST_ATTEMPTS_IN_LISTS);

  static final Field<String> LOG =
      text(
          """
          SELECT json_agg(json_build_array(
            (extract(epoch FROM at) * 1000000)::bigint, left(description, {1}), progress) ORDER BY id)
          FROM (SELECT * FROM task_step WHERE task_id = {0} ORDER BY id DESC LIMIT {2}) AS last_steps
          """,
          "log", ColumnValues.MOST_CHARACTERS, STEPS_SHOWN);

  static final Field<String> MATERIALS =
      text(
          """
          SELECT json_agg(json_build_array(name, source_key, used_at IS NOT NULL) ORDER BY attempt, place)
          FROM material_use WHERE task_id = {0}
          """,
          "materials");

  /** What the last attempt chose. */
  static final Field<JSONB> CHOSEN =
      DSL.field(
              "(SELECT chosen FROM task_attempt WHERE task_id = {0} AND number = {1})",
              JSONB.class, TASK.ID, TASK.ATTEMPT_COUNT)
          .as("chosen");

  /** Since when the queue is paused, or null: the same in all rows. */
  static final Field<OffsetDateTime> PAUSED_SINCE =
      DSL.field(DSL.select(QUEUE_SETTING.PAUSED_SINCE).from(QUEUE_SETTING))
          .as("queue_paused_since");

  /** The configuration as given, or null if it is long. */
  static final Field<String> CONFIG =
      DSL.when(DSL.octetLength(TASK_CONFIG.CONFIG).le(DSL.inline(SHORT_CONFIG)), TASK_CONFIG.CONFIG)
          .as("short_config");

  private TaskParts() {}

  private static Field<String> attempts(int most) {
    return text(
        """
        SELECT json_agg(json_build_array(
          number, node, (extract(epoch FROM started_at) * 1000000)::bigint,
          (extract(epoch FROM ended_at) * 1000000)::bigint,
          outcome, failure_code, left(remark, {1}), progress) ORDER BY number)
        FROM task_attempt WHERE task_id = {0} AND number > task.attempt_count - {2}
        """,
        "attempts", ColumnValues.MOST_CHARACTERS, most);
  }

  private static Field<String> text(String query, String name, int... numbers) {
    Field<?>[] parts = new Field<?>[numbers.length + 1];
    parts[0] = TASK.ID;
    for (int i = 0; i < numbers.length; i++) {
      parts[i + 1] = DSL.inline(numbers[i]);
    }
    return DSL.field("(" + query + ")::text", String.class, parts).as(name);
  }

  /** An attempt, and the progress of its last step. */
  record Attempt(AttemptRecord attempt, int progress) {}

  static List<Attempt> attempts(Record row) {
    return read(row.get(ATTEMPTS.getName(), String.class), TaskParts::attempt);
  }

  private static Attempt attempt(JsonNode values) {
    return new Attempt(
        new AttemptRecord(
            values.path(0).intValue(),
            values.path(1).textValue(),
            instant(values.path(2)),
            given(values.path(3)).map(TaskParts::instant),
            given(values.path(4)).map(JsonNode::textValue),
            given(values.path(5)).map(JsonNode::textValue),
            given(values.path(6)).map(JsonNode::textValue)),
        values.path(7).intValue());
  }

  /** Returns the last steps, oldest first. */
  static List<TaskStep> log(Record row) {
    return read(
        row.get(LOG),
        values ->
            new TaskStep(
                instant(values.path(0)), values.path(1).textValue(), values.path(2).intValue()));
  }

  static List<TaskMaterial> materials(Record row) {
    return read(
        row.get(MATERIALS),
        values ->
            new TaskMaterial(
                values.path(0).textValue(),
                new SourceKey(values.path(1).textValue()).isOfLibrary(),
                values.path(2).booleanValue()));
  }

  /** Returns since when the queue is paused. */
  static Optional<Instant> pausedSince(List<Record> rows) {
    return rows.stream()
        .findFirst()
        .flatMap(row -> Optional.ofNullable(row.get(PAUSED_SINCE)))
        .map(OffsetDateTime::toInstant);
  }

  /** Returns the configuration as given, if it was selected and is short. */
  static Optional<String> shortConfig(Record row) {
    return row.indexOf(CONFIG) < 0 ? Optional.empty() : Optional.ofNullable(row.get(CONFIG));
  }

  static Map<String, List<String>> chosen(Record row) {
    return ChosenColumn.read(row.get(CHOSEN));
  }

  private static Optional<JsonNode> given(JsonNode value) {
    return Optional.of(value).filter(node -> !node.isNull());
  }

  private static Instant instant(JsonNode microseconds) {
    return Instant.EPOCH.plus(microseconds.longValue(), ChronoUnit.MICROS);
  }

  private static <T> List<T> read(@Nullable String array, Function<JsonNode, T> element) {
    if (array == null) {
      return List.of();
    }
    try {
      return StreamSupport.stream(JSON.readTree(array).spliterator(), false).map(element).toList();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("PostgreSQL's JSON can't be read", impossible);
    }
  }
}
