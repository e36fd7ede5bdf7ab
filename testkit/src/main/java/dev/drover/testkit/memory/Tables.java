package dev.drover.testkit.memory;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.WebSession;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import dev.drover.testkit.memory.MaterialRows.MaterialRow;
import dev.drover.testkit.memory.MaterialRows.UseKey;
import dev.drover.testkit.memory.MaterialRows.UseRow;
import dev.drover.testkit.memory.Rows.AddressKey;
import dev.drover.testkit.memory.Rows.ArtifactKey;
import dev.drover.testkit.memory.Rows.ArtifactRow;
import dev.drover.testkit.memory.Rows.AttemptKey;
import dev.drover.testkit.memory.Rows.AttemptRow;
import dev.drover.testkit.memory.Rows.DeviceRow;
import dev.drover.testkit.memory.Rows.InsertRow;
import dev.drover.testkit.memory.Rows.LeaseRow;
import dev.drover.testkit.memory.Rows.NodeRow;
import dev.drover.testkit.memory.Rows.PhoneAppKey;
import dev.drover.testkit.memory.Rows.PhoneAppRow;
import dev.drover.testkit.memory.Rows.SpentKey;
import dev.drover.testkit.memory.Rows.TaskRow;
import dev.drover.testkit.memory.Rows.VersionKey;
import dev.drover.testkit.memory.Rows.VersionRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All stored data, under one lock. The ports share one instance. */
final class Tables {
  /** The longest stored text, in characters. Phones and apps may report longer ones. */
  private static final int MOST_CHARACTERS = 2_000;

  private final Transactions transactions = new Transactions();
  private final Clock clock;
  final InMemoryEvents events;

  final TaskIndex index = new TaskIndex();
  final Table<TaskId, TaskRow> tasks = new Table<>(transactions, index);
  final Table<AttemptKey, AttemptRow> attempts = new Table<>(transactions);
  final Table<ArtifactKey, ArtifactRow> artifacts = new Table<>(transactions);
  final Table<String, InsertRow> inserts = new Table<>(transactions);
  final Table<String, NodeRow> nodes = new Table<>(transactions);
  final Table<DeviceSerial, DeviceRow> devices = new Table<>(transactions);
  final Table<DeviceSerial, LeaseRow> leases = new Table<>(transactions);
  final Table<AddressKey, String> addresses = new Table<>(transactions);
  final AccountKeys accountKeys = new AccountKeys();
  final Table<Long, Account> accounts = new Table<>(transactions, accountKeys);
  final Table<Long, ActionBudget> budgets = new Table<>(transactions);
  final Kept<BudgetDefaults> budgetDefaults = new Kept<>(transactions, BudgetDefaults.USUAL);
  final Table<SpentKey, Integer> spent = new Table<>(transactions);
  final Table<String, ApiKey> keys = new Table<>(transactions);
  final Table<String, WebSession> sessions = new Table<>(transactions);
  final Kept<QueuePolicy> policy = new Kept<>(transactions, QueuePolicy.DEFAULT);
  final Kept<Optional<Instant>> pausedSince = new Kept<>(transactions, Optional.empty());
  final Kept<Optional<Instant>> newestTime = new Kept<>(transactions, Optional.empty());
  final Table<Long, MaterialRow> materials = new Table<>(transactions);
  final Table<UseKey, UseRow> uses = new Table<>(transactions);
  final Table<VersionKey, VersionRow> versions = new Table<>(transactions);
  final Table<PhoneAppKey, PhoneAppRow> phoneApps = new Table<>(transactions);
  final Kept<Long> lastMaterialId = new Kept<>(transactions, 0L);
  final Kept<Long> lastFile = new Kept<>(transactions, 0L);
  final Kept<Long> lastTaskId = new Kept<>(transactions, 0L);
  final Kept<Long> lastAccountId = new Kept<>(transactions, 0L);

  /**
   * @param clock the storage's clock, by which leases are measured
   */
  Tables(Clock clock, InMemoryEvents events) {
    this.clock = clock;
    this.events = events;
  }

  <T> T transaction(Supplier<T> work) {
    return transactions.run(work);
  }

  void transaction(Runnable work) {
    transactions.run(work);
  }

  Instant now() {
    return clock.instant();
  }

  /** Wakes the dispatchers when the current transaction commits. */
  void wakeDispatchers() {
    transactions.onCommit(events::tellOfWork);
  }

  /** Reports an event when the current transaction commits. */
  void tell(QueueEvent event) {
    transactions.onCommit(() -> events.tell(event));
  }

  boolean isAlive(NodeId node) {
    return nodes.find(node.value()).filter(row -> row.isAlive(now())).isPresent();
  }

  /** Whether the lease still keeps others off its phone. */
  boolean isLive(LeaseRow row) {
    return row.lease().until().plus(PhoneLeases.GRACE).isAfter(now())
        && nodes
            .find(row.lease().node().value())
            .filter(node -> node.isAlive(now()) && node.process().equals(row.process()))
            .isPresent();
  }

