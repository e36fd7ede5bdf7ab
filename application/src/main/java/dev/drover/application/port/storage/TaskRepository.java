package dev.drover.application.port.storage;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Choices;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The queue. Every method is one transaction, may be called from any thread, and throws {@link
 * StorageUnavailable} when the storage can't serve the call now.
 *
 * <p>A newer server on the same storage may have queued tasks that this version can't run. They
 * fail no method: their script is an {@link dev.drover.domain.script.UnreadableScript}, what else
 * of them can't be read is replaced by something harmless, and no method writes a replacement back.
 *
 * <p>A task of an account that goes back to its queue waits for the phone that the account is bound
 * to by then.
 */
public interface TaskRepository {

  /**
   * Queues all of them or none, and answers their ids in the given order, lowest first. Together
   * they are one batch, {@link BatchId#startingWith} the first of them. A task of an account is
   * queued for the phone that the account is bound to at this moment.
   *
   * @throws AccountGone if an account has been deleted meanwhile; nothing is queued
   */
  List<TaskId> insert(List<NewTask> tasks);

  /**
   * Queues all of them or none, once: a repeat with the same key within {@link #KEY_LIFETIME}
   * queues nothing. Repeats at the same time wait for the first. May be tried again safely.
   *
   * @param warnings kept with the answer
   * @throws AccountGone as {@link #insert}
   */
  KeyedInsert insertOnce(
      IdempotencyKey key, List<NewTask> tasks, List<String> warnings, Instant now);

  /** What an insert with this key came to; empty when there was none, or too long ago. */
  Optional<KeyedInsert> findInsert(IdempotencyKey key, Instant now);

  /**
   * Forgets the oldest keys beyond {@link #KEY_LIFETIME}. Leaves what another transaction holds for
   * the next time. May be tried again safely.
   *
   * @return how many were forgotten; fewer than {@code atMost} when there are no more
   */
  int forgetKeys(Instant now, int atMost);

  /** For how long a repeat is known. */
  Duration KEY_LIFETIME = Duration.ofHours(24);

  /** What an insert with a key comes to. */
  sealed interface KeyedInsert {
    /**
     * The tasks are queued, now or by the first request with this key.
     *
     * @param warnings as given with the first
     */
    record Done(List<TaskId> ids, List<String> warnings) implements KeyedInsert {
      public Done {
        ids = List.copyOf(ids);
        warnings = List.copyOf(warnings);
      }
    }

    /** The key is another request's. */
    record KeyTaken() implements KeyedInsert {}
  }

  /**
   * Takes for {@code node} the head of the queue of each of its idle phones: tasks that are
   * pending, due and whose account, if any, is bound to that phone, enabled and not held; by {@code
   * scheduledAt}, then id, or in any order where the queue's policy says so. None while the node
   * holds no lease, for a phone that is paused, or while everything is. Never two running tasks on
   * one phone, never more than {@code deviceLimit} running over all nodes, whatever else goes on at
   * the same time.
   *
   * <p>A task that this version can't read is not answered. It stays pending while another live
   * node knows its script; else it fails here, without effect, and says what can't be read.
   *
   * @param idlePhones phones connected to the node that run nothing as far as it knows
   * @return the tasks as running, an attempt begun for each
   */
  List<Task> claimDue(NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now);

  /**
   * The end of an attempt.
   *
   * @param after the task as completed or failed, or as pending again
   * @param attempt the attempt that ended
   * @param end how it did
   */
  record Finish(Task after, int attempt, AttemptEnd end) {}

  /**
   * What a turn came to.
   *
   * @param accepted for each of the ends, in their order, what {@link #finish} answers
   * @param claimed what {@link #claimDue} answers
   * @param nextStart what {@link #nextScheduledAfter} answers after that; the present where nothing
   *     was claimed so that other nodes can take the places, and this one is to try again
   */
  record Turn(List<Boolean> accepted, List<Task> claimed, Optional<Instant> nextStart) {
    public Turn {
      accepted = List.copyOf(accepted);
      claimed = List.copyOf(claimed);
    }
  }

  /**
   * Records the ends of attempts of this node, then claims: the phones of the ends count as idle if
   * {@code idlePhones} names them. Nodes that wait for a place among the running tasks are told
   * when this turn leaves one. Where there may be such, the places are left to whoever claims
   * first.
   *
   * <p>May be tried again when it failed: what was recorded without an answer is not accepted then,
   * and tasks that were claimed without an answer are {@link #runningOn} the node.
   *
   * <p>A storage should do all of it in one transaction. This implementation does one thing after
   * another.
   *
   * @param ends none may be of a task that goes back to its queue
   * @param idlePhones as for {@link #claimDue}; none, to claim nothing
   */
  default Turn finishAndClaim(
      List<Finish> ends, NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    List<Boolean> accepted =
        ends.stream().map(end -> finish(end.after(), end.attempt(), end.end())).toList();
    List<Task> claimed =
        idlePhones.isEmpty() ? List.of() : claimDue(node, idlePhones, deviceLimit, now);
    return new Turn(accepted, claimed, nextScheduledAfter(now));
  }

