package dev.drover.application.dispatch;

import dev.drover.application.account.HoldAccount;
import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt on its phone and records its end. */
public final class AttemptRunner {
  private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

  /** After so many refusals, an end is recorded with a plain text of Drover's own. */
  private static final int MOST_REFUSALS = 3;

  /**
   * How long a task waits that found its app's version untried: by then the storage knows the
   * phone's version, and keeps the task back by itself.
   */
  private static final Duration APP_WAIT = Duration.ofSeconds(10);

  private final ScriptTypes scripts;
  private final TaskRepository repository;
  private final AccountDirectory accounts;
  private final HoldAccount holdAccount;
  private final ActionBudgets budgets;
  private final MaterialSupply materials;
  private final QueueSettings settings;
  private final DeviceHealth health;
  private final DeviceGateway gateway;
  private final RandomGenerator random;
  private final Clock clock;

  public AttemptRunner(
      ScriptTypes scripts,
      TaskRepository repository,
      AccountDirectory accounts,
      ActionBudgets budgets,
      MaterialSupply materials,
      QueueSettings settings,
      DeviceHealth health,
      DeviceGateway gateway,
      RandomGenerator random,
      Clock clock) {
    this.scripts = scripts;
    this.repository = repository;
    this.accounts = accounts;
    this.holdAccount = new HoldAccount(accounts, clock);
    this.budgets = budgets;
    this.materials = materials;
    this.settings = settings;
    this.health = health;
    this.gateway = gateway;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The end of an attempt that is not recorded yet.
   *
   * @param task its state after the attempt
   * @param refusals how often the storage has refused to record it
   */
  record Ended(Task task, AttemptEnd attempt, int refusals) {
    static Ended of(Task after) {
      return new Ended(after, AttemptEnd.of(after), 0);
    }

    Ended refusedAgain() {
      return new Ended(task, attempt, refusals + 1);
    }
  }

  /** Runs the attempt and returns its end, whatever is thrown. */
  Ended run(RunningAttempt running) {
    Ended ended;
    try {
      ended = Ended.of(finish(running, runOnPhone(running)));
    } catch (Throwable defect) {
      ended = lost(running);
      tell("the end of its script could not be told", running, defect);
    }
    health.observe(running.serial(), ended.attempt());
    try {
      running.recordSteps();
    } catch (Throwable defect) {
      tell("its last steps could not be recorded", running, defect);
    }
    return ended;
  }

  /** Returns the end of an attempt whose thread died without reporting one. */
  Ended lost(RunningAttempt running) {
    Instant now = clock.instant();
    return Ended.of(
        running.hasBegun()
            ? running.task().finish(defect(running), now)
            : running.task().interrupt(now));
  }

  private static AttemptResult defect(RunningAttempt running) {
    return failed(
        FailureCode.INTERNAL_ERROR,
        "the script failed unexpectedly on phone "
            + running.serial()
            + "; the server's log has the details under task "
            + running.task().id());
  }

  /** Logs a failure; if even that fails, for lack of memory say, logs the classes only. */
  private static void tell(String what, RunningAttempt running, Throwable defect) {
    try {
      log.error("task {}: {}", running.task().id(), what, defect);
    } catch (Throwable untold) {
      log.error(
          "task {}: {}: {}, which can't be told of because of {}",
          running.task().id(),
          what,
          defect.getClass().getName(),
          untold.getClass().getName());
    }
  }

  /**
   * Records the end of an attempt. A retry is safe.
   *
   * @throws StorageUnavailable if it can't be recorded now
   * @throws RuntimeException if the storage refuses it; after several refusals it is recorded with
   *     a plain text, without the values that may be the cause
   */
  void record(RunningAttempt running, Ended ended) {
    boolean plainly = ended.refusals() >= MOST_REFUSALS;
    Task end = plainly ? inPlainWords(running, ended.task()) : ended.task();
    if (plainly) {
      log.error(
          "task {}: the database refuses its end as it is, {}; it is recorded in plainer words",
          end.id(),
          ended.attempt());
    }
    beforehand(plainly, running, () -> holdIfBlocked(running, end));
    beforehand(plainly, running, () -> health.pauseIfDue(running.serial()));
    Task after =
        plainly
            ? end
            : running.waitsForApp() ? backInQueue(end) : retriedIfSafe(end, running.account());
    AttemptEnd attempt = plainly ? AttemptEnd.of(end) : ended.attempt();
    tellOfEnd(running, after, attempt, repository.finish(after, running.attempt(), attempt));
  }

  /**
   * @param accepted whether the end is recorded
   */
  static void tellOfEnd(RunningAttempt running, Task after, AttemptEnd attempt, boolean accepted) {
    if (accepted) {
      TaskLog.ended(running, attempt, after);
    } else {
      log.warn(
          "task {}: attempt {} had lost its place; its end ({}) was not recorded",
          after.id(),
          running.attempt(),
          attempt);
    }
  }

  private static void beforehand(boolean passedOver, RunningAttempt running, Runnable work) {
    try {
      work.run();
    } catch (StorageUnavailable unavailable) {
      throw unavailable;
    } catch (RuntimeException refused) {
      if (!passedOver) {
        throw refused;
      }
      log.error(
          "task {}: its account may not be held, or phone {} not be paused, as it should be",
          running.task().id(),
          running.serial(),
          refused);
    }
  }

  /** Returns the same end without texts from the phone or the script. */
  private static Task inPlainWords(RunningAttempt running, Task ended) {
    Task begun = running.task();
    return switch (ended.state()) {
      case TaskState.Completed completed ->
          begun.complete(completed.outcome(), Optional.empty(), completed.finishedAt());
      case TaskState.Failed failed ->
          begun.fail(
              new TaskFailure(
                  failed.failure().code(),
                  failed.failure().outcome(),
                  "the database refuses what there is to say of it; the server's log has the"
                      + " details under task "
                      + ended.id()),
              failed.finishedAt());
      case TaskState.Pending pending -> begun.interrupt(ended.updatedAt());
      case TaskState.Running still ->
          throw new IllegalArgumentException("attempt " + still.attempt() + " has not ended");
    };
  }

  /**
   * Holds an account whose app needs a person, so that further tasks don't make it worse. A hold
   * does not keep back tasks without an account, which are for whoever is logged in: where such a
   * task was stopped, the phone is paused, too.
   */
  private void holdIfBlocked(RunningAttempt running, Task ended) {
    if (ended.state() instanceof TaskState.Failed failed
        && failed.failure().code() == FailureCode.APP_BLOCKED) {
      String reason = failed.failure().remark();
      running
          .actor()
          .ifPresent(
              account -> holdAccount.hold(account.id(), reason, running.serial(), ended.id()));
      if (ended.target().account().isEmpty()) {
        health.pauseForPerson(running.serial(), ended.id(), reason);
      }
    }
  }

  /**
   * @param account whose actions the attempt's were
   */
  private Task retriedIfSafe(Task ended, Optional<AccountId> account) {
    if (!(ended.state() instanceof TaskState.Failed failed)) {
      return ended;
    }
    if (failed.failure().code() == FailureCode.BUDGET_EXHAUSTED) {
      return postponed(ended, account);
    }
    QueuePolicy policy = settings.current();
    if (!policy.retries(failed.failure(), ended.retryCount()) || accountIsGone(ended)) {
      return ended;
    }
    Instant now = clock.instant();
    return ended.retryLater(now.plus(policy.retryWait(random)), now);
  }

  /** The next claim leaves the task where it is until the version of its app has passed. */
  private Task backInQueue(Task ended) {
    Instant now = clock.instant();
    return ended.state() instanceof TaskState.Failed failed && failed.failure().retrySafe()
        ? ended.postpone(now.plus(APP_WAIT), now)
        : ended;
  }

  /** Postpones a task whose daily budget is used up to the account's next day. */
  private Task postponed(Task ended, Optional<AccountId> account) {
    Instant now = clock.instant();
    return account
        .flatMap(id -> budgets.day(id, now))
        .map(day -> ended.postpone(day.end(), now))
        .orElse(ended);
  }

  private boolean accountIsGone(Task task) {
    return task.target().account().filter(to -> accounts.find(to.id()).isEmpty()).isPresent();
  }

  private AttemptResult runOnPhone(RunningAttempt running) {
    Task task = running.task();
    if (task.script() instanceof UnreadableScript unreadable) {
      return new AttemptResult.Failed(
          TaskFailure.withoutEffect(FailureCode.NOT_SUPPORTED, unreadable.reason()));
    }
    try {
      Optional<AccountTarget> wanted = task.target().account();
      Optional<Account> account = wanted.flatMap(target -> accounts.find(target.id()));
      if (wanted.isPresent() && account.isEmpty()) {
        return new AttemptResult.Failed(
            TaskFailure.withoutEffect(
                FailureCode.ACCOUNT_NOT_FOUND,
                "account "
                    + wanted.get().username()
                    + " was deleted before the task began; create a new task for another account"));
      }
      Optional<String> usedUp = account.flatMap(of -> usedUp(of, task.script()));
      if (usedUp.isPresent()) {
        return new AttemptResult.Failed(
            TaskFailure.withoutEffect(FailureCode.BUDGET_EXHAUSTED, usedUp.get()));
      }
      Supply supply =
          materials.take(task.id(), running.attempt(), running.serial(), account, task.script());
      return switch (supply) {
        case Supply.Missing missing ->
            new AttemptResult.Failed(
                TaskFailure.withoutEffect(FailureCode.MATERIAL_MISSING, missing.reason()));
        case Supply.NothingNeeded nothing -> runOnPhone(running, account, Optional.empty());
        case Supply.Taken taken -> {
          running.chose(
              new Choice(
                  Choice.Name.MATERIALS,
                  taken.materials().files().stream().map(MediaFile::name).toList()));
          running.refuse(read -> refusal(running, read));
          yield runOnPhone(running, account, Optional.of(taken.materials()));
        }
      };
    } catch (Attempt.AttemptStopped stopped) {
      log.debug("task {}: {}", task.id(), stopped.getMessage());
      return running
          .refused()
          .<AttemptResult>map(AttemptResult.Failed::new)
          .orElseGet(() -> failed(FailureCode.STOPPED, "stopped by request"));
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: ended because the database is away", task.id(), unavailable);
      running.stop(StopReason.STORAGE_AWAY);
      return failed(FailureCode.INTERRUPTED, "the database could not be reached");
    } catch (Throwable defect) {
      AttemptResult result = defect(running);
      tell("the script failed unexpectedly", running, defect);
      return result;
    }
  }

  /** What is posted counts for the account that the app is logged in with, once that is read. */
  private Optional<TaskFailure> refusal(RunningAttempt running, Account read) {
    return materials
        .countFor(running.task().id(), running.attempt(), running.serial(), read)
        .map(reason -> TaskFailure.withoutEffect(FailureCode.MATERIAL_MISSING, reason));
  }

  /** Checked before the phone is touched; a script with several budgets checks as it runs. */
  private Optional<String> usedUp(Account account, Script script) {
    return scripts
        .find(script.wireName())
        .flatMap(ScriptType::spends)
        .flatMap(
            action ->
                budgets
                    .day(account.id(), clock.instant())
                    .filter(day -> day.isUsedUp(action))
                    .map(day -> day.remark(action, account)));
  }

  private AttemptResult runOnPhone(
      RunningAttempt running, Optional<Account> account, Optional<PostMaterials> files) {
    return gateway.run(
        new Assignment(running.serial(), account, running.task().script(), files), running);
  }

  private Task finish(RunningAttempt running, AttemptResult result) {
    Task task = running.task();
    Optional<StopReason> stopped = running.stopped();
    if (result instanceof AttemptResult.Failed(TaskFailure blocked)
        && blocked.code() == FailureCode.APP_BLOCKED
        && stopped.isEmpty()) {
      return task.finish(
          new AttemptResult.Failed(
              new TaskFailure(
                  blocked.code(), blocked.outcome(), blocked.remark() + beforeRetry(running))),
          clock.instant());
    }
    if (result instanceof AttemptResult.Failed && stopped.isPresent()) {
      return switch (stopped.get()) {
        case REQUESTED ->
            task.finish(failed(FailureCode.STOPPED, "stopped by request"), clock.instant());
        case SHUTDOWN, SUPERSEDED, LEASE_LOST, STORAGE_AWAY -> task.interrupt(clock.instant());
      };
    }
    return task.finish(withBudget(running, result), clock.instant());
  }

  /** Names the account, its budget and its next day, which the flow does not know. */
  private AttemptResult withBudget(RunningAttempt running, AttemptResult result) {
    if (!(result instanceof AttemptResult.Failed(TaskFailure failure))
        || failure.code() != FailureCode.BUDGET_EXHAUSTED) {
      return result;
    }
    try {
      return running
          .usedUp()
          .flatMap(action -> running.account().flatMap(id -> remark(id, action)))
          .<AttemptResult>map(
              remark ->
                  new AttemptResult.Failed(
                      new TaskFailure(failure.code(), failure.outcome(), remark)))
          .orElse(result);
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: its budget can't be named", running.task().id(), unavailable);
      return result;
    }
  }

  private Optional<String> remark(AccountId id, AccountAction action) {
    return accounts
        .find(id)
        .flatMap(
            account -> budgets.day(id, clock.instant()).map(day -> day.remark(action, account)));
  }

  /** What {@link #holdIfBlocked} makes necessary before a retry. */
  private static String beforeRetry(RunningAttempt running) {
    Optional<String> account =
        running.actor().map(held -> "release account " + held.username() + ", which is held");
    Optional<String> phone =
        running.task().target().account().isPresent()
            ? Optional.empty()
            : Optional.of("resume phone " + running.serial() + ", which is paused");
    return ". Before a retry, "
        + Stream.concat(account.stream(), phone.stream()).collect(Collectors.joining(", and "));
  }

  /** Returns a failure without effect; the task adds what the attempt's journal knows. */
  private static AttemptResult failed(FailureCode code, String remark) {
    return new AttemptResult.Failed(TaskFailure.withoutEffect(code, remark));
  }
}