  List<PhoneLease> liveLeases() {
    return leases.stream().filter(this::isLive).map(LeaseRow::lease).toList();
  }

  Optional<PhoneLease> liveLease(DeviceSerial serial) {
    return leases.find(serial).filter(this::isLive).map(LeaseRow::lease);
  }

  /** Returns the version as it is now: a trial lasts as long as its attempt runs. */
  AppTrial trial(VersionRow row) {
    AppTrial stored = row.trial();
    boolean over =
        stored.state() == TrialState.TRYING
            && row.attempt()
                .flatMap(attempt -> tasks.find(attempt.task()).filter(task -> runs(task, attempt)))
                .isEmpty();
    return over
        ? new AppTrial(stored.app(), TrialState.NEW, stored.phone(), stored.since(), stored.lacks())
        : stored;
  }

  private static boolean runs(TaskRow row, AttemptKey attempt) {
    return row.task().status() == TaskStatus.RUNNING
        && row.task().attemptCount() == attempt.number();
  }

  /** Returns the apps of a phone, by package. */
  List<AppTrial> appsOn(DeviceSerial phone) {
    return phoneApps.between(new PhoneAppKey(phone, ""), new PhoneAppKey(phone, "\uffff")).stream()
        .flatMap(row -> versions.find(row.version()).stream())
        .map(this::trial)
        .toList();
  }

  /** Returns the versions for which this task waits, on its phone. */
  List<AppTrial> waitsFor(Task task) {
    if (!task.script().usesApp()) {
      return List.of();
    }
    Optional<String> wanted =
        task.target()
            .account()
            .flatMap(account -> account(account.id()))
            .map(account -> account.packageName().value());
    Platform platform = task.script().platform().orElse(Platform.WITHOUT_ACCOUNT);
    boolean ofAccount = task.target().account().isPresent();
    return task.target().serial().map(this::appsOn).orElse(List.of()).stream()
        .filter(trial -> trial.state().keepsWaiting())
        .filter(
            trial ->
                ofAccount
                    ? wanted.filter(trial.app().app().value()::equals).isPresent()
                    : trial.app().platform() == platform)
        .toList();
  }

  /** Removes a lease, and reports that. */
  void removeLease(PhoneLease lease) {
    leases.remove(lease.serial());
    tell(new QueueEvent.LeaseChanged(lease.serial()));
    wakeDispatchers();
  }

  Optional<Account> account(AccountId id) {
    return accounts.find(id.value());
  }

  /** Stores a task, and reports an event if its state or phone has changed. */
  void put(TaskRow row) {
    Task after = row.task();
    boolean told =
        tasks
            .find(after.id())
            .map(TaskRow::task)
            .filter(
                before ->
                    before.status() == after.status()
                        && before.target().serial().equals(after.target().serial())
                        && before.scheduledAt().equals(after.scheduledAt()))
            .isEmpty();
    tasks.put(after.id(), row);
    if (told) {
      tell(new QueueEvent.TaskChanged(after.id()));
    }
  }

  /** Deletes a task and everything that belongs to it. */
  void deleteTask(TaskId id) {
    tasks.remove(id);
    attempts.removeBetween(AttemptKey.first(id), AttemptKey.end(id));
    artifacts.removeBetween(new ArtifactKey(id, 0, ""), new ArtifactKey(id, Integer.MAX_VALUE, ""));
    tell(new QueueEvent.TaskDeleted(id));
  }

  /**
   * Frees the materials that a task has taken if its attempt had no effect, and marks them as used
   * otherwise.
   */
  void endUses(TaskId task, Outcome outcome, Instant now) {
    for (UseRow use : uses.all()) {
      if (use.task().equals(task) && use.usedAt().isEmpty()) {
        if (outcome == Outcome.NO_EFFECT) {
          uses.remove(use.key());
        } else {
          uses.put(use.key(), use.usedAt(now));
        }
      }
    }
  }

  /** Assigns a pending task to another phone, or to none. */
  void moveTask(TaskRow row, Optional<DeviceSerial> phone) {
    retarget(row, new TaskTarget(phone, row.task().target().account()));
  }

  /** Has a task name its account as that is called now. */
  void renameTask(TaskRow row, Username name) {
    TaskTarget target = row.task().target();
    retarget(
        row,
        new TaskTarget(
            target.serial(),
            target.account().map(account -> new TaskTarget.AccountTarget(account.id(), name))));
  }

  private void retarget(TaskRow row, TaskTarget target) {
    Task task = row.task();
    put(
        row.with(
            new Task(
                task.id(),
                target,
                task.script(),
                task.source(),
                task.startTime(),
                task.scheduledAt(),
                task.state(),
                task.attemptCount(),
                task.retryCount(),
                task.createdAt(),
                task.updatedAt())));
  }

  /** Shortens a text to the longest stored one. */
  static String bounded(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
