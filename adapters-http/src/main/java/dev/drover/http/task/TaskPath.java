package dev.drover.http.task;

import dev.drover.domain.task.TaskId;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.PathId;
import io.helidon.webserver.http.ServerRequest;

/** The paths below {@code /task/{id}}. */
final class TaskPath {
  private TaskPath() {}

  /**
   * The task that a path names; there may be none with this id.
   *
   * @throws ApiError 40001 if it is not a number, 40401 if no task can have it
   */
  static TaskId id(ServerRequest request) {
    return new TaskId(
        PathId.read(
            request,
            "id",
            "task_id",
            "must be a task's id, a positive integer",
            text ->
                new ApiError(
                    ErrorCode.NOT_FOUND, "there is no task " + text + "; GET /task lists tasks")));
  }
}
