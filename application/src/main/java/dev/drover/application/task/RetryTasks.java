package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.RetryNeedsForce;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts failed tasks back into their queues. */
public final class RetryTasks {
  private static final int BATCH = 500;
  private static final int MOST_SKIPPED_TOLD = 1_000;

  private final TaskRepository repository;
  private final AccountDirectory accounts;
  private final DispatchSignal signal;
  private final Clock clock;

  public RetryTasks(
      TaskRepository repository, AccountDirectory accounts, DispatchSignal signal, Clock clock) {
    this.repository = repository;
    this.accounts = accounts;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * A failed task that was not retried, and why.
   *
   * @param needsForce whether a person may retry it by force
   */
  public record Skipped(TaskId id, String reason, boolean needsForce) {}

  /**
   * The result of retrying all failed tasks.
   *
   * @param skipped the first {@value #MOST_SKIPPED_TOLD} tasks that were not retried
   */
  public record RetriedAll(int count, int skippedCount, List<Skipped> skipped) {
    public RetriedAll {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * Retries one task.
   *
   * @param force even where its work may already have been done
   * @throws TaskNotFound if there is none with this id
   * @throws IllegalTaskTransition if it has not failed, its account was deleted, or its outcome is
   *     unknown and {@code force} is not set
   */
  public Task retry(TaskId id, boolean force) {
    Task known = repository.find(id).orElseThrow(() -> new TaskNotFound(id));
    Set<AccountId> gone = accountsGone(List.of(known));
    Task retried =
        repository
            .change(id, task -> retried(task, force, gone))
            .orElseThrow(() -> new TaskNotFound(id));
    signal.raise();
    return retried;
  }

  /** Retries every failed task that can't have done its work. */
  public RetriedAll retryAll() {
    int count = 0;
    int skippedCount = 0;
    List<Skipped> skipped = new ArrayList<>();
    long after = 0;
    List<Task> batch = repository.failedAfter(after, BATCH);
    while (!batch.isEmpty()) {
      Set<AccountId> gone = accountsGone(batch);
      for (Task failed : batch) {
        try {
          repository.change(failed.id(), task -> retried(task, false, gone));
          count++;
        } catch (IllegalTaskTransition refused) {
          skippedCount++;
          if (skipped.size() < MOST_SKIPPED_TOLD) {
            skipped.add(
                new Skipped(failed.id(), refused.reason(), refused instanceof RetryNeedsForce));
          }
        }
        after = failed.id().value();
      }
      batch = repository.failedAfter(after, BATCH);
    }
    signal.raise();
    return new RetriedAll(count, skippedCount, skipped);
  }

  private Set<AccountId> accountsGone(List<Task> tasks) {
    Set<AccountId> wanted =
        tasks.stream()
            .flatMap(task -> task.target().account().stream())
            .map(AccountTarget::id)
            .collect(Collectors.toUnmodifiableSet());
    return wanted.isEmpty() ? Set.of() : accounts.missing(wanted);
  }

  private Task retried(Task task, boolean force, Set<AccountId> gone) {
    Task retried = task.retry(force, clock.instant());
    task.target()
        .account()
        .filter(account -> gone.contains(account.id()))
        .ifPresent(
            account -> {
              throw new IllegalTaskTransition(
                  "task "
                      + task.id()
                      + " was for account "
                      + account.username()
                      + ", which was deleted; create a new task instead");
            });
    return retried;
  }
}
