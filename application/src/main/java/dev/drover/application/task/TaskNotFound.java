package dev.drover.application.task;

import dev.drover.domain.task.TaskId;

/** No task has this id; nothing was changed. The message is for the user. */
public final class TaskNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TaskNotFound(TaskId id) {
    super("there is no task " + id);
  }
}
