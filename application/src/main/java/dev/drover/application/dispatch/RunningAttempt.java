package dev.drover.application.dispatch;

import dev.drover.application.account.MatchAccounts;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.AppVersions.Beginning;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.application.program.RunProgram;
import dev.drover.application.trial.AppTrials;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Choices;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskState.Running;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.domain.trial.AppTrial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt that runs on this node. Its flow reports through it; any thread may stop it. */
final class RunningAttempt implements Attempt {
  private static final Logger log = LoggerFactory.getLogger(RunningAttempt.class);

  /** The pause before an intent is recorded again after the storage was unavailable. */
  private static final Duration RETRY = Duration.ofMillis(500);

  /** After so many refusals in a row, steps are recorded one by one and dropped if refused. */
  private static final int MOST_REFUSALS = 3;

  private final Running state;
  private final DeviceSerial serial;
  private final TaskRepository repository;
  private final KeptScreens screens;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final AppTrials trials;
  private final RunProgram programs;
  private final NodeLease lease;
  private final long term;
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch stopSignal = new CountDownLatch(1);

  private final List<TaskStep> unrecorded = new ArrayList<>();
  private int refusals;
  private Optional<Thread> thread = Optional.empty();
  private Task task;

  /** Results of intents that are not recorded yet; used by the attempt's thread only. */
  private final Queue<Settled> unsettled = new ArrayDeque<>();

  /** Used by the attempt's thread only. */
  private Optional<AccountAction> usedUp = Optional.empty();

  /** What was chosen, and whether that is recorded; used by the attempt's thread only. */
  private Choices choices = Choices.NONE;

  private boolean choicesRecorded = true;

  /** The account that the app acts for if the task has none. Any thread may read it. */
  private volatile Optional<AccountTarget> inUse = Optional.empty();

  /** Says why an account must not take the actions of this attempt; set before the flow begins. */
  private Function<Account, Optional<TaskFailure>> refusing = _ -> Optional.empty();

  private Optional<TaskFailure> refused = Optional.empty();

  /** Whether the task goes back to its queue until the version of its app has passed. */
  private boolean waitsForApp;

  private Optional<StopReason> stopped = Optional.empty();
  private final List<Runnable> aborts = new ArrayList<>();

  /**
   * @param term of the lease in which the task was claimed
   */
  RunningAttempt(
      Task task,
      Running state,
      DeviceSerial serial,
      TaskRepository repository,
      KeptScreens screens,
      AccountDirectory accounts,
      ActionBudgets budgets,
      AppTrials trials,
      RunProgram programs,
      NodeLease lease,
      long term,
      Clock clock) {
    this.task = task;
    this.state = state;
    this.serial = serial;
    this.repository = repository;
    this.screens = screens;
    this.accounts = accounts;
    this.budgets = budgets;
    this.trials = trials;
    this.programs = programs;
    this.lease = lease;
    this.term = term;
    this.clock = clock;
  }

  /** The result of an intent. */
  private record Settled(int number, boolean tookEffect) {}

  /** Why an attempt was stopped from outside. */
  enum StopReason {
    /** A person requested it. */
    REQUESTED,
    /** The server shuts down. */
    SHUTDOWN,
    /** Another attempt has replaced it. */
    SUPERSEDED,
    /** This node could not renew its lease; other nodes may take over its tasks. */
    LEASE_LOST,
    /** The storage was unavailable for something that the attempt needs. */
    STORAGE_AWAY
  }

  /** Returns the current state of the task. */
  synchronized Task task() {
    return task;
  }

  DeviceSerial serial() {
    return serial;
  }

  int attempt() {
    return state.attempt();
  }

  Instant startedAt() {
    return state.startedAt();
  }

  /** Returns why it was stopped, or must be stopped although no thread has done so yet. */
  synchronized Optional<StopReason> stopped() {
    return stopped.or(
        () -> lease.isHeldSince(term) ? Optional.empty() : Optional.of(StopReason.LEASE_LOST));
  }

