package dev.drover.application.port;

import dev.drover.domain.device.NodeId;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads tasks for people and clients. Throws {@link StorageUnavailable} when the storage can't be
 * reached.
 */
public interface TaskQueries {

  Optional<TaskDetails> find(TaskId id);

  /** Those that there are, without their logs, in any order. */
  List<TaskDetails> findAll(Collection<TaskId> ids);

  /** Newest id first. */
  TaskPage list(TaskFilter filter, int page, int pageSize);

  /** In constant time, however many tasks there are. */
  TaskStats stats();

  /**
   * A task with what happened in its attempts.
   *
   * @param obstacle what keeps a pending task waiting, beside its time and its phone's turn, and
   *     what to do, in plain words
   * @param progress 0..100: of the last attempt; 100 once completed
   * @param attempts oldest first
   * @param log the last steps, oldest first; empty in lists
   * @param materials what it has posted, or is about to post; empty in lists
   */
  record TaskDetails(
      Task task,
      Optional<String> obstacle,
      int progress,
      List<AttemptRecord> attempts,
      List<TaskStep> log,
      List<TaskMaterial> materials) {
    public TaskDetails {
      attempts = List.copyOf(attempts);
      log = List.copyOf(log);
      materials = List.copyOf(materials);
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
      NodeId node,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<Outcome> outcome,
      Optional<FailureCode> failureCode,
      Optional<String> remark) {}

  /**
   * What to list; an empty field does not filter.
   *
   * @param serial a hardware serial or an ADB address
   * @param idBelow keyset paging: only ids below this one
   */
  record TaskFilter(
      Optional<TaskStatus> status,
      Optional<String> serial,
      Optional<ScriptName> scriptName,
      Optional<TaskSource> source,
      Optional<Username> username,
      Optional<TaskId> idBelow) {
    public static final TaskFilter NONE =
        new TaskFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * @param total tasks that pass the filter, on all pages; {@code idBelow} does not lower it
   */
  record TaskPage(List<TaskDetails> tasks, long total) {
    public TaskPage {
      tasks = List.copyOf(tasks);
    }
  }

  record TaskStats(long pending, long running, long completed, long failed) {
    public long total() {
      return pending + running + completed + failed;
    }
  }
}
