package dev.drover.domain.task;

import dev.drover.domain.node.NodeId;
import java.time.Instant;
import java.util.Optional;

/** Where a task stands. The transitions between these are methods of {@link Task}. */
public sealed interface TaskState {

  TaskStatus status();

  /**
   * Waits for its time, its phone and a licence slot.
   *
   * @param remark why it waits, where it waits for more than its turn
   */
  record Pending(Optional<String> remark) implements TaskState {
    @Override
    public TaskStatus status() {
      return TaskStatus.PENDING;
    }
  }

  /**
   * Runs on its phone.
   *
   * @param attempt 1 for the first; every write of the attempt carries it, so that an attempt that
   *     was declared lost can't write any more
   * @param journal the irreversible steps that it has taken so far
   */
  record Running(int attempt, NodeId node, Instant startedAt, IntentJournal journal)
      implements TaskState {
    public Running {
      if (attempt < 1) {
        throw new IllegalArgumentException("attempts count from 1, not " + attempt);
      }
    }

    Running with(IntentJournal now) {
      return new Running(attempt, node, startedAt, now);
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.RUNNING;
    }
  }

  /** The phone is in the state that the script asks for. */
  record Completed(
      int attempt, Outcome outcome, Optional<String> remark, Instant startedAt, Instant finishedAt)
      implements TaskState {
    public Completed {
      if (outcome == Outcome.UNKNOWN) {
        throw new IllegalArgumentException("an unknown outcome is not a completion");
      }
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.COMPLETED;
    }
  }

  /**
   * It did not do its work, or nobody knows whether it did.
   *
   * @param attempt the last attempt; 0 for a task that was cancelled before its first one
   * @param startedAt when that attempt began; empty for a cancelled task
   */
  record Failed(int attempt, TaskFailure failure, Optional<Instant> startedAt, Instant finishedAt)
      implements TaskState {
    @Override
    public TaskStatus status() {
      return TaskStatus.FAILED;
    }
  }
}
