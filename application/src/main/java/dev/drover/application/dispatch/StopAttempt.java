package dev.drover.application.dispatch;

import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Stops attempts at a person's request, on whichever node they run. */
public final class StopAttempt {
  private final TaskRepository repository;
  private final TaskQueries queries;
  private final QueueEvents events;
  private final RunningAttempts running;

  public StopAttempt(
      TaskRepository repository, TaskQueries queries, QueueEvents events, RunningAttempts running) {
    this.repository = repository;
    this.queries = queries;
    this.events = events;
    this.running = running;
  }

  /** Stops the task's attempt, if one runs, and waits until its end is recorded. */
  public void stop(TaskId id, Duration atMost) throws InterruptedException {
    if (running.stop(id, atMost) || !isRunning(id)) {
      return;
    }
    Semaphore changed = new Semaphore(0);
    long deadline = System.nanoTime() + atMost.toNanos();
    try (QueueEvents.Subscription _ =
        events.subscribe(
            event -> {
              if (event instanceof QueueEvent.TaskChanged task && task.id().equals(id)) {
                changed.release();
              }
            })) {
      repository.requestStop(id);
      while (isRunning(id)
          && changed.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        changed.drainPermits();
      }
    }
  }

  private boolean isRunning(TaskId id) {
    return queries.find(id).filter(found -> found.task().is(TaskStatus.RUNNING)).isPresent();
  }
}
