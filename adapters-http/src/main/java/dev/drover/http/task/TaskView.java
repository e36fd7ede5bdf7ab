package dev.drover.http.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskQueries.LatestStep;
import dev.drover.application.port.storage.TaskQueries.RequestConfig;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskMaterial;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Obstacle.AppWaits;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskStatus;
import dev.drover.http.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A task as clients see it. */
public final class TaskView {
  /** The parameters by which a request names its targets, of which each task has one. */
  static final List<String> TARGET_KEYS =
      List.of(
          "target_users", "target_user", "target_username", "target_post_urls", "target_post_url");

  private TaskView() {}

  /**
   * As lists and events show it: with a bounded {@code script_config} that names the task's own
   * target alone.
   */
  public static ObjectNode of(TaskDetails details) {
    ObjectNode brief = brief(details.task().config());
    boolean complete = putOwnTarget(brief, details.task());
    ObjectNode view = Json.MAPPER.createObjectNode();
    put(view, details, () -> view.set("script_config", brief));
    return view.put("script_config_complete", complete);
  }

  /**
   * As it is shown alone.
   *
   * @param config the whole {@code script_config}, as JSON text
   */
  static ObjectNode whole(TaskDetails details, String config) {
    ObjectNode view = Json.MAPPER.createObjectNode();
    // As text: as a tree, a large one would take up many times as much.
    put(view, details, () -> view.putRawValue("script_config", new RawValue(config)));
    return view.put("script_config_complete", true);
  }

  private static void put(ObjectNode view, TaskDetails details, Runnable putConfig) {
    TaskRecord task = details.task();
    view.put("id", task.id().value());
    view.put("batch_id", task.batch().map(BatchId::value).orElse(null));
    view.put("serial", task.serial().orElse(null));
    view.put("username", task.username().orElse(null));
    view.put("script_name", task.scriptName());
    putConfig.run();
    view.put("target", task.target().orElse(null));
    view.put("status", task.statusCode());
    view.put("status_text", task.statusText());
    view.put("source", task.source());
    view.put("start_time", task.startTime().orElse(null));
    view.put("scheduled_at", Json.time(task.scheduledAt()));
    view.put("retry_count", task.retryCount());
    view.put("remark", remark(details));
    view.put("outcome", task.outcome().orElse(null));
    view.put("failure_code", task.failureCode().orElse(null));
    view.put("retry_safe", retrySafe(task));
    view.put("progress", details.progress());
    ArrayNode attempts = view.putArray("attempts");
    details.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    view.put("created_at", Json.time(task.createdAt()));
    view.put("started_at", task.startedAt().map(Json::time).orElse(null));
    view.put("finished_at", task.finishedAt().map(Json::time).orElse(null));
    view.put("updated_at", Json.time(task.updatedAt()));
  }

  private static ObjectNode brief(RequestConfig config) {
    try {
      return Json.MAPPER.readTree(config.brief()) instanceof ObjectNode object
          ? object
          : Json.MAPPER.createObjectNode();
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a brief script_config is not JSON", damaged);
    }
  }

  /**
   * Where a request names several targets, the task's own takes their place.
   *
   * @return whether everything else of the configuration is there
   */
  private static boolean putOwnTarget(ObjectNode brief, TaskRecord task) {
    Set<String> cut = new HashSet<>(task.config().cut());
    task.target()
        .ifPresent(
            own -> {
              for (String key : TARGET_KEYS) {
                if (brief.has(key) && (cut.remove(key) || namesSeveral(brief.path(key)))) {
                  if (brief.path(key).isArray()) {
                    brief.putArray(key).add(own);
                  } else {
                    brief.put(key, own);
                  }
                }
              }
            });
    return cut.isEmpty() && !task.config().keysLeftOut();
  }

  private static boolean namesSeveral(JsonNode targets) {
    return targets.size() > 1
        || targets.asText().chars().anyMatch(c -> c == ',' || c == '\n' || c == '\r');
  }

