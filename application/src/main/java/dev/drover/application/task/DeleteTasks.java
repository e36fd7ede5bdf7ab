package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunStopper;
import dev.drover.application.port.TaskQueries;
import dev.drover.application.port.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Deletes tasks; running ones are stopped first. */
public final class DeleteTasks {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A task can start again between its stop and its deletion only so often. */
  private static final int ROUNDS = 3;

  private final TaskRepository repository;
  private final TaskQueries queries;
  private final RunStopper stopper;
  private final DispatchSignal signal;

  public DeleteTasks(
      TaskRepository repository, TaskQueries queries, RunStopper stopper, DispatchSignal signal) {
    this.repository = repository;
    this.queries = queries;
    this.stopper = stopper;
    this.signal = signal;
  }

  /** What was deleted, and which ids no task has. */
  public record Deleted(int count, List<TaskId> notFound) {
    public Deleted {
      notFound = List.copyOf(notFound);
    }
  }

  /**
   * Deletes those that exist.
   *
   * @throws IllegalTaskTransition if a running one would not end; the others are deleted
   */
  public Deleted delete(Collection<TaskId> ids) throws InterruptedException {
    SequencedSet<TaskId> remaining = new LinkedHashSet<>(ids);
    int count = 0;
    for (int round = 0; round < ROUNDS && !remaining.isEmpty(); round++) {
      for (TaskId id : remaining) {
        stopper.stop(id, PATIENCE);
      }
      var deleted = repository.delete(remaining);
      count += deleted.size();
      remaining.removeAll(deleted);
    }
    signal.raise();
    List<TaskId> notFound = new ArrayList<>();
    for (TaskId id : remaining) {
      if (queries.find(id).isPresent()) {
        throw new IllegalTaskTransition(
            "task " + id + " is still running and could not be stopped; try again");
      }
      notFound.add(id);
    }
    return new Deleted(count, notFound);
  }
}