  /** One task; empty when there is none with this id. */
  Optional<Task> find(TaskId id);

  /** The earliest start time after {@code now} of a pending task. */
  Optional<Instant> nextScheduledAfter(Instant now);

  /**
   * Records that the run is about to take a step that can't be taken back, before it does. May be
   * tried again safely.
   *
   * @param attempt the run's attempt number
   * @return false when that attempt is not the one running any more, or has another intent of that
   *     number; the step must not be taken then
   */
  boolean commitIntent(TaskId id, int attempt, Intent intent, Instant now);

  /**
   * Records whether a step took effect whose intent was committed. May be tried again safely. Kept
   * of an attempt that is not the one running any more, too: it tells what happened.
   *
   * @param number the intent's
   */
  void settleIntent(TaskId id, int attempt, int number, boolean tookEffect, Instant now);

  /**
   * Appends to the attempt's log and sets the task's progress to that of the last step. Steps of an
   * attempt that is not the one running any more are kept too: they tell what happened.
   */
  void recordSteps(TaskId id, int attempt, List<TaskStep> steps);

  /**
   * Records all that an attempt has chosen, in the place of what was recorded before. May be tried
   * again safely. Kept of an attempt that is not the one running any more, too.
   */
  void recordChoices(TaskId id, int attempt, Choices choices);

  /**
   * Records in which app an attempt works. May be tried again safely. Kept of an attempt that is
   * not the one running any more, too.
   *
   * @param version as the phone names it; a long one is cut
   */
  void recordApp(TaskId id, int attempt, PackageName app, String version);

  /**
   * Records the end of an attempt. The files that it took go back when it was without effect, and
   * count as used otherwise.
   *
   * @param after the task as completed or failed, or as pending again
   * @param attempt the attempt that ended
   * @param end how it did
   * @return false, and nothing changed, when that attempt is not the one running any more
   */
  boolean finish(Task after, int attempt, AttemptEnd end);

  /**
   * Changes one task under its lock.
   *
   * @param transition answers the task as it is afterwards, or throws to leave it as it is; may be
   *     called again, on the task as it is by then, when the storage has to begin anew
   * @return the changed task, or empty when there is none with this id; nothing is written where
   *     {@code transition} answers an equal task
   */
  Optional<Task> change(TaskId id, UnaryOperator<Task> transition);

  /**
   * Changes several tasks that do not run, under their locks. Those that run, and those that there
   * are not, stay as they are.
   *
   * @param transition answers a task as it is afterwards, an equal one to leave it as it is; it
   *     keeps its start time as given. May be called again, as that of {@link #change}
   * @return the changed tasks, by id
   */
  List<Task> changeAll(Collection<TaskId> ids, UnaryOperator<Task> transition);

  /**
   * What became of tasks that were to be deleted; the others did not exist.
   *
   * @param running those that were left, since they run
   */
  record Deletion(Set<TaskId> deleted, Set<TaskId> running) {
    public Deletion {
      deleted = Set.copyOf(deleted);
      running = Set.copyOf(running);
    }
  }

  /** Deletes those that are not running, with their attempts and logs. */
  Deletion delete(Collection<TaskId> ids);

  /**
   * Deletes the finished tasks, with all that belongs to them, that have been so the longest, and
   * since before that time. What another transaction holds is left for the next time, and nothing
   * waits for it. May be tried again safely.
   *
   * @return how many were deleted; fewer than {@code atMost} when there are no more
   */
  int prune(Instant finishedBefore, int atMost);

  /**
   * Cancels the pending tasks of a batch. A task that is claimed at the same time is either
   * cancelled or runs, never both. May be tried again safely.
   *
   * @return how many were cancelled
   */
  int cancelPending(BatchId batch, Instant now);

  /** Returns the running tasks of a batch, on any server. */
  List<TaskId> runningIn(BatchId batch);

  /**
   * Failed tasks with an id above {@code after}, except cancelled ones, lowest first, at most
   * {@code limit}.
   */
  List<Task> failedAfter(long after, int limit);

  /**
   * Takes back the running tasks of nodes that hold no lease: pending again where nothing took
   * effect, failed where something did, or may have. Several nodes may do so at once.
   *
   * @return the tasks as they are now
   */
  List<Task> takeBackLost(Instant now);

  /** Asks the node that runs a task to end it. */
  void requestStop(TaskId id);

  /** The tasks running on this node that are to be ended. */
  List<TaskId> stopRequestedOn(NodeId node);

  /** Tasks that are running on this node by its record. */
  List<Task> runningOn(NodeId node);
}
