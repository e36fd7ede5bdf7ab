package dev.drover.application.dispatch;

import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /**
   * Stops the attempts of several tasks at the same time, so that one that does not end delays no
   * other.
   */
  public void stopAll(Collection<TaskId> ids, Duration atMost) throws InterruptedException {
    List<Callable<TaskId>> stops =
        ids.stream()
            .<Callable<TaskId>>map(
                id ->
                    () -> {
                      stop(id, atMost);
                      return id;
                    })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<TaskId> stop : threads.invokeAll(stops)) {
        ended(stop);
      }
    }
  }

  private static void ended(Future<TaskId> stop) throws InterruptedException {
    try {
      stop.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException("a stop failed", failed.getCause());
    }
  }

  private boolean isRunning(TaskId id) {
    return queries.find(id).filter(found -> found.task().is(TaskStatus.RUNNING)).isPresent();
  }
}
