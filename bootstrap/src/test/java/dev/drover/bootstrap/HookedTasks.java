package dev.drover.bootstrap;

import dev.drover.application.port.IdempotencyKey;
import dev.drover.application.port.TaskRepository;
import dev.drover.application.port.TaskStep;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NodeId;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The real queue, with places for the test between a claim or a deletion and its answer. */
final class HookedTasks implements TaskRepository {
  private final TaskRepository tasks;
  private volatile Runnable afterClaim = () -> {};
  private volatile Runnable afterDelete = () -> {};

  HookedTasks(TaskRepository tasks) {
    this.tasks = tasks;
  }

  /** Has this happen once, when a claim is committed and before the claimer hears of it. */
  void afterClaim(Runnable happening) {
    afterClaim = happening;
  }

  /** Has this happen once, when a deletion is committed and before anybody hears of it. */
  void afterDelete(Runnable happening) {
    afterDelete = happening;
  }

  @Override
  public List<Task> claimDue(
      NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    List<Task> claimed = tasks.claimDue(node, idlePhones, deviceLimit, now);
    Runnable happening = afterClaim;
    afterClaim = () -> {};
    happening.run();
    return claimed;
  }

  @Override
  public List<TaskId> insert(List<NewTask> newTasks) {
    return tasks.insert(newTasks);
  }

  @Override
  public KeyedInsert insertOnce(
      IdempotencyKey key, List<NewTask> newTasks, List<String> warnings, Instant now) {
    return tasks.insertOnce(key, newTasks, warnings, now);
  }

  @Override
  public Optional<KeyedInsert> findInsert(IdempotencyKey key, Instant now) {
    return tasks.findInsert(key, now);
  }

  @Override
  public int forgetKeys(Instant now, int atMost) {
    return tasks.forgetKeys(now, atMost);
  }

  @Override
  public Optional<Task> find(TaskId id) {
    return tasks.find(id);
  }

  @Override
  public Optional<Instant> nextScheduledAfter(Instant now) {
    return tasks.nextScheduledAfter(now);
  }

  @Override
  public boolean commitIntent(TaskId id, int attempt, String step, Instant now) {
    return tasks.commitIntent(id, attempt, step, now);
  }

  @Override
  public void recordSteps(TaskId id, int attempt, List<TaskStep> steps) {
    tasks.recordSteps(id, attempt, steps);
  }

  @Override
  public boolean finish(Task after, int attempt, AttemptEnd end) {
    return tasks.finish(after, attempt, end);
  }

  @Override
  public Optional<Task> change(TaskId id, UnaryOperator<Task> transition) {
    return tasks.change(id, transition);
  }

  @Override
  public Deletion delete(Collection<TaskId> ids) {
    Deletion deletion = tasks.delete(ids);
    Runnable happening = afterDelete;
    afterDelete = () -> {};
    happening.run();
    return deletion;
  }

  @Override
  public int prune(Instant finishedBefore, int atMost) {
    return tasks.prune(finishedBefore, atMost);
  }

  @Override
  public List<Task> failedAfter(long after, int limit) {
    return tasks.failedAfter(after, limit);
  }

  @Override
  public List<Task> takeBackLost(Instant now) {
    return tasks.takeBackLost(now);
  }

  @Override
  public void requestStop(TaskId id) {
    tasks.requestStop(id);
  }

  @Override
  public List<TaskId> stopRequestedOn(NodeId node) {
    return tasks.stopRequestedOn(node);
  }

  @Override
  public List<Task> runningOn(NodeId node) {
    return tasks.runningOn(node);
  }
}
