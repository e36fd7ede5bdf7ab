package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.task.CancelTask;
import dev.drover.application.task.RescheduleTask;
import dev.drover.application.task.TaskNotFound;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskId;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;

/** Cancels and reschedules pending tasks. */
public final class PendingTaskRoutes {
  private static final String START_TIME = "start_time";

  private final CancelTask cancelTask;
  private final RescheduleTask rescheduleTask;
  private final TaskQueries queries;

  public PendingTaskRoutes(
      CancelTask cancelTask, RescheduleTask rescheduleTask, TaskQueries queries) {
    this.cancelTask = cancelTask;
    this.rescheduleTask = rescheduleTask;
    this.queries = queries;
  }

  public void register(Routes routes) {
    routes
        .at("/task/{id}/cancel")
        .post(this::cancel)
        .at("/task/{id}/reschedule")
        .post(this::reschedule);
  }

  private JsonNode cancel(ServerRequest request) {
    TaskId id = TaskPath.id(request);
    cancelTask.cancel(id);
    return view(id);
  }

  private JsonNode reschedule(ServerRequest request) {
    TaskId id = TaskPath.id(request);
    StartTime startTime = startTime(ObjectReader.ofBody(RequestBody.json(request)));
    rescheduleTask.reschedule(id, startTime);
    return view(id);
  }

  private static StartTime startTime(ObjectReader reader) {
    for (String key : reader.unknownKeys(Set.of(START_TIME))) {
      reader.invalid(key.substring(1), "is not a field of this request; there is start_time");
    }
    Optional<StartTime> startTime =
        reader.parsed(START_TIME, text -> StartTime.parse(text.strip()));
    if (!reader.has(START_TIME)) {
      reader.invalid(START_TIME, "must say when the task is to start, such as \"09:00\"");
    }
    reader.refuseIfInvalid();
    return startTime.orElseThrow();
  }

  private JsonNode view(TaskId id) {
    return TaskView.of(queries.find(id).orElseThrow(() -> new TaskNotFound(id)));
  }
}
