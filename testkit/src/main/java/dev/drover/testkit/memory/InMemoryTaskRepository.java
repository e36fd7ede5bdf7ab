package dev.drover.testkit.memory;

import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Account;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Choices;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.testkit.memory.Rows.AppRow;
import dev.drover.testkit.memory.Rows.AttemptKey;
import dev.drover.testkit.memory.Rows.AttemptRow;
import dev.drover.testkit.memory.Rows.InsertRow;
import dev.drover.testkit.memory.Rows.IntentRow;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Stores the queue in memory. It has no unreadable tasks, since no other version writes to it. */
final class InMemoryTaskRepository implements TaskRepository {
  /** The most steps that are stored for a task; no more are ever shown. */
  static final int STEPS_KEPT = 200;

  private final Tables tables;
  private final RandomGenerator random;

  /**
   * @param random chooses tasks of a queue in random order
   */
  InMemoryTaskRepository(Tables tables, RandomGenerator random) {
    this.tables = tables;
    this.random = random;
  }

  @Override
  public List<TaskId> insert(List<NewTask> tasks) {
    return tables.transaction(
        () -> {
          BatchId batch = new BatchId(tables.lastTaskId.get() + 1);
          List<TaskId> ids = tasks.stream().map(task -> insert(task, batch)).toList();
          if (!ids.isEmpty()) {
            tables.wakeDispatchers();
          }
          return ids;
        });
  }

  private TaskId insert(NewTask task, BatchId batch) {
    TaskId id = new TaskId(tables.lastTaskId.get() + 1);
    tables.lastTaskId.set(id.value());
    tables.put(
        new TaskRow(
            new Task(
                id,
                now(task.target()),
                task.script().script(),
                task.source(),
                task.startTime(),
                task.scheduledAt(),
                new TaskState.Pending(Optional.empty()),
                0,
                0,
                task.createdAt(),
                task.createdAt()),
            batch,
            task.configAsGiven(),
            false,
            List.of()));
    return id;
  }

  private TaskTarget now(TaskTarget target) {
    return target
        .account()
        .map(
            wanted ->
                new TaskTarget(
                    tables
                        .account(wanted.id())
                        .orElseThrow(() -> new AccountGone(wanted.username()))
                        .device(),
                    target.account()))
        .orElse(target);
  }

  @Override
  public KeyedInsert insertOnce(
      IdempotencyKey key, List<NewTask> tasks, List<String> warnings, Instant now) {
    return tables.transaction(
        () ->
            findInsert(key, now)
                .orElseGet(
                    () -> {
                      KeyedInsert.Done done = new KeyedInsert.Done(insert(tasks), warnings);
                      tables.inserts.put(key.key(), new InsertRow(key, done, now));
                      return done;
                    }));
  }

  @Override
  public Optional<KeyedInsert> findInsert(IdempotencyKey key, Instant now) {
    return tables.transaction(
        () ->
            tables
                .inserts
                .find(key.key())
                .filter(row -> !isForgotten(row, now))
                .map(
                    row ->
                        row.key().fingerprint().equals(key.fingerprint())
                            ? row.done()
                            : new KeyedInsert.KeyTaken()));
  }

  private static boolean isForgotten(InsertRow row, Instant now) {
    return !row.createdAt().isAfter(now.minus(KEY_LIFETIME));
  }

  @Override
  public int forgetKeys(Instant now, int atMost) {
    return tables.transaction(
        () -> {
          List<InsertRow> old =
              tables.inserts.stream()
                  .filter(row -> isForgotten(row, now))
                  .sorted(Comparator.comparing(InsertRow::createdAt))
                  .limit(atMost)
                  .toList();
          old.forEach(row -> tables.inserts.remove(row.key().key()));
          return old.size();
        });
  }

  @Override
  public List<Task> claimDue(
      NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    return tables.transaction(
        () -> {
          if (!tables.isAlive(node) || tables.pausedSince.get().isPresent()) {
            return List.of();
          }
          long driven = tables.index.count(TaskStatus.RUNNING) + tables.liveLeases().size();
          long slots = Math.max(0, deviceLimit - driven);
          return idlePhones.stream()
              .filter(phone -> tables.index.runningOn(phone).isEmpty())
              .filter(phone -> !isPaused(phone) && tables.liveLease(phone).isEmpty())
              .flatMap(phone -> head(phone, now).stream())
              .sorted(Comparator.comparing(Task::scheduledAt).thenComparing(Task::id))
              .limit(slots)
              .toList()
              .stream()
              .map(task -> begin(task.claim(node, now), node, now))
              .toList();
        });
  }

