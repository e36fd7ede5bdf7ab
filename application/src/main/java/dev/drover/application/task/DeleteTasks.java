package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunStopper;
import dev.drover.application.port.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Deletes tasks; running ones are stopped first. */
public final class DeleteTasks {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A task can start again between its stop and its deletion only so often. */
  private static final int ROUNDS = 3;

  private final TaskRepository repository;
  private final RunStopper stopper;
  private final DispatchSignal signal;

  public DeleteTasks(TaskRepository repository, RunStopper stopper, DispatchSignal signal) {
    this.repository = repository;
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
   * @throws IllegalTaskTransition if a running one would not end; the others are deleted, which the
   *     message says
   */
  public Deleted delete(Collection<TaskId> ids) throws InterruptedException {
    SequencedSet<TaskId> notFound = new LinkedHashSet<>(ids);
    Collection<TaskId> remaining = List.copyOf(notFound);
    int count = 0;
    for (int round = 0; round < ROUNDS && !remaining.isEmpty(); round++) {
      for (TaskId id : remaining) {
        stopper.stop(id, PATIENCE);
      }
      TaskRepository.Deletion deletion = repository.delete(remaining);
      count += deletion.deleted().size();
      notFound.removeAll(deletion.deleted());
      remaining = deletion.running();
    }
    signal.raise();
    if (!remaining.isEmpty()) {
      throw new IllegalTaskTransition(stillRunning(remaining, count));
    }
    return new Deleted(count, List.copyOf(notFound));
  }

  private static String stillRunning(Collection<TaskId> running, int deleted) {
    String ids = running.stream().map(TaskId::toString).sorted().collect(Collectors.joining(", "));
    return "still running, and could not be stopped: task "
        + ids
        + (deleted == 0 ? "" : "; deleted: " + deleted + " of the others")
        + "; try again";
  }
}
