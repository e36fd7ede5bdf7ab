package dev.drover.application.port.storage;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tasks for people and clients. Throws {@link StorageUnavailable} when the storage can't
 * serve the call now.
 *
 * <p>Tasks are shown as they are stored, and no more of them is interpreted than a list needs: a
 * newer server on the same storage may have written scripts, codes and names that this version does
 * not know. Every answer is bounded in size by its number of tasks, whatever clients and phones put
 * into them; only {@link #configAsGiven} is as long as what it reads.
 */
public interface TaskQueries {

  Optional<TaskDetails> find(TaskId id);

  /**
   * All parameters that the task's request gave its script, as JSON text with secrets masked; empty
   * when there is no such task.
   */
  Optional<String> configAsGiven(TaskId id);

  /** Those that there are, without their logs, in any order. */
  List<TaskDetails> findAll(Collection<TaskId> ids);

  /** Newest id first. */
  TaskPage list(TaskFilter filter, int page, int pageSize);

  /** In constant time, however many tasks there are. */
  TaskStats stats();

  /** Counts the tasks of a batch; empty if none of its tasks exists (any more). */
  Optional<BatchSummary> batch(BatchId id);

  /** Returns the given batches that have no pending or running task. */
  Set<BatchId> ended(Collection<BatchId> ids);

  /**
   * A task with what happened in its attempts.
   *
   * @param obstacles what keeps a pending task waiting now; empty for other tasks
   * @param progress 0..100: of the last attempt; 100 once completed
   * @param attempts the last ones, oldest first
   * @param log the last steps, oldest first; empty in lists
   * @param materials what it has posted, or is about to post; empty in lists
   */
  record TaskDetails(
      TaskRecord task,
      List<Obstacle> obstacles,
      int progress,
      List<AttemptRecord> attempts,
      List<TaskStep> log,
      List<TaskMaterial> materials) {
    public TaskDetails {
      obstacles = List.copyOf(obstacles);
      attempts = List.copyOf(attempts);
      log = List.copyOf(log);
      materials = List.copyOf(materials);
    }
  }

  /**
   * A task as it is stored. Names and codes are the wire's, and may be of a newer version.
   *
   * @param batch the tasks of the same request; empty for a task that an older version queued
   * @param target whom or what this one of its request's tasks is about
   * @param statusCode as {@link TaskStatus#code}
   * @param attemptCount attempts begun so far
   */
  record TaskRecord(
      TaskId id,
      Optional<BatchId> batch,
      Optional<String> serial,
      Optional<AccountId> account,
      Optional<String> username,
      String scriptName,
      Optional<String> target,
      RequestConfig config,
      String source,
      Optional<String> startTime,
      Instant scheduledAt,
      int statusCode,
      Optional<String> remark,
      Optional<String> outcome,
      Optional<String> failureCode,
      int attemptCount,
      int retryCount,
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      Instant updatedAt) {

    /** Empty where this version does not know the state. */
    public Optional<TaskStatus> status() {
      return TaskStatus.ofCode(statusCode);
    }

    public boolean is(TaskStatus status) {
      return statusCode == status.code();
    }

    /** The state's name for people and programs. */
    public String statusText() {
      return status().map(TaskStatus::wireName).orElse("unknown");
    }
  }

  /**
   * The parameters that a task's request gave its script, bounded.
   *
   * @param brief a JSON object with the request's keys; long values are cut
   * @param cut the keys in {@code brief} whose values were cut
   * @param keysLeftOut whether keys were left out of {@code brief}
   * @param size of the whole, in bytes of UTF-8
   */
  record RequestConfig(String brief, Set<String> cut, boolean keysLeftOut, long size) {
    public RequestConfig {
      cut = Set.copyOf(cut);
    }
  }

  /**
   * A file that a task took.
   *
   * @param fromLibrary whether it is a material of the library; a file of a folder otherwise
   * @param used whether it counts as posted; it does not while the attempt runs
   */
  record TaskMaterial(String name, boolean fromLibrary, boolean used) {}

  /**
   * One attempt at a task.
   *
   * @param outcome empty until it ends
   * @param remark why it failed or was interrupted
   */
  record AttemptRecord(
      int number,
      String node,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<String> outcome,
      Optional<String> failureCode,
      Optional<String> remark) {}

  /**
   * What to list; an empty field does not filter.
   *
   * @param serial a hardware serial or an ADB address
   * @param idBelow keyset paging: only ids below this one
   * @param ids only these tasks
   */
  record TaskFilter(
      Optional<TaskStatus> status,
      Optional<String> serial,
      Optional<String> scriptName,
      Optional<TaskSource> source,
      Optional<Username> username,
      Optional<TaskId> idBelow,
      Optional<BatchId> batch,
      Optional<Set<TaskId>> ids) {
    public static final TaskFilter NONE =
        new TaskFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public TaskFilter {
      ids = ids.map(Set::copyOf);
    }

    /** Returns a filter for the tasks of one batch. */
    public static TaskFilter of(BatchId batch) {
      return new TaskFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(batch),
          Optional.empty());
    }

    /** Returns a filter for these tasks. */
    public static TaskFilter of(Set<TaskId> ids) {
      return new TaskFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(ids));
    }
  }

  /**
   * @param total tasks that pass the filter, on all pages; {@code idBelow} does not lower it
   */
  record TaskPage(List<TaskDetails> tasks, long total) {
    public TaskPage {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * How far a batch is. Deleted tasks do not count.
   *
   * @param outcomes how many of the ended tasks have each outcome; may name one of a newer version
   * @param failed the failed tasks, by id
   * @param last the newest task
   */
  record BatchSummary(
      BatchId id, TaskStats counts, Map<String, Long> outcomes, List<TaskId> failed, TaskId last) {
    public BatchSummary {
      outcomes = Map.copyOf(outcomes);
      failed = List.copyOf(failed);
    }

    /** Tells whether no task is pending or running. */
    public boolean ended() {
      return counts.pending() + counts.running() == 0;
    }
  }

  record TaskStats(long pending, long running, long completed, long failed) {
    public long total() {
      return pending + running + completed + failed;
    }
  }
}