  @Override
  public Turn finishAndClaim(
      List<Finish> ends, NodeId node, Set<DeviceSerial> idlePhones, int deviceLimit, Instant now) {
    return tables.transaction(
        () -> TaskRepository.super.finishAndClaim(ends, node, idlePhones, deviceLimit, now));
  }

  private boolean isPaused(DeviceSerial phone) {
    return tables.devices.find(phone).flatMap(row -> row.pause()).isPresent();
  }

  private Optional<Task> head(DeviceSerial phone, Instant now) {
    Stream<Task> runnable =
        tables.index.dueOn(phone, now).stream()
            .map(id -> row(id).orElseThrow().task())
            .filter(this::mayRun);
    if (!tables.policy.get().randomOrder()) {
      return runnable.findFirst();
    }
    List<Task> all = runnable.toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private boolean mayRun(Task task) {
    Optional<AccountTarget> wanted = task.target().account();
    return tables.waitsFor(task).isEmpty()
        && (wanted.isEmpty()
            || wanted
                .flatMap(account -> tables.account(account.id()))
                .filter(Account::enabled)
                .filter(account -> account.hold().isEmpty())
                .filter(account -> account.device().equals(task.target().serial()))
                .isPresent());
  }

  private Task begin(Task running, NodeId node, Instant now) {
    tables.put(row(running.id()).orElseThrow().with(running).stopRequested(false));
    tables.attempts.put(
        new AttemptKey(running.id(), running.attemptCount()),
        new AttemptRow(
            new AttemptRecord(
                running.attemptCount(),
                node.value(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            0,
            List.of(),
            Choices.NONE,
            Optional.empty()));
    return running;
  }

  private Optional<TaskRow> row(TaskId id) {
    return tables.tasks.find(id);
  }

  /** Returns the row of a task if this is its running attempt. */
  private Optional<TaskRow> running(TaskId id, int attempt) {
    return row(id)
        .filter(row -> row.task().status() == TaskStatus.RUNNING)
        .filter(row -> row.task().attemptCount() == attempt);
  }

  @Override
  public Optional<Task> find(TaskId id) {
    return tables.transaction(() -> row(id).map(TaskRow::task));
  }

  @Override
  public Optional<Instant> nextScheduledAfter(Instant now) {
    return tables.transaction(() -> tables.index.nextAfter(now));
  }

  @Override
  public boolean commitIntent(TaskId id, int attempt, Intent intent, Instant now) {
    return tables.transaction(
        () -> {
          Intent kept = new Intent(intent.number(), Tables.bounded(intent.step()));
          AttemptKey key = new AttemptKey(id, attempt);
          Optional<TaskRow> row = running(id, attempt);
          Optional<IntentRow> before =
              tables.attempts.find(key).flatMap(known -> known.intent(kept.number()));
          if (row.isEmpty() || before.filter(other -> !other.intent().equals(kept)).isPresent()) {
            return false;
          }
          if (before.isEmpty()) {
            putIntent(key, new IntentRow(kept, Optional.empty()));
          }
          tables.put(row.get().with(at(journaled(row.get().task(), key), now)));
          return true;
        });
  }

  @Override
  public void settleIntent(TaskId id, int attempt, int number, boolean tookEffect, Instant now) {
    tables.transaction(
        () -> {
          AttemptKey key = new AttemptKey(id, attempt);
          tables
              .attempts
              .find(key)
              .flatMap(known -> known.intent(number))
              .filter(open -> open.tookEffect().isEmpty())
              .ifPresent(
                  open -> putIntent(key, new IntentRow(open.intent(), Optional.of(tookEffect))));
          running(id, attempt).ifPresent(row -> tables.put(row.with(journaled(row.task(), key))));
        });
  }

  private void putIntent(AttemptKey key, IntentRow intent) {
    AttemptRow before = tables.attempts.find(key).orElseThrow();
    List<IntentRow> intents = new ArrayList<>(before.intents());
    intents.removeIf(other -> other.intent().number() == intent.intent().number());
    intents.add(intent);
    tables.attempts.put(key, before.with(intents));
  }

  private Task journaled(Task running, AttemptKey key) {
    IntentJournal journal = tables.attempts.find(key).orElseThrow().journal();
    return running.knowing(journal);
  }

  private static Task at(Task task, Instant now) {
    return new Task(
        task.id(),
        task.target(),
        task.script(),
        task.source(),
        task.startTime(),
        task.scheduledAt(),
        task.state(),
        task.attemptCount(),
        task.retryCount(),
        task.createdAt(),
        now);
  }

  @Override
  public void recordSteps(TaskId id, int attempt, List<TaskStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    tables.transaction(
        () -> {
          AttemptKey key = new AttemptKey(id, attempt);
          // If the task was deleted meanwhile, there is no attempt to add the steps to.
          tables
              .attempts
              .find(key)
              .ifPresent(
                  before -> {
                    tables.attempts.put(key, before.at(steps.getLast().progress()));
                    TaskRow row = row(id).orElseThrow();
                    tables.put(row.with(log(row.steps(), steps)));
                    tables.tell(new QueueEvent.StepTaken(id));
                  });
        });
  }

  private static List<TaskStep> log(List<TaskStep> before, List<TaskStep> more) {
    List<TaskStep> log = new ArrayList<>(before);
    more.forEach(
        step ->
            log.add(new TaskStep(step.at(), Tables.bounded(step.description()), step.progress())));
    return log.subList(Math.max(0, log.size() - STEPS_KEPT), log.size());
  }

  @Override
  public void recordApp(TaskId id, int attempt, PackageName app, String version) {
    tables.transaction(
        () -> {
          AttemptKey key = new AttemptKey(id, attempt);
          tables
              .attempts
              .find(key)
              .ifPresent(
                  before ->
                      tables.attempts.put(
                          key, before.in(new AppRow(app.value(), Tables.bounded(version)))));
        });
  }

  @Override
  public void recordChoices(TaskId id, int attempt, Choices choices) {
    tables.transaction(
        () -> {
          AttemptKey key = new AttemptKey(id, attempt);
          tables
              .attempts
              .find(key)
              .ifPresent(before -> tables.attempts.put(key, before.with(choices)));
        });
  }

  @Override
  public boolean finish(Task after, int attempt, AttemptEnd end) {
    return tables.transaction(
        () -> {
          Optional<TaskRow> row = running(after.id(), attempt);
          row.ifPresent(running -> end(running, after, end));
          return row.isPresent();
        });
  }

  /** Records the end of an attempt. The rest of its task stays the same. */
  private void end(TaskRow running, Task after, AttemptEnd end) {
    Task before = running.task();
    AttemptKey key = new AttemptKey(before.id(), before.attemptCount());
    tables.put(
        running.with(
            new Task(
                before.id(),
                target(before, after.state()),
                before.script(),
                before.source(),
                before.startTime(),
                after.scheduledAt(),
                bounded(after.state()),
                before.attemptCount(),
                after.retryCount(),
                before.createdAt(),
                after.updatedAt())));
    AttemptRow attempt = tables.attempts.find(key).orElseThrow();
    tables.attempts.put(
        key,
        attempt.with(
            new AttemptRecord(
                attempt.attempt().number(),
                attempt.attempt().node(),
                attempt.attempt().startedAt(),
                Optional.of(after.updatedAt()),
                Optional.of(end.outcome().wireName()),
                end.failureCode().map(FailureCode::wireName),
                end.remark().map(Tables::bounded))));
    tables.endUses(before.id(), end.outcome(), after.updatedAt());
    tables.wakeDispatchers();
  }

  /**
   * Returns the task's target, with the phone that its account is bound to now. An account that
   * moved while the task was running did not move the task.
   */
  private TaskTarget target(Task before, TaskState after) {
    return after.status() == TaskStatus.PENDING
        ? before
            .target()
            .account()
            .flatMap(account -> tables.account(account.id()))
            .map(account -> new TaskTarget(account.device(), before.target().account()))
            .orElse(before.target())
        : before.target();
  }

  private static TaskState bounded(TaskState state) {
    return switch (state) {
      case TaskState.Pending pending ->
          new TaskState.Pending(pending.remark().map(Tables::bounded));
      case TaskState.Running running -> running;
      case TaskState.Completed done ->
          new TaskState.Completed(
              done.attempt(),
              done.outcome(),
              done.remark().map(Tables::bounded),
              done.startedAt(),
              done.finishedAt());
      case TaskState.Failed failed ->
          new TaskState.Failed(
              failed.attempt(),
              new TaskFailure(
                  failed.failure().code(),
                  failed.failure().outcome(),
                  Tables.bounded(failed.failure().remark())),
              failed.startedAt(),
              failed.finishedAt());
    };
  }

  @Override
  public List<Task> changeAll(Collection<TaskId> ids, UnaryOperator<Task> transition) {
    return tables.transaction(
        () ->
            new TreeSet<>(ids)
                .stream()
                    .flatMap(id -> row(id).stream())
                    .filter(row -> row.task().status() != TaskStatus.RUNNING)
                    .filter(row -> !transition.apply(row.task()).equals(row.task()))
                    .toList()
                    .stream()
                    .flatMap(row -> change(row.task().id(), transition).stream())
                    .toList());
  }

  @Override
  public Optional<Task> change(TaskId id, UnaryOperator<Task> transition) {
    return tables.transaction(
        () ->
            row(id)
                .map(
                    row -> {
                      Task before = row.task();
                      Task after = transition.apply(before);
                      if (before.status() == TaskStatus.RUNNING
                          && after.status() != TaskStatus.RUNNING) {
                        end(row, after, AttemptEnd.of(after));
                      } else if (!after.equals(before)) {
                        tables.put(row.with(after));
                        if (after.status() == TaskStatus.PENDING) {
                          tables.moveTask(row.with(after), target(before, after.state()).serial());
                        }
                        tables.wakeDispatchers();
                      }
                      return after;
                    }));
  }

  @Override
  public int cancelPending(BatchId batch, Instant now) {
    return tables.transaction(
        () -> {
          List<TaskRow> pending =
              tables.tasks.stream()
                  .filter(row -> row.batch().equals(batch))
                  .filter(row -> row.task().status() == TaskStatus.PENDING)
                  .toList();
          pending.forEach(row -> tables.put(row.with(row.task().cancel(now))));
          return pending.size();
        });
  }

  @Override
  public List<TaskId> runningIn(BatchId batch) {
    return tables.transaction(
        () ->
            running()
                .filter(row -> row.batch().equals(batch))
                .map(row -> row.task().id())
                .toList());
  }

  @Override
  public Deletion delete(Collection<TaskId> ids) {
    return tables.transaction(
        () -> {
          Set<TaskId> deleted = new HashSet<>();
          Set<TaskId> running = new HashSet<>();
          new TreeSet<>(ids)
              .forEach(
                  id ->
                      row(id)
                          .ifPresent(
                              row -> {
                                if (row.task().status() == TaskStatus.RUNNING) {
                                  running.add(id);
                                } else {
                                  tables.deleteTask(id);
                                  deleted.add(id);
                                }
                              }));
          return new Deletion(deleted, running);
        });
  }

  @Override
  public int prune(Instant finishedBefore, int atMost) {
    return tables.transaction(
        () -> {
          record Finished(TaskId id, Instant at) {}
          List<TaskId> old =
              tables.tasks.stream()
                  .map(TaskRow::task)
                  .flatMap(
                      task ->
                          finishedAt(task.state()).stream().map(at -> new Finished(task.id(), at)))
                  .filter(finished -> finished.at().isBefore(finishedBefore))
                  .sorted(Comparator.comparing(Finished::at))
                  .limit(atMost)
                  .map(Finished::id)
                  .toList();
          old.forEach(tables::deleteTask);
          return old.size();
        });
  }

  static Optional<Instant> finishedAt(TaskState state) {
    return switch (state) {
      case TaskState.Pending _ -> Optional.empty();
      case TaskState.Running _ -> Optional.empty();
      case TaskState.Completed completed -> Optional.of(completed.finishedAt());
      case TaskState.Failed failed -> Optional.of(failed.finishedAt());
    };
  }

  @Override
  public List<Task> failedAfter(long after, int limit) {
    return tables.transaction(
        () ->
            tables.tasks.stream()
                .map(TaskRow::task)
                .filter(task -> task.id().value() > after)
                .filter(InMemoryTaskRepository::mayBeRetried)
                .limit(limit)
                .toList());
  }

  private static boolean mayBeRetried(Task task) {
    return task.state() instanceof TaskState.Failed failed
        && failed.failure().code() != FailureCode.CANCELLED;
  }

  @Override
  public List<Task> takeBackLost(Instant now) {
    return tables.transaction(
        () ->
            running().filter(row -> !tables.isAlive(node(row))).toList().stream()
                .map(
                    row -> {
                      Task after = row.task().interrupt(!row.stopRequested(), now);
                      end(row, after, AttemptEnd.of(after));
                      return after;
                    })
                .toList());
  }

  /** Returns the rows of running tasks, by id. */
  private Stream<TaskRow> running() {
    return tables.index.running().stream().map(id -> row(id).orElseThrow());
  }

  private static NodeId node(TaskRow row) {
    if (row.task().state() instanceof TaskState.Running running) {
      return running.node();
    }
    throw new IllegalStateException("task " + row.task().id() + " does not run");
  }

  @Override
  public void requestStop(TaskId id) {
    tables.transaction(
        () -> {
          row(id)
              .filter(row -> row.task().status() == TaskStatus.RUNNING)
              .ifPresent(row -> tables.put(row.stopRequested(true)));
          tables.tell(new QueueEvent.StopRequested(id));
        });
  }

  @Override
  public List<TaskId> stopRequestedOn(NodeId node) {
    return tables.transaction(
        () ->
            running()
                .filter(TaskRow::stopRequested)
                .filter(row -> node(row).equals(node))
                .map(row -> row.task().id())
                .toList());
  }

  @Override
  public List<Task> runningOn(NodeId node) {
    return tables.transaction(
        () -> running().filter(row -> node(row).equals(node)).map(TaskRow::task).toList());
  }
}
