package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskBrief;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Stops, retries or deletes all tasks that match a filter, at a person's request. Works in batches,
 * each of which is one transaction; a repeat is safe, and does the rest.
 */
public final class ChangeTasks {
  /** The most tasks that one call changes. */
  public static final int MOST_TASKS = 10_000;

  /** Tasks in one transaction, few enough that no other statement waits long for their locks. */
  private static final int BATCH = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TaskRepository repository;
  private final TaskQueries queries;
  private final AccountDirectory accounts;
  private final DeleteTasks deleteTasks;
  private final StopAttempt stopper;
  private final DispatchSignal signal;
  private final Clock clock;

  public ChangeTasks(
      TaskRepository repository,
      TaskQueries queries,
      AccountDirectory accounts,
      DeleteTasks deleteTasks,
      StopAttempt stopper,
      DispatchSignal signal,
      Clock clock) {
    this.repository = repository;
    this.queries = queries;
    this.accounts = accounts;
    this.deleteTasks = deleteTasks;
    this.stopper = stopper;
    this.signal = signal;
    this.clock = clock;
  }

  /** What a person wants to be done. */
  public enum Action {
    STOP,
    RETRY,
    DELETE
  }

  /** What an action comes to for one task. */
  public enum Change {
    /** It waits, and is cancelled. */
    CANCEL,
    /** It runs, and is stopped. */
    STOP,
    /** It has failed, and is queued again. */
    RETRY,
    /** A person has cancelled it, and it is queued again. */
    RETRY_CANCELLED,
    DELETE,
    /** It runs, is stopped, and then deleted. */
    STOP_AND_DELETE
  }

  /** Why a task is left as it is. */
  public enum Obstacle {
    /** Stop: it has ended. */
    ENDED,
    /** Retry: it has not failed. */
    NOT_FAILED,
    /** Retry: it may have done its work already, so that only a person may retry it, by itself. */
    MAY_HAVE_WORKED,
    /** Retry: its account was deleted. */
    ACCOUNT_DELETED,
    /** It was told to stop, and has not ended yet. */
    STILL_RUNNING
  }

  /**
   * What is, or would be, done.
   *
   * @param newest the newest task that matches; a filter for older ones has no later ones match
   * @param more whether more than {@value #MOST_TASKS} tasks match, of which the newest are here
   */
  public record Outline(
      Optional<TaskId> newest,
      boolean more,
      Map<Change, List<TaskId>> changes,
      Map<Obstacle, List<TaskId>> skipped) {
    public Outline {
      changes = Map.copyOf(changes);
      skipped = Map.copyOf(skipped);
    }
  }

  /** Says what {@link #change} would do now. Changes nothing. */
  public Outline plan(Action action, TaskFilter filter) {
    return outline(found(action, filter));
  }

  /**
   * Does it to the tasks that match now.
   *
   * @return what was done; a task that changed meanwhile counts as what it turned out to be
   */
  public Outline change(Action action, TaskFilter filter) throws InterruptedException {
    Found found = found(action, filter);
    switch (action) {
      case STOP -> stop(found);
      case RETRY -> retry(found);
      case DELETE -> delete(found);
    }
    signal.raise();
    return outline(found);
  }

  /** The tasks that match, by what is to be done. Changed while it is done. */
  private record Found(
      Optional<TaskId> newest,
      boolean more,
      Map<Change, List<TaskId>> changes,
      Map<Obstacle, List<TaskId>> skipped) {

    void put(Change change, TaskId id) {
      changes.computeIfAbsent(change, _ -> new ArrayList<>()).add(id);
    }

    void skip(Obstacle obstacle, TaskId id) {
      skipped.computeIfAbsent(obstacle, _ -> new ArrayList<>()).add(id);
    }

    /** Takes the tasks back that a change was planned for. */
    List<TaskId> take(Change change) {
      return Optional.ofNullable(changes.remove(change)).orElse(List.of());
    }
  }

  private static Outline outline(Found found) {
    return new Outline(found.newest(), found.more(), found.changes(), found.skipped());
  }

  private Found found(Action action, TaskFilter filter) {
    List<TaskBrief> all = queries.matching(filter, MOST_TASKS + 1);
    List<TaskBrief> briefs = all.subList(0, Math.min(all.size(), MOST_TASKS));
    Found found =
        new Found(
            briefs.stream().findFirst().map(TaskBrief::id),
            all.size() > MOST_TASKS,
            new EnumMap<>(Change.class),
            new EnumMap<>(Obstacle.class));
    switch (action) {
      case STOP -> briefs.forEach(task -> planStop(task, found));
      case RETRY -> {
        Set<AccountId> gone = gone(briefs);
        briefs.forEach(task -> planRetry(task, gone, found));
      }
      case DELETE ->
          briefs.forEach(
              task ->
                  found.put(
                      task.is(TaskStatus.RUNNING) ? Change.STOP_AND_DELETE : Change.DELETE,
                      task.id()));
    }
    return found;
  }

