package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts failed tasks back into their queues. */
public final class RetryTasks {
  private static final int BATCH = 500;

  private final TaskRepository repository;
  private final DispatchSignal signal;
  private final Clock clock;

  public RetryTasks(TaskRepository repository, DispatchSignal signal, Clock clock) {
    this.repository = repository;
    this.signal = signal;
    this.clock = clock;
  }

  /** A failed task that was left as it is, and why. */
  public record Skipped(TaskId id, String reason) {}

  public record RetriedAll(int count, List<Skipped> skipped) {
    public RetriedAll {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * Retries one task.
   *
   * @param force even where its work may already have been done
   * @throws TaskNotFound if there is none with this id
   * @throws IllegalTaskTransition if it has not failed, or its outcome is unknown and {@code force}
   *     is not set
   */
  public Task retry(TaskId id, boolean force) {
    Task retried =
        repository
            .change(id, task -> task.retry(force, clock.instant()))
            .orElseThrow(() -> new TaskNotFound(id));
    signal.raise();
    return retried;
  }

  /** Retries every failed task that can't have done its work. */
  public RetriedAll retryAll() {
    int count = 0;
    List<Skipped> skipped = new ArrayList<>();
    long after = 0;
    List<Task> batch = repository.failedAfter(after, BATCH);
    while (!batch.isEmpty()) {
      for (Task failed : batch) {
        try {
          repository.change(failed.id(), task -> task.retry(false, clock.instant()));
          count++;
        } catch (IllegalTaskTransition refused) {
          skipped.add(new Skipped(failed.id(), refused.reason()));
        }
        after = failed.id().value();
      }
      batch = repository.failedAfter(after, BATCH);
    }
    signal.raise();
    return new RetriedAll(count, skipped);
  }
}
