package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Moves a pending task to another time. */
public final class RescheduleTask {
  private final TaskRepository repository;
  private final DispatchSignal signal;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * @param zone in which {@code "HH:MM"} start times are meant
   */
  public RescheduleTask(
      TaskRepository repository, DispatchSignal signal, Clock clock, ZoneId zone) {
    this.repository = repository;
    this.signal = signal;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Moves the task. A start time in the past makes it due at once. A repeat is safe.
   *
   * @throws TaskNotFound if there is none with this id
   * @throws IllegalTaskTransition if it is not pending
   */
  public Task reschedule(TaskId id, StartTime startTime) {
    Task moved =
        repository
            .change(
                id,
                task -> {
                  Instant now = clock.instant();
                  return task.reschedule(startTime, startTime.dueFrom(now, zone), now);
                })
            .orElseThrow(() -> new TaskNotFound(id));
    signal.raise();
    return moved;
  }
}