  private static void planStop(TaskBrief task, Found found) {
    if (task.is(TaskStatus.PENDING)) {
      found.put(Change.CANCEL, task.id());
    } else if (task.is(TaskStatus.RUNNING)) {
      found.put(Change.STOP, task.id());
    } else {
      found.skip(Obstacle.ENDED, task.id());
    }
  }

  private static void planRetry(TaskBrief task, Set<AccountId> gone, Found found) {
    if (!task.is(TaskStatus.FAILED)) {
      found.skip(Obstacle.NOT_FAILED, task.id());
    } else if (task.outcome().filter(Outcome.NO_EFFECT.wireName()::equals).isEmpty()) {
      found.skip(Obstacle.MAY_HAVE_WORKED, task.id());
    } else if (task.account().filter(gone::contains).isPresent()) {
      found.skip(Obstacle.ACCOUNT_DELETED, task.id());
    } else {
      boolean cancelled =
          task.failureCode().filter(FailureCode.CANCELLED.wireName()::equals).isPresent();
      found.put(cancelled ? Change.RETRY_CANCELLED : Change.RETRY, task.id());
    }
  }

  private Set<AccountId> gone(List<TaskBrief> tasks) {
    Set<AccountId> wanted =
        tasks.stream()
            .flatMap(task -> task.account().stream())
            .collect(Collectors.toUnmodifiableSet());
    return wanted.isEmpty() ? Set.of() : accounts.missing(wanted);
  }

  private void stop(Found found) throws InterruptedException {
    // Cancel first, so that a phone that a stop frees does not start one of them.
    Set<TaskId> left = inBatches(found.take(Change.CANCEL), Change.CANCEL, found, this::cancelled);
    for (TaskBrief task : now(left)) {
      planStop(task, found);
    }
    List<TaskId> running = found.take(Change.STOP);
    stopper.stopAll(running, PATIENCE);
    Set<TaskId> still = running(running);
    for (TaskId id : running) {
      if (still.contains(id)) {
        found.skip(Obstacle.STILL_RUNNING, id);
      } else {
        found.put(Change.STOP, id);
      }
    }
  }

  private Task cancelled(Task task) {
    return task.state() instanceof TaskState.Pending ? task.cancel(clock.instant()) : task;
  }

  private void retry(Found found) {
    for (Change change : List.of(Change.RETRY, Change.RETRY_CANCELLED)) {
      inBatches(found.take(change), change, found, this::retried)
          .forEach(id -> found.skip(Obstacle.NOT_FAILED, id));
    }
  }

  private Task retried(Task task) {
    return task.state() instanceof TaskState.Failed failed && failed.failure().retrySafe()
        ? task.retry(false, clock.instant())
        : task;
  }

  /**
   * Changes tasks batch by batch, and notes those that were changed.
   *
   * @return the others
   */
  private Set<TaskId> inBatches(
      List<TaskId> ids, Change change, Found found, UnaryOperator<Task> transition) {
    Set<TaskId> left = new HashSet<>();
    for (List<TaskId> batch : batches(ids)) {
      Set<TaskId> changed =
          repository.changeAll(batch, transition).stream()
              .map(Task::id)
              .collect(Collectors.toSet());
      for (TaskId id : batch) {
        if (changed.contains(id)) {
          found.put(change, id);
        } else {
          left.add(id);
        }
      }
    }
    return left;
  }

  private void delete(Found found) throws InterruptedException {
    for (Change change : List.of(Change.DELETE, Change.STOP_AND_DELETE)) {
      for (List<TaskId> batch : batches(found.take(change))) {
        Set<TaskId> still = Set.of();
        try {
          deleteTasks.delete(batch);
        } catch (IllegalTaskTransition running) {
          still = running(batch);
        }
        for (TaskId id : batch) {
          if (still.contains(id)) {
            found.skip(Obstacle.STILL_RUNNING, id);
          } else {
            found.put(change, id);
          }
        }
      }
    }
  }

  private Set<TaskId> running(Collection<TaskId> ids) {
    return now(ids).stream()
        .filter(task -> task.is(TaskStatus.RUNNING))
        .map(TaskBrief::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<TaskBrief> now(Collection<TaskId> ids) {
    return ids.isEmpty() ? List.of() : queries.matching(TaskFilter.of(Set.copyOf(ids)), ids.size());
  }

  private static List<List<TaskId>> batches(List<TaskId> ids) {
    List<List<TaskId>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += BATCH) {
      batches.add(List.copyOf(ids.subList(from, Math.min(ids.size(), from + BATCH))));
    }
    return batches;
  }
}