  /** Starts the attempt on a new virtual thread. */
  synchronized void begin(Runnable work) {
    Thread own = Thread.ofVirtual().name("task-" + task.id()).unstarted(work);
    thread = Optional.of(own);
    own.start();
  }

  /** Tells whether it was started, even if it has ended since. */
  synchronized boolean hasBegun() {
    return thread.filter(own -> own.getState() != Thread.State.NEW).isPresent();
  }

  /** Tells whether its thread is alive and will report its end. */
  synchronized boolean isAlive() {
    return thread.filter(Thread::isAlive).isPresent();
  }

  /** Returns a latch that opens once the end is recorded. */
  CountDownLatch ended() {
    return ended;
  }

  /**
   * Stops the attempt at its next step, or at once while the flow waits for the phone. The first
   * reason is kept.
   *
   * @return whether this call was the first
   */
  boolean stop(StopReason reason) {
    List<Runnable> toAbort;
    synchronized (this) {
      if (stopped.isPresent()) {
        return false;
      }
      stopped = Optional.of(reason);
      stopSignal.countDown();
      toAbort = List.copyOf(aborts);
    }
    toAbort.forEach(Runnable::run);
    return true;
  }

  @Override
  public void step(String description, int progress) {
    refuseIfStopped();
    unrecorded.add(new TaskStep(clock.instant(), description, progress));
    recordSteps();
  }

  /** A failure is only logged, because what people count must never fail an attempt. */
  @Override
  public void usesApp(PackageName app, String version) {
    try {
      repository.recordApp(task.id(), state.attempt(), app, version);
    } catch (RuntimeException notRecorded) {
      log.warn("task {}: its app is not recorded", task.id(), notRecorded);
    }
  }

  @Override
  public boolean tries(InstalledApp app) {
    refuseIfStopped();
    List<Beginning> answer = new ArrayList<>();
    recorded(
        "use " + app.app(),
        () -> answer.add(trials.begin(serial, task.id(), state.attempt(), app)));
    return switch (answer.getFirst()) {
      case Beginning.Settled _ -> false;
      case Beginning.Yours _ -> true;
      case Beginning.NotKept _ -> !app.listed();
      case Beginning.Waits(AppTrial trial) -> {
        String reason = new Obstacle.AppWaits(trial).description();
        waitsForApp = true;
        refused = Optional.of(TaskFailure.withoutEffect(FailureCode.APP_VERSION_UNKNOWN, reason));
        throw new AttemptStopped(reason);
      }
    };
  }

  @Override
  public void tried(InstalledApp app, Optional<String> lacks) {
    boolean counts =
        recorded(
            "tell how the trial of " + app.app() + " went",
            () -> trials.end(serial, task.id(), state.attempt(), app.app(), lacks));
    waitsForApp = counts && lacks.isPresent();
  }

  /** Returns whether the attempt ended because the version of its app has not passed yet. */
  boolean waitsForApp() {
    return waitsForApp;
  }

  /** Returns the account that the app acts for: the task's, or else the one in use. */
  Optional<AccountTarget> actor() {
    return task().target().account().or(() -> inUse);
  }

  /** Returns the account that the actions count for. */
  Optional<AccountId> account() {
    return actor().map(AccountTarget::id);
  }

  @Override
  public void actsFor(PackageName app, Username username) {
    refuseIfStopped();
    if (task.target().account().isEmpty()) {
      recorded(
          "count for " + username,
          () -> {
            Optional<Account> known =
                accounts.named(List.of(username)).stream()
                    .filter(account -> account.packageName().equals(app))
                    .findFirst();
            refused = known.flatMap(refusing);
            inUse = known.map(account -> new AccountTarget(account.id(), account.username()));
            return inUse.isPresent();
          });
      refused.ifPresent(
          failure -> {
            throw new AttemptStopped(failure.remark());
          });
    }
  }

