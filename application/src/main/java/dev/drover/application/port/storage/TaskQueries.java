package dev.drover.application.port.storage;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

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
  /** Up to here the total of any list is exact. */
  int MOST_COUNTED = 10_000;

  Optional<TaskDetails> find(TaskId id);

  /**
   * All parameters that the task's request gave its script, as JSON text with secrets masked; empty
   * when there is no such task.
   */
  Optional<String> configAsGiven(TaskId id);

  /** Those that there are, without their logs, in any order. */
  List<TaskDetails> findAll(Collection<TaskId> ids);

  /**
   * Lists newest id first. Neither page nor total takes longer the more tasks there are, as far as
   * the filter allows: totals of {@link TaskFilter#hasKeptTotal} are kept, others are counted up to
   * {@link #MOST_COUNTED}.
   */
  TaskPage list(TaskFilter filter, int page, int pageSize);

  /**
   * Returns the tasks that pass a filter, newest first, with no more of them than a decision about
   * each needs.
   *
   * @param most how many at most
   */
  List<TaskBrief> matching(TaskFilter filter, int most);

  /** Returns the last step of each of these tasks that runs and has taken one. */
  List<LatestStep> latestSteps(Collection<TaskId> ids);

  /**
   * Counts the tasks that have ended since an instant, a week ago at most, in time that does not
   * grow with the number of tasks. A task that ended, was retried and ended again counts twice; one
   * that was deleted may still count.
   *
   * @param since a full quarter of an hour
   */
  TaskHistory history(Instant since);

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
   * @param chosen what the last attempt has chosen, by the wire's names, which may be of a newer
   *     version; empty in lists
   * @param materials what it has posted, or is about to post; empty in lists
   */
  record TaskDetails(
      TaskRecord task,
      List<Obstacle> obstacles,
      int progress,
      List<AttemptRecord> attempts,
      List<TaskStep> log,
      Map<String, List<String>> chosen,
      List<TaskMaterial> materials) {
    public TaskDetails {
      obstacles = List.copyOf(obstacles);
      attempts = List.copyOf(attempts);
      log = List.copyOf(log);
      chosen = Map.copyOf(chosen);
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
   * @param whole what {@link #configAsGiven} returns, if it is short and came with the task; empty
   *     in lists
   */
  record RequestConfig(
      String brief, Set<String> cut, boolean keysLeftOut, long size, Optional<String> whole) {
    public RequestConfig {
      cut = Set.copyOf(cut);
    }

    /** Describes a configuration whose whole is to be read by {@link #configAsGiven}. */
    public RequestConfig(String brief, Set<String> cut, boolean keysLeftOut, long size) {
      this(brief, cut, keysLeftOut, size, Optional.empty());
    }

    /** Returns the same with the whole. */
    public RequestConfig asGiven(String whole) {
      return new RequestConfig(brief, cut, keysLeftOut, size, Optional.of(whole));
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
   * @param outcome of ended tasks
   * @param failureCode of failed tasks
   */
  record TaskFilter(
      Optional<TaskStatus> status,
      Optional<String> serial,
      Optional<String> scriptName,
      Optional<TaskSource> source,
      Optional<Username> username,
      Optional<TaskId> idBelow,
      Optional<BatchId> batch,
      Optional<Set<TaskId>> ids,
      Optional<Outcome> outcome,
      Optional<FailureCode> failureCode) {
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

    /**
     * Tells whether the total is exact, however large: without a filter, and for a status, a phone,
     * a script or a source alone. {@code idBelow} does not count.
     */
    public boolean hasKeptTotal() {
      boolean others =
          Stream.of(username, batch, ids, outcome, failureCode).anyMatch(Optional::isPresent);
      return !others
          && Stream.of(status, serial, scriptName, source).filter(Optional::isPresent).count() <= 1;
    }

    /** Describes a filter that does not look at how tasks ended. */
    public TaskFilter(
        Optional<TaskStatus> status,
        Optional<String> serial,
        Optional<String> scriptName,
        Optional<TaskSource> source,
        Optional<Username> username,
        Optional<TaskId> idBelow,
        Optional<BatchId> batch,
        Optional<Set<TaskId>> ids) {
      this(
          status,
          serial,
          scriptName,
          source,
          username,
          idBelow,
          batch,
          ids,
          Optional.empty(),
          Optional.empty());
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
   * A page of a list.
   *
   * @param total tasks that pass the filter, on all pages; {@code idBelow} does not lower it
   * @param totalExact whether there are no more than {@code total}
   */
  record TaskPage(List<TaskDetails> tasks, long total, boolean totalExact) {
    public TaskPage {
      tasks = List.copyOf(tasks);
    }

    /** Describes a page whose total is exact. */
    public TaskPage(List<TaskDetails> tasks, long total) {
      this(tasks, total, true);
    }

    /**
     * Describes a page of a filter's tasks, counted as far as {@link TaskQueries#list} promises.
     *
     * @param total counts the filter's tasks, but may stop at the given number
     */
    public static TaskPage counted(
        List<TaskDetails> tasks, TaskFilter filter, IntToLongFunction total) {
      if (filter.hasKeptTotal()) {
        return new TaskPage(tasks, total.applyAsLong(Integer.MAX_VALUE));
      }
      long counted = total.applyAsLong(MOST_COUNTED + 1);
      return new TaskPage(tasks, Math.min(counted, MOST_COUNTED), counted <= MOST_COUNTED);
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

  /**
   * What decides whether an action fits a task.
   *
   * @param statusCode as {@link TaskStatus#code}
   * @param outcome may be of a newer version
   * @param failureCode may be of a newer version
   * @param account as it was when the task was made
   */
  record TaskBrief(
      TaskId id,
      int statusCode,
      Optional<String> outcome,
      Optional<String> failureCode,
      Optional<AccountId> account) {

    public boolean is(TaskStatus status) {
      return statusCode == status.code();
    }
  }

  /**
   * The last step of a running task.
   *
   * @param attempt its number
   */
  record LatestStep(TaskId id, Optional<String> serial, int attempt, TaskStep step) {}

  /** How a task ended, in words that people count by. */
  enum TaskEnd {
    /** Completed, and it took effect. */
    COMMITTED,
    /** Completed, with nothing to do. */
    NO_EFFECT,
    /** Failed, and it is known whether it took effect. */
    FAILED,
    /** Failed, and nobody knows whether it took effect. */
    UNKNOWN,
    /** Cancelled before it ran. */
    CANCELLED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Ended tasks, summed up.
   *
   * @param ends by the quarter of an hour in which they ended
   * @param scripts by script and app
   * @param delays by the quarter of an hour in which they ended
   */
  record TaskHistory(List<EndCount> ends, List<ScriptCount> scripts, List<DelayCount> delays) {
    public TaskHistory {
      ends = List.copyOf(ends);
      scripts = List.copyOf(scripts);
      delays = List.copyOf(delays);
    }
  }

  /**
   * @param quarter the beginning of a quarter of an hour
   */
  record EndCount(Instant quarter, TaskEnd end, long tasks) {}

  /**
   * @param app the app's package; empty where the attempt did not say
   * @param appVersion as the phone names it
   */
  record ScriptCount(
      String scriptName,
      Optional<String> app,
      Optional<String> appVersion,
      TaskEnd end,
      long tasks) {}

  /**
   * @param quarter the beginning of a quarter of an hour
   * @param delay how long the tasks were due before their last attempt started, within a tenth
   */
  record DelayCount(Instant quarter, Duration delay, long tasks) {}

  record TaskStats(long pending, long running, long completed, long failed) {
    public long total() {
      return pending + running + completed + failed;
    }
  }
}
