package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes tasks; running ones are stopped first. */
public final class DeleteTasks {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Bounds the rounds, since a task may start again between its stop and its deletion. */
  private static final int ROUNDS = 3;

  private final TaskRepository repository;
  private final StopAttempt stopper;
  private final DispatchSignal signal;

  public DeleteTasks(TaskRepository repository, StopAttempt stopper, DispatchSignal signal) {
    this.repository = repository;
    this.stopper = stopper;
    this.signal = signal;
  }

  /** What was deleted, and which ids no task has. */
  public record Deleted(int count, Set<TaskId> notFound) {
    public Deleted {
      notFound = Set.copyOf(notFound);
    }
  }

  /**
   * Deletes the tasks that exist.
   *
   * @throws IllegalTaskTransition if a running task could not be stopped; the others are deleted,
   *     and the message says so
   */
  public Deleted delete(Collection<TaskId> ids) throws InterruptedException {
    SequencedSet<TaskId> notFound = new LinkedHashSet<>(ids);
    // Usually only a few tasks run and need a stop.
    TaskRepository.Deletion deletion = repository.delete(notFound);
    int count = deletion.deleted().size();
    notFound.removeAll(deletion.deleted());
    for (int round = 0; round < ROUNDS && !deletion.running().isEmpty(); round++) {
      stopper.stopAll(deletion.running(), PATIENCE);
      deletion = repository.delete(deletion.running());
      count += deletion.deleted().size();
      notFound.removeAll(deletion.deleted());
    }
    Collection<TaskId> remaining = deletion.running();
    signal.raise();
    if (!remaining.isEmpty()) {
      throw new IllegalTaskTransition(stillRunning(remaining, count));
    }
    return new Deleted(count, notFound);
  }

  private static String stillRunning(Collection<TaskId> running, int deleted) {
    String ids = running.stream().map(TaskId::toString).sorted().collect(Collectors.joining(", "));
    return "still running, and could not be stopped: task "
        + ids
        + (deleted == 0 ? "" : "; deleted: " + deleted + " of the others")
        + "; try again";
  }
}