  /**
   * @param newRefusing says why an account, once it is read from the app, must not take the actions
   *     of this attempt
   */
  void refuse(Function<Account, Optional<TaskFailure>> newRefusing) {
    refusing = newRefusing;
  }

  /** Returns why the attempt was ended when its account was read. */
  Optional<TaskFailure> refused() {
    return refused;
  }

  /**
   * Waits while the storage is unavailable: an account under a name that the app does not know any
   * more can't run.
   */
  @Override
  public void renamed(PackageName app, Username name) {
    Optional<AccountId> account = account();
    if (account.isEmpty()) {
      return;
    }
    try {
      if (recorded(
          "call the account " + name,
          () -> accounts.rename(account.get(), app, name).isPresent())) {
        log.info("task {}: account {} is called {} now", task.id(), account.get(), name);
      }
    } catch (AccountExists another) {
      log.error(
          "task {}: account {} is called {} in the app now, but another account has that name;"
              + " delete one of them",
          task.id(),
          account.get(),
          name);
    }
  }

  /** A failure is only logged, because a note for people must never fail an attempt. */
  @Override
  public void loggedIn(boolean loggedIn) {
    Optional<AccountId> account = account();
    if (account.isEmpty()) {
      return;
    }
    try {
      if (accounts.noteLogin(account.get(), loggedIn)) {
        log.info(
            "task {}: the app on phone {} is logged {} account {}",
            task.id(),
            serial,
            loggedIn ? "in with" : "out of",
            account.get());
      }
    } catch (RuntimeException notNoted) {
      log.warn("task {}: a login could not be noted", task.id(), notNoted);
    }
  }

  @Override
  public AccountMatch matchAccounts(AppLogins logins, boolean addMissing) {
    refuseIfStopped();
    MatchAccounts use = new MatchAccounts(accounts);
    return recorded("note the accounts", () -> use.match(serial, logins, addMissing));
  }

  /** While no account is known, an attempt spends no budget. */
  @Override
  public boolean spend(AccountAction action) {
    refuseIfStopped();
    boolean spent =
        account()
            .map(
                id ->
                    recorded(
                        "spend a " + action.wireName(),
                        () -> budgets.spend(id, action, clock.instant())))
            .orElse(true);
    if (!spent) {
      usedUp = Optional.of(action);
    }
    return spent;
  }

  /** Returns the action that was refused last because its budget was used up. */
  Optional<AccountAction> usedUp() {
    return usedUp;
  }

  @Override
  public void chose(Choice choice) {
    refuseIfStopped();
    choices = choices.with(choice);
    choicesRecorded = false;
    recordChoices();
  }

  /** What can't be recorded now is recorded with the next step. */
  private void recordChoices() {
    if (choicesRecorded) {
      return;
    }
    try {
      repository.recordChoices(task.id(), state.attempt(), choices);
      choicesRecorded = true;
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: what it chose is not recorded yet", task.id(), unavailable);
    } catch (RuntimeException refused) {
      choicesRecorded = true;
      log.error("task {}: what it chose is not recorded", task.id(), refused);
    }
  }

  @Override
  public void commitIntent(String step) {
    refuseIfStopped();
    Intent intent = journal().next(step);
    if (!recorded(
        step,
        () -> {
          recordSettled();
          return repository.commitIntent(task.id(), state.attempt(), intent, clock.instant());
        })) {
      stop(StopReason.SUPERSEDED);
    }
    synchronized (this) {
      refuseIfStopped();
      task = task.commitIntent(step, clock.instant());
    }
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    synchronized (this) {
      task = task.settleIntent(tookEffect, clock.instant());
    }
    unsettled.add(new Settled(journal().committed(), tookEffect));
    recordSteps();
  }

  private synchronized IntentJournal journal() {
    return task.state() instanceof Running now ? now.journal() : IntentJournal.EMPTY;
  }

