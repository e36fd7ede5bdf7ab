package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.task.ChangeTasks;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.Scalar;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnsupportedScript;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.PlainValues;
import dev.drover.http.json.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads which tasks a client means: from the query of a list, or from a body. */
final class TaskFilterReader {
  private static final long MOST_ID = Long.MAX_VALUE / 10;

  private static final List<String> NAMES =
      List.of(
          "status",
          "serial",
          "script_name",
          "source",
          "username",
          "task_id_lt",
          "batch_id",
          "ids",
          "outcome",
          "failure_code");

  private static final List<String> STATUSES =
      Arrays.stream(TaskStatus.values())
          .map(status -> status.code() + " or " + status.wireName())
          .toList();

  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();

  private static final List<String> FAILURE_CODES =
      Arrays.stream(FailureCode.values()).map(FailureCode::wireName).toList();

  private final ScriptTypes scripts;

  TaskFilterReader(ScriptTypes scripts) {
    this.scripts = scripts;
  }

  TaskFilter read(QueryParameters query) {
    return new TaskFilter(
        query.choice("status", TaskStatus::ofText, joined(STATUSES)),
        query.text("serial"),
        query.choice("script_name", this::knownScript, "the names of the scripts"),
        query.choice("source", TaskSource::ofWireName, "api, ui"),
        query.parsed("username", Username::parse),
        query.number("task_id_lt", 1, MOST_ID).map(TaskId::new),
        query.number("batch_id", 1, MOST_ID).map(BatchId::new),
        query.parsed("ids", TaskIds::parse),
        query.choice("outcome", TaskFilterReader::outcome, joined(OUTCOMES)),
        query.choice("failure_code", TaskFilterReader::failureCode, joined(FAILURE_CODES)));
  }

  /** Reads the fields of an object. One that is there says something: blank text is refused. */
  TaskFilter read(ObjectReader body) {
    for (String key : body.unknownKeys(NAMES)) {
      body.invalid(
          key.substring(key.lastIndexOf('/') + 1),
          "is not a field of a filter; there are " + joined(NAMES));
    }
    return new TaskFilter(
        choice(body, "status", TaskStatus::ofText, joined(STATUSES)),
        choice(body, "serial", Optional::of, "a phone's serial or ADB address"),
        choice(body, "script_name", this::knownScript, "the names of the scripts"),
        choice(body, "source", TaskSource::ofWireName, "api, ui"),
        body.parsed("username", Username::parse),
        id(body, "task_id_lt").map(TaskId::new),
        id(body, "batch_id").map(BatchId::new),
        ids(body),
        choice(body, "outcome", TaskFilterReader::outcome, joined(OUTCOMES)),
        choice(body, "failure_code", TaskFilterReader::failureCode, joined(FAILURE_CODES)));
  }

  /** Whether a filter names anything that tasks have in common. */
  static boolean selects(TaskFilter filter) {
    return filter.status().isPresent()
        || filter.serial().isPresent()
        || filter.scriptName().isPresent()
        || filter.source().isPresent()
        || filter.username().isPresent()
        || filter.batch().isPresent()
        || filter.ids().isPresent()
        || filter.outcome().isPresent()
        || filter.failureCode().isPresent();
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }

  private Optional<String> knownScript(String name) {
    return scripts
        .find(name)
        .map(ScriptType::name)
        .or(() -> UnsupportedScript.ofWireName(name).map(UnsupportedScript::wireName));
  }

  private static Optional<Outcome> outcome(String name) {
    return Arrays.stream(Outcome.values()).filter(one -> one.wireName().equals(name)).findFirst();
  }

  private static Optional<FailureCode> failureCode(String name) {
    return Arrays.stream(FailureCode.values())
        .filter(one -> one.wireName().equals(name))
        .findFirst();
  }

  /** Text, or a number as such. */
  private static <T> Optional<T> choice(
      ObjectReader body, String name, Function<String, Optional<T>> find, String allowed) {
    if (!body.has(name)) {
      return Optional.empty();
    }
    JsonNode given = body.node().path(name);
    Optional<T> found =
        given.isValueNode()
            ? Optional.of(given.asText().strip()).filter(text -> !text.isEmpty()).flatMap(find)
            : Optional.empty();
    if (found.isEmpty()) {
      body.invalid(name, "must be one of " + allowed);
    }
    return found;
  }

  private static Optional<Long> id(ObjectReader body, String name) {
    if (!body.has(name)) {
      return Optional.empty();
    }
    Optional<Long> id = whole(body.node().path(name));
    if (id.isEmpty()) {
      body.invalid(name, "must be an integer from 1 to " + MOST_ID);
    }
    return id;
  }

  private static Optional<Set<TaskId>> ids(ObjectReader body) {
    if (!body.has("ids")) {
      return Optional.empty();
    }
    JsonNode array = body.node().path("ids");
    if (!array.isArray() || array.isEmpty() || array.size() > ChangeTasks.MOST_TASKS) {
      body.invalid("ids", "must be an array of 1 to " + ChangeTasks.MOST_TASKS + " task ids");
      return Optional.empty();
    }
    Set<TaskId> ids = new LinkedHashSet<>();
    for (int i = 0; i < array.size(); i++) {
      Optional<Long> id = whole(array.path(i));
      if (id.isEmpty()) {
        body.invalid("ids/" + i, "must be a task id, a positive integer");
      }
      id.map(TaskId::new).ifPresent(ids::add);
    }
    return Optional.of(ids);
  }

  private static Optional<Long> whole(JsonNode given) {
    return PlainValues.value(given).flatMap(value -> Scalar.whole(value, 1, MOST_ID));
  }
}
