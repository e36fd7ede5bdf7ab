package dev.drover.application.task;

import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.time.Clock;

/** Cancels a pending task at a person's request. Its history is kept. */
public final class CancelTask {
  private final TaskRepository repository;
  private final Clock clock;

  public CancelTask(TaskRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * Cancels the task. A repeat is safe: a task that is already cancelled stays as it is.
   *
   * @throws TaskNotFound if there is none with this id
   * @throws IllegalTaskTransition if it runs or has ended
   */
  public Task cancel(TaskId id) {
    return repository
        .change(id, task -> task.cancel(clock.instant()))
        .orElseThrow(() -> new TaskNotFound(id));
  }
}