  /** Until this is recorded, a node that takes over the task treats the outcome as unknown. */
  private void recordSettled() {
    while (!unsettled.isEmpty()) {
      Settled next = unsettled.element();
      repository.settleIntent(
          task.id(), state.attempt(), next.number(), next.tookEffect(), clock.instant());
      unsettled.remove();
    }
  }

  /**
   * Repeats a recording while the storage is unavailable, as long as the lease lasts.
   *
   * @throws StorageUnavailable if the storage stays unavailable for longer
   */
  private <T> T recorded(String step, Supplier<T> record) {
    while (true) {
      try {
        return record.get();
      } catch (StorageUnavailable unavailable) {
        if (!lease.isHeldSince(term)) {
          throw unavailable;
        }
        log.warn("task {} holds before \"{}\": {}", task.id(), step, unavailable.getMessage());
        pauseBeforeRetry();
        refuseIfStopped();
      }
    }
  }

  private void pauseBeforeRetry() {
    try {
      stopSignal.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AttemptStopped("interrupted while the database was away");
    }
  }

  @Override
  public boolean mayGoOn() {
    return stopSignal.getCount() > 0 && lease.isHeldSince(term);
  }

  @Override
  public boolean mayTidyUp() {
    return lease.isHeldSince(term);
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    keep(Shows.FAILURE, name, contentType, content);
  }

  @Override
  public boolean wantsProof() {
    return screens.ofSuccess();
  }

  @Override
  public void proof(String name, String contentType, byte[] content) {
    if (wantsProof()) {
      keep(Shows.SUCCESS, name, contentType, content);
    }
  }

  private void keep(Shows shows, String name, String contentType, byte[] content) {
    try {
      screens
          .artifacts()
          .keep(
              task.id(),
              Artifact.of(state.attempt(), shows, name, contentType, content, clock.instant()));
    } catch (RuntimeException notKept) {
      log.warn("task {}: {} could not be kept", task.id(), name, notKept);
    }
  }

  @Override
  public void onStop(Runnable newAbort) {
    boolean now;
    synchronized (this) {
      aborts.add(newAbort);
      now = stopped.isPresent();
    }
    if (now) {
      newAbort.run();
    }
  }

  @Override
  public AttemptResult runProgram(Optional<PackageName> app) {
    refuseIfStopped();
    Task now = task();
    if (!(now.script() instanceof ProgramScript script)) {
      throw new IllegalStateException("task " + now.id() + " has no program");
    }
    return programs.run(
        new RunProgram.Order(
            script, serial, now.target().account().map(AccountTarget::username), app),
        this,
        this::recordLines);
  }

  private void recordLines(List<TaskStep> lines) {
    unrecorded.addAll(lines);
    recordSteps();
  }

  private void refuseIfStopped() {
    stopped()
        .ifPresent(
            reason -> {
              throw new AttemptStopped("the run was ended: " + reason);
            });
  }

  /**
   * Steps that can't be written now are written with the next ones. A log line must never fail an
   * attempt.
   */
  void recordSteps() {
    recordChoices();
    try {
      recordSettled();
      if (unrecorded.isEmpty()) {
        return;
      }
      repository.recordSteps(task.id(), state.attempt(), List.copyOf(unrecorded));
      unrecorded.clear();
      refusals = 0;
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: {} step(s) not recorded yet", task.id(), unrecorded.size(), unavailable);
    } catch (RuntimeException refused) {
      refusals++;
      log.warn("task {}: {} step(s) not recorded yet", task.id(), unrecorded.size(), refused);
      if (refusals == MOST_REFUSALS) {
        refusals = 0;
        List.copyOf(unrecorded).forEach(this::recordAlone);
      }
    }
  }

  private void recordAlone(TaskStep step) {
    try {
      repository.recordSteps(task.id(), state.attempt(), List.of(step));
      unrecorded.remove(step);
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: a step is not recorded yet", task.id(), unavailable);
    } catch (RuntimeException refused) {
      unrecorded.remove(step);
      log.error("task {}: \"{}\" is never recorded", task.id(), step.description(), refused);
    }
  }
}
