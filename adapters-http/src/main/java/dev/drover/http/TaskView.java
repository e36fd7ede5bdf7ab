package dev.drover.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.TaskQueries.AttemptRecord;
import dev.drover.application.port.TaskQueries.TaskDetails;
import dev.drover.application.port.TaskQueries.TaskMaterial;
import dev.drover.application.port.TaskStep;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as clients see it. */
final class TaskView {
  private TaskView() {}

  static ObjectNode of(TaskDetails details) {
    Task task = details.task();
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("id", task.id().value());
    view.put("serial", task.target().serial().map(serial -> serial.value()).orElse(null));
    view.put("username", task.target().username().map(username -> username.value()).orElse(null));
    view.put("script_name", task.script().name().wireName());
    view.set("script_config", config(task));
    view.put("target", target(task.script()));
    view.put("status", task.status().code());
    view.put("status_text", task.status().wireName());
    view.put("source", task.source().wireName());
    view.put("start_time", task.startTime().map(StartTime::text).orElse(null));
    view.put("scheduled_at", time(task.scheduledAt()));
    view.put("retry_count", task.retryCount());
    putEnd(view, task.state());
    details.obstacle().ifPresent(obstacle -> view.put("remark", waits(obstacle, task.state())));
    view.put("progress", details.progress());
    ArrayNode attempts = view.putArray("attempts");
    details.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    view.put("created_at", time(task.createdAt()));
    view.put("started_at", startedAt(task.state()).map(TaskView::time).orElse(null));
    view.put("finished_at", finishedAt(task.state()).map(TaskView::time).orElse(null));
    view.put("updated_at", time(task.updatedAt()));
    return view;
  }

  /** A task that a dry run does not create. */
  static ObjectNode planned(NewTask task) {
    return Json.MAPPER
        .createObjectNode()
        .put("serial", task.target().serial().map(serial -> serial.value()).orElse(null))
        .put("username", task.target().username().map(username -> username.value()).orElse(null))
        .put("script_name", task.script().name().wireName())
        .put("target", target(task.script()))
        .put("scheduled_at", time(task.scheduledAt()));
  }

  static ArrayNode log(List<TaskStep> steps) {
    ArrayNode log = Json.MAPPER.createArrayNode();
    for (TaskStep step : steps) {
      log.addObject()
          .put("at", time(step.at()))
          .put("step", step.description())
          .put("progress", step.progress());
    }
    return log;
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

  private static JsonNode config(Task task) {
    try {
      return Json.MAPPER.readTree(task.configAsGiven());
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException(
          "the stored script_config of task " + task.id() + " is not JSON", damaged);
    }
  }

  /** Whom or what this one of the request's tasks is about, where there is one. */
  static @Nullable String target(Script script) {
    return switch (script) {
      case FollowScript follow -> follow.target().handle();
      case UnfollowScript unfollow -> unfollow.target().handle();
      case CommentScript comment -> comment.target().value();
      case PostScript post -> null;
      case AccountWarmupScript warmup -> null;
    };
  }

  /** What stands in its way now, and what it had waited for before that. */
  private static String waits(String obstacle, TaskState state) {
    return state instanceof TaskState.Pending pending
        ? pending.remark().map(remark -> obstacle + "; " + remark).orElse(obstacle)
        : obstacle;
  }

  private static void putEnd(ObjectNode view, TaskState state) {
    switch (state) {
      case TaskState.Pending pending ->
          putEnd(view, pending.remark().orElse(null), null, null, null);
      case TaskState.Running running -> putEnd(view, null, null, null, null);
      case TaskState.Completed completed ->
          putEnd(view, completed.remark().orElse(null), completed.outcome(), null, null);
      case TaskState.Failed failed ->
          putEnd(
              view,
              failed.failure().remark(),
              failed.failure().outcome(),
              failed.failure().code(),
              failed.failure().retrySafe());
    }
  }

  private static void putEnd(
      ObjectNode view,
      @Nullable String remark,
      @Nullable Outcome outcome,
      @Nullable FailureCode failureCode,
      @Nullable Boolean retrySafe) {
    view.put("remark", remark);
    view.put("outcome", outcome == null ? null : outcome.wireName());
    view.put("failure_code", failureCode == null ? null : failureCode.wireName());
    view.put("retry_safe", retrySafe);
  }

  private static ObjectNode attempt(AttemptRecord attempt) {
    return Json.MAPPER
        .createObjectNode()
        .put("number", attempt.number())
        .put("node", attempt.node().value())
        .put("started_at", time(attempt.startedAt()))
        .put("ended_at", attempt.endedAt().map(TaskView::time).orElse(null))
        .put("outcome", attempt.outcome().map(Outcome::wireName).orElse(null))
        .put("failure_code", attempt.failureCode().map(FailureCode::wireName).orElse(null))
        .put("remark", attempt.remark().orElse(null));
  }

  private static Optional<Instant> startedAt(TaskState state) {
    return switch (state) {
      case TaskState.Pending pending -> Optional.empty();
      case TaskState.Running running -> Optional.of(running.startedAt());
      case TaskState.Completed completed -> Optional.of(completed.startedAt());
      case TaskState.Failed failed -> Optional.of(failed.startedAt());
    };
  }

  private static Optional<Instant> finishedAt(TaskState state) {
    return switch (state) {
      case TaskState.Pending pending -> Optional.empty();
      case TaskState.Running running -> Optional.empty();
      case TaskState.Completed completed -> Optional.of(completed.finishedAt());
      case TaskState.Failed failed -> Optional.of(failed.finishedAt());
    };
  }

  /** RFC 3339 in UTC, to the millisecond. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