  /** A task that a dry run does not create. */
  static ObjectNode planned(NewTask task) {
    return Json.MAPPER
        .createObjectNode()
        .put("serial", task.target().serial().map(serial -> serial.value()).orElse(null))
        .put("username", task.target().username().map(username -> username.value()).orElse(null))
        .put("script_name", task.script().script().wireName())
        .put("target", task.script().script().target().orElse(null))
        .put("scheduled_at", Json.time(task.scheduledAt()));
  }

  /** Returns the last step of a running task, as listeners to events see it. */
  public static ObjectNode step(LatestStep latest) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", latest.id().value())
        .put("serial", latest.serial().orElse(null))
        .put("attempt", latest.attempt())
        .put("at", Json.time(latest.step().at()))
        .put("step", latest.step().description())
        .put("progress", latest.step().progress());
  }

  static ArrayNode log(List<TaskStep> steps) {
    ArrayNode log = Json.MAPPER.createArrayNode();
    for (TaskStep step : steps) {
      log.addObject()
          .put("at", Json.time(step.at()))
          .put("step", step.description())
          .put("progress", step.progress());
    }
    return log;
  }

  /** Of what a newer version records under other names, all values are shown. */
  static ObjectNode chosen(Map<String, List<String>> chosen) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    Map<String, List<String>> unknown = new TreeMap<>(chosen);
    for (Choice.Name name : Choice.Name.values()) {
      List<String> values = Optional.ofNullable(unknown.remove(name.wireName())).orElse(List.of());
      if (name.many() && !values.isEmpty()) {
        values.forEach(object.putArray(name.wireName())::add);
      } else if (!values.isEmpty()) {
        object.put(name.wireName(), values.getLast());
      }
    }
    unknown.forEach((name, values) -> values.forEach(object.putArray(name)::add));
    return object;
  }

  static ArrayNode materials(List<TaskMaterial> materials) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (TaskMaterial material : materials) {
      array
          .addObject()
          .put("name", material.name())
          .put("source", material.fromLibrary() ? "library" : "folder")
          .put("used", material.used());
    }
    return array;
  }

  /** What keeps it waiting now, and its stored remark. */
  private static @Nullable String remark(TaskDetails details) {
    Optional<String> remark =
        details
            .task()
            .remark()
            .filter(words -> !isOutdated(words, details))
            .map(words -> waitsForBudget(details) ? withCall(words, details) : words);
    return ObstacleText.of(details.obstacles())
        .map(obstacle -> remark.map(before -> obstacle + "; " + before).orElse(obstacle))
        .or(() -> remark)
        .orElse(null);
  }

  /** Its last attempt went back because its app waits; how that stands now, the obstacle tells. */
  private static boolean isOutdated(String remark, TaskDetails details) {
    return remark.startsWith(AppWaits.WAITS)
        && details.obstacles().stream().anyMatch(AppWaits.class::isInstance);
  }

  /** Whether its last attempt ended because a daily budget was used up. */
  private static boolean waitsForBudget(TaskDetails details) {
    return details.task().is(TaskStatus.PENDING)
        && !details.attempts().isEmpty()
        && details
            .attempts()
            .getLast()
            .failureCode()
            .filter(FailureCode.BUDGET_EXHAUSTED.wireName()::equals)
            .isPresent();
  }

  /** The account that is in use is known to the remark alone. */
  private static String withCall(String remark, TaskDetails details) {
    return remark
        + "; PUT /accounts/"
        + details.task().account().map(AccountId::toString).orElse("{id}")
        + "/budget";
  }

  /** Of a failed task; what this version does not know may have had an effect. */
  private static @Nullable Boolean retrySafe(TaskRecord task) {
    return task.is(TaskStatus.FAILED)
        ? task.outcome().filter(Outcome.NO_EFFECT.wireName()::equals).isPresent()
        : null;
  }

  private static ObjectNode attempt(AttemptRecord attempt) {
    return Json.MAPPER
        .createObjectNode()
        .put("number", attempt.number())
        .put("node", attempt.node())
        .put("started_at", Json.time(attempt.startedAt()))
        .put("ended_at", attempt.endedAt().map(Json::time).orElse(null))
        .put("outcome", attempt.outcome().orElse(null))
        .put("failure_code", attempt.failureCode().orElse(null))
        .put("remark", attempt.remark().orElse(null));
  }
}
