package dev.drover.testkit;

import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A queue that runs a test's code before or after some statements. */
public final class HookedTasks implements TaskRepository {
  private final TaskRepository tasks;
  private volatile Runnable afterClaim = () -> {};
  private volatile Runnable afterDelete = () -> {};
  private final AtomicInteger stepsRefused = new AtomicInteger();
  private volatile Supplier<? extends RuntimeException> stepFailure = IllegalStateException::new;
  private final AtomicInteger choicesRefused = new AtomicInteger();
  private volatile Supplier<? extends RuntimeException> choiceFailure = IllegalStateException::new;
  private volatile Predicate<AttemptEnd> refusedEnds = _ -> false;
  private volatile Runnable afterCancel = () -> {};
  private volatile Runnable afterStopRequests = () -> {};
  private volatile Runnable beforeTakeBack = () -> {};
  private volatile Runnable beforeComparison = () -> {};

  public HookedTasks(TaskRepository tasks) {
    this.tasks = tasks;
  }

  /** Runs this once, after a claim is committed and before the claimer gets the result. */
  public void afterClaim(Runnable happening) {
    afterClaim = happening;
  }

  /** Runs this once, after a deletion is committed and before its caller gets the result. */
  public void afterDelete(Runnable happening) {
    afterDelete = happening;
  }

  /** Runs this once, after a batch is cancelled and before the caller gets the result. */
  public void afterCancel(Runnable happening) {
    afterCancel = happening;
  }

  /** Runs this once, before a server reads which of its tasks are asked to stop. */
  public void afterStopRequests(Runnable happening) {
    afterStopRequests = happening;
  }

  /** Runs this once, before the tasks of lost servers are taken back. */
  public void beforeTakeBack(Runnable happening) {
    beforeTakeBack = happening;
  }

  /** Runs this once, before a server reads which tasks it runs by the storage. */
  public void beforeComparison(Runnable happening) {
    beforeComparison = happening;
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
  public List<Task> changeAll(Collection<TaskId> ids, UnaryOperator<Task> transition) {
    return tasks.changeAll(ids, transition);
  }

  @Override
  public void recordApp(TaskId id, int attempt, PackageName app, String version) {
    tasks.recordApp(id, attempt, app, version);
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
  public boolean commitIntent(TaskId id, int attempt, Intent intent, Instant now) {
    return tasks.commitIntent(id, attempt, intent, now);
  }

  @Override
  public void settleIntent(TaskId id, int attempt, int number, boolean tookEffect, Instant now) {
    tasks.settleIntent(id, attempt, number, tookEffect, now);
  }

  /** Makes this many recordings of choices fail. */
  public void refuseChoices(int times, Supplier<? extends RuntimeException> failure) {
    choiceFailure = failure;
    choicesRefused.set(times);
  }

  @Override
  public void recordChoices(TaskId id, int attempt, Choices choices) {
    if (choicesRefused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw choiceFailure.get();
    }
    tasks.recordChoices(id, attempt, choices);
  }

  /** Makes this many recordings of steps fail. */
  public void refuseSteps(int times, Supplier<? extends RuntimeException> failure) {
    stepFailure = failure;
    stepsRefused.set(times);
  }

  /** Makes the recording fail of each end that matches. */
  public void refuseEnds(Predicate<AttemptEnd> refused) {
    refusedEnds = refused;
  }

  @Override
  public void recordSteps(TaskId id, int attempt, List<TaskStep> steps) {
    if (stepsRefused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw stepFailure.get();
    }
    tasks.recordSteps(id, attempt, steps);
  }

  @Override
  public boolean finish(Task after, int attempt, AttemptEnd end) {
    if (refusedEnds.test(end)) {
      throw new IllegalStateException("refused by the test: " + end);
    }
    return tasks.finish(after, attempt, end);
  }

  @Override
  public Optional<Task> change(TaskId id, UnaryOperator<Task> transition) {
    return tasks.change(id, transition);
  }

  @Override
  public int cancelPending(BatchId batch, Instant now) {
    int cancelled = tasks.cancelPending(batch, now);
    Runnable happening = afterCancel;
    afterCancel = () -> {};
    happening.run();
    return cancelled;
  }

  @Override
  public List<TaskId> runningIn(BatchId batch) {
    return tasks.runningIn(batch);
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
    Runnable happening = beforeTakeBack;
    beforeTakeBack = () -> {};
    happening.run();
    return tasks.takeBackLost(now);
  }

  @Override
  public void requestStop(TaskId id) {
    tasks.requestStop(id);
  }

  @Override
  public List<TaskId> stopRequestedOn(NodeId node) {
    List<TaskId> requested = tasks.stopRequestedOn(node);
    Runnable happening = afterStopRequests;
    afterStopRequests = () -> {};
    happening.run();
    return requested;
  }

  @Override
  public List<Task> runningOn(NodeId node) {
    Runnable happening = beforeComparison;
    beforeComparison = () -> {};
    happening.run();
    return tasks.runningOn(node);
  }
}
