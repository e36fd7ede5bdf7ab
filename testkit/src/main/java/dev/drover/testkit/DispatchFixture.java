package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.dispatch.AttemptRunner;
import dev.drover.application.dispatch.DeviceHealth;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.Dispatcher;
import dev.drover.application.dispatch.KeptScreens;
import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.program.RunProgram;
import dev.drover.application.trial.AppTrials;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dispatch of one server on a storage, with phones that a test controls. Tests extend this
 * class; time passes only when they move the clocks.
 */
public abstract class DispatchFixture {
  protected static final Instant NOW = SampleTasks.NOW;
  private static final Logger log = LoggerFactory.getLogger(DispatchFixture.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  protected static final NodeId NODE = SampleTasks.NODE;

  /** Only a defect makes a test wait this long. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  protected final SettableClock clock = new SettableClock(NOW);

  /** The storage's clock, by which leases are measured. */
  protected final SettableClock storageClock = new SettableClock(NOW);

  protected final ObedientPhones phones = new ObedientPhones();
  protected final ObedientPrograms programs = new ObedientPrograms();
  protected final RunningAttempts running = new RunningAttempts();
  protected final DispatchSignal signal = new DispatchSignal();

  /** The phones of programs. */
  protected final HeldPhones held = new HeldPhones(phones, signal::raise);

  protected final AtomicLong nanoTime = new AtomicLong();

  /** The process pauses right after it has read the time this often. */
  protected final AtomicLong looksBeforePause = new AtomicLong(Long.MAX_VALUE);

  protected final HookedTasks tasks;
  protected final HookedNodes nodes;
  protected final TaskQueries queries;
  protected final TaskArtifacts artifacts;
  protected final AccountDirectory accounts;
  protected final ActionBudgets budgets;
  protected final SettingsThatGoAway settings;
  protected final DeviceDirectory devices;
  protected final NodeLease lease;
  protected final LeaseLab leases;
  protected final AppTrials trials;
  protected final Dispatcher dispatcher;
  protected LicenseStatus license = new LicenseStatus.Granted(LicensePlan.STARTER);

  /** The files that scripts get; none by default. */
  protected Supply supply = new Supply.NothingNeeded();

  private final Ends ends = new Ends();
  protected final Storage storage;

  /**
   * @param open creates a new, empty storage; a storage in memory uses the given clock as its own
   */
  protected DispatchFixture(Function<SettableClock, Storage> open) {
    this(open, true);
  }

  /**
   * @param keepsScreensOfSuccess whether the last screens of attempts that took effect are kept
   */
  protected DispatchFixture(Function<SettableClock, Storage> open, boolean keepsScreensOfSuccess) {
    storage = open.apply(storageClock);
    tasks = new HookedTasks(storage.tasks());
    queries = storage.queries();
    artifacts = storage.artifacts();
    accounts = storage.accounts();
    budgets = storage.budgets();
    settings = new SettingsThatGoAway(storage.settings());
    devices = storage.devices();
    nodes = new HookedNodes(storage.nodes());
    lease = new NodeLease(NODE, nodes, tasks, running, signal, clock, this::look);
    leases =
        new LeaseLab(
            storage,
            storage.leases(),
            lease.terms(),
            held,
            phones,
            () -> license,
            signal::raise,
            clock,
            this::look);
    trials = new AppTrials(storage.appVersions(), phones, devices, held::taken, true, clock);
    dispatcher =
        new Dispatcher(
            lease,
            tasks,
            new KeptScreens(storage.artifacts(), keepsScreensOfSuccess),
            accounts,
            budgets,
            trials,
            new RunProgram(
                programs, held, URI.create("http://127.0.0.1:50809"), new SecureRandom(), clock),
            held,
            new AttemptRunner(
                ScriptTypes.builtIn(),
                tasks,
                accounts,
                budgets,
                new GivenMaterials(),
                settings,
                new DeviceHealth(devices, 3, clock),
                phones,
                new Random(7),
                clock),
            phones,
            () -> license,
            running,
            signal,
            ends,
            clock);
  }

  /** Notifies the test of ended attempts. */
  private static final class Ends implements DispatchMeter {
    private final BlockingQueue<TaskId> ended = new LinkedBlockingQueue<>();

    @Override
    public void claimed(List<Task> claimed, Duration took) {}

    @Override
    public void ended(Task after, Duration took) {
      ended.add(after.id());
    }
  }

  @BeforeEach
  void begin() {
    lease.keepOnce();
  }

  @AfterEach
  void end() throws InterruptedException {
    phones.finishAll();
    dispatcher.drain(Duration.ZERO);
    storage.close();
  }

  private long look() {
    long seen = nanoTime.get();
    if (looksBeforePause.decrementAndGet() == 0) {
      nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
    }
    return seen;
  }

  /** Gives what the test has set; without it, what the storage has. */
  private final class GivenMaterials implements MaterialSupply {
    @Override
    public Supply take(
        TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script) {
      return supply instanceof Supply.NothingNeeded
          ? storage.materials().take(task, attempt, serial, account, script)
          : supply;
    }

    @Override
    public Optional<String> countFor(
        TaskId task, int attempt, DeviceSerial serial, Account account) {
      return storage.materials().countFor(task, attempt, serial, account);
    }

    @Override
    public List<String> warnings(Script script, Map<MaterialUser, Integer> posts) {
      return storage.materials().warnings(script, posts);
    }
  }

  protected final TaskId follow(String serial, String target, Instant scheduledAt) {
    return insert(TaskTarget.phone(new DeviceSerial(serial)), target, scheduledAt);
  }

  protected final TaskId insert(TaskTarget target, String user, Instant scheduledAt) {
    return tasks
        .insert(
            List.of(
                new NewTask(
                    target,
                    new FollowType().one(Map.of("target_users", List.of(user))),
                    "{}",
                    TaskSource.API,
                    Optional.empty(),
                    scheduledAt,
                    NOW)))
        .getFirst();
  }

  protected final Task task(TaskId id) {
    return tasks.find(id).orElseThrow();
  }

  protected final Account account(String username, String serial, boolean enabled) {
    return accounts
        .add(
            new NewAccount(
                new Username(username),
                "",
                Platform.TIKTOK,
                new PackageName("com.zhiliaoapp.musically"),
                Optional.of(new DeviceSerial(serial)),
                true,
                enabled,
                List.of()))
        .orElseThrow();
  }

  protected final TaskId followAs(Account account, String user) {
    return insert(
        new TaskTarget(
            account.device(),
            Optional.of(new TaskTarget.AccountTarget(account.id(), account.username()))),
        user,
        NOW);
  }

  protected final void saveDevice(String serial) {
    devices.save(
        NODE,
        new Device(
            new DeviceSerial(serial),
            List.of("127.0.0.1:5555"),
            "Pixel",
            "14",
            DeviceState.ONLINE,
            OptionalInt.empty(),
            Optional.empty()));
  }

  protected final void awaitStatus(TaskId id, TaskStatus status) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (task(id).status() != status) {
      assertThat(System.nanoTime()).as("task %s is %s", id, task(id).state()).isLessThan(end);
      untilNextLook();
    }
  }

  protected final void awaitIdle() {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (running.count() > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      untilNextLook();
    }
  }

  protected final void awaitStatusWhileDispatching(TaskId id, TaskStatus status) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (task(id).status() != status) {
      assertThat(System.nanoTime()).as("task %s is %s", id, task(id).state()).isLessThan(end);
      clock.advance(Duration.ofSeconds(1));
      dispatcher.dispatchOnce();
      untilNextLook();
    }
  }

  /** Waits until an attempt ends, or until a short time has passed. */
  private void untilNextLook() {
    try {
      Optional<TaskId> ended =
          Optional.ofNullable(ends.ended.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
      ended.ifPresent(id -> log.debug("task {} has ended", id));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }
}
