package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.dispatch.AttemptRunner;
import dev.drover.application.dispatch.DeviceHealth;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.Dispatcher;
import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopTask;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.FollowType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.AllowedFolders;
import dev.drover.persistence.Database;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.JooqAccountDirectory;
import dev.drover.persistence.JooqActionBudgets;
import dev.drover.persistence.JooqDeviceDirectory;
import dev.drover.persistence.JooqMaterialSupply;
import dev.drover.persistence.JooqNodeDirectory;
import dev.drover.persistence.JooqQueueSettings;
import dev.drover.persistence.JooqTaskArtifacts;
import dev.drover.persistence.JooqTaskQueries;
import dev.drover.persistence.JooqTaskRepository;
import dev.drover.persistence.RealPostgres;
import dev.drover.persistence.SecretCipher;
import dev.drover.testkit.HookedNodes;
import dev.drover.testkit.HookedTasks;
import dev.drover.testkit.ObedientPhones;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.SettingsThatGoAway;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher, step by step, on a real PostgreSQL with phones that do as they are told. */
@ExtendWith(RealPostgres.class)
class DispatchTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final NodeId NODE = new NodeId("node-1");

  private static final SecretCipher CIPHER =
      SecretCipher.ofKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private final SettableClock clock = new SettableClock(NOW);
  private final ObedientPhones phones = new ObedientPhones();
  private final RunningAttempts running = new RunningAttempts();
  private final DispatchSignal signal = new DispatchSignal();
  private final Metrics metrics = new Metrics();
  private LicenseStatus license = new LicenseStatus.Granted(LicensePlan.STARTER);
  private HookedTasks tasks;
  private HookedNodes nodes;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;
  private JooqActionBudgets budgets;
  private SettingsThatGoAway settings;
  private JooqDeviceDirectory devices;
  private NodeLease lease;
  private final AtomicLong nanoTime = new AtomicLong();

  /** As if the process were stopped right after it has looked at the time so often. */
  private final AtomicLong looksBeforePause = new AtomicLong(Long.MAX_VALUE);

  private Dispatcher dispatcher;

  @BeforeEach
  void wire(Database database, @TempDir Path home) {
    tasks = new HookedTasks(new JooqTaskRepository(database, CIPHER, ScriptTypes.builtIn()));
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    accounts = new JooqAccountDirectory(database);
    budgets = new JooqActionBudgets(database, ZoneId.of("Europe/Berlin"));
    settings = new SettingsThatGoAway(new JooqQueueSettings(database));
    JooqMaterialSupply materials =
        new JooqMaterialSupply(
            database, home, new AllowedFolders(List.of(), home, 1), new Random(7), clock);
    devices = new JooqDeviceDirectory(database);
    AttemptRunner runner =
        new AttemptRunner(
            ScriptTypes.builtIn(),
            tasks,
            accounts,
            budgets,
            materials,
            settings,
            new DeviceHealth(devices, 3, clock),
            phones,
            new Random(7),
            clock);
    nodes = new HookedNodes(new JooqNodeDirectory(database, ScriptTypes.builtIn()));
    lease = new NodeLease(NODE, nodes, tasks, running, signal, clock, this::look);
    lease.keepOnce();
    dispatcher =
        new Dispatcher(
            lease,
            tasks,
            new JooqTaskArtifacts(database),
            budgets,
            runner,
            phones,
            () -> license,
            running,
            signal,
            metrics,
            clock);
  }

  private long look() {
    long seen = nanoTime.get();
    if (looksBeforePause.decrementAndGet() == 0) {
      nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
    }
    return seen;
  }

  @AfterEach
  void end() throws Exception {
    phones.finishAll();
    dispatcher.drain(Duration.ofSeconds(5));
    metrics.close();
  }

  private TaskId follow(String serial, String target, Instant scheduledAt) {
    return insert(TaskTarget.phone(new DeviceSerial(serial)), target, scheduledAt);
  }

  private TaskId insert(TaskTarget target, String user, Instant scheduledAt) {
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

  private Task task(TaskId id) {
    return tasks.find(id).orElseThrow();
  }

  private void awaitStatus(TaskId id, TaskStatus status) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (task(id).status() != status) {
      assertThat(System.nanoTime()).as("task %s is %s", id, task(id).state()).isLessThan(end);
      Passing.untilNextLook();
    }
  }

  @Test
  void a_phone_runs_one_task_at_a_time_in_the_order_of_their_times_then_ids() throws Exception {
    phones.bringOnline("P1");
    TaskId late = follow("P1", "late", NOW.minusSeconds(1));
    TaskId early = follow("P1", "early", NOW.minusSeconds(60));
    TaskId same = follow("P1", "same", NOW.minusSeconds(1));

    List<String> order = new ArrayList<>();
    for (TaskId expected : List.of(early, late, same)) {
      dispatcher.dispatchOnce();
      dispatcher.dispatchOnce();
      assertThat(running.count()).isEqualTo(1);
      order.add(phones.awaitRun("P1").target());
      phones.finish("P1");
      awaitStatus(expected, TaskStatus.COMPLETED);
      awaitIdle();
    }
    assertThat(order).containsExactly("early", "late", "same");
  }

  private void awaitIdle() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (running.count() > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      Passing.untilNextLook();
    }
  }

  @Test
  void a_task_waits_for_its_time_and_the_dispatcher_says_when_to_look_again() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW.plusSeconds(3));

    assertThat(dispatcher.dispatchOnce()).isEqualTo(Duration.ofSeconds(3));
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);

    clock.advance(Duration.ofSeconds(3));
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void no_more_phones_run_than_the_licence_allows() throws Exception {
    for (int i = 1; i <= 7; i++) {
      phones.bringOnline("P" + i);
      follow("P" + i, "ann", NOW.minusSeconds(10 - i));
    }

    dispatcher.dispatchOnce();
    assertThat(queries.stats().running()).isEqualTo(5);

    license = new LicenseStatus.Granted(LicensePlan.PRO);
    dispatcher.dispatchOnce();
    assertThat(queries.stats().running()).isEqualTo(7);
  }

  @Test
  void without_a_licence_tasks_stay_pending_until_there_is_one() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    license = new LicenseStatus.Refused("the licence expired");
    dispatcher.dispatchOnce();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);

    license = new LicenseStatus.Granted(LicensePlan.STARTER);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
  }

  private Account account(String username, String serial, boolean enabled) {
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

  private TaskId followAs(Account account, String user) {
    return insert(
        new TaskTarget(
            account.device(),
            Optional.of(new TaskTarget.AccountTarget(account.id(), account.username()))),
        user,
        NOW);
  }

  @Test
  void a_disabled_account_never_runs() {
    phones.bringOnline("P1");
    TaskId id = followAs(account("ann", "P1", false), "bob");

    dispatcher.dispatchOnce();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void an_account_whose_app_needs_a_person_runs_nothing_until_it_is_released() throws Exception {
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    TaskId blocked = followAs(account, "bob");
    TaskId next = followAs(account, "carl");
    dispatcher.dispatchOnce();
    phones.fail(
        "P1", TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "the app on P1 asks to log in"));
    awaitStatus(blocked, TaskStatus.FAILED);
    awaitIdle();

    dispatcher.dispatchOnce();
    assertThat(task(next).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(accounts.find(account.id()).orElseThrow().hold())
        .hasValueSatisfying(
            hold -> {
              assertThat(hold.since()).isEqualTo(NOW);
              assertThat(hold.reason()).contains("asks to log in");
            });

    accounts.release(account.id());
    dispatcher.dispatchOnce();
    assertThat(phones.awaitRun("P1").target()).isEqualTo("carl");
  }

  @Test
  void what_goes_over_the_days_budget_waits_for_the_accounts_next_day() throws Exception {
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    budgets.change(
        account.id(),
        budget ->
            budget
                .with(AccountAction.FOLLOW, Optional.of(1))
                .in(Optional.of(ZoneId.of("America/New_York"))),
        NOW);
    assertThat(budgets.spend(account.id(), AccountAction.FOLLOW, NOW)).isTrue();
    TaskId id = followAs(account, "bob");

    dispatcher.dispatchOnce();
    awaitIdle();

    Instant midnight =
        LocalDate.ofInstant(NOW, ZoneId.of("America/New_York"))
            .plusDays(1)
            .atStartOfDay(ZoneId.of("America/New_York"))
            .toInstant();
    Task waiting = task(id);
    assertThat(waiting.scheduledAt()).isEqualTo(midnight);
    assertThat(waiting.retryCount()).isZero();
    assertThat(waiting.state())
        .isInstanceOfSatisfying(
            TaskState.Pending.class,
            pending ->
                assertThat(pending.remark().orElseThrow())
                    .startsWith("daily budget used up: account @ann has spent 1 of 1 follow"));

    clock.advance(Duration.between(NOW, midnight.minusSeconds(1)));
    lease.keepOnce();
    dispatcher.dispatchOnce();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    clock.advance(Duration.ofSeconds(1));
    lease.keepOnce();
    dispatcher.dispatchOnce();
    assertThat(phones.awaitRun("P1").target()).isEqualTo("bob");
  }

  @Test
  void a_raised_budget_lets_waiting_tasks_go_on_at_once() throws Exception {
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    budgets.change(account.id(), budget -> budget.with(AccountAction.FOLLOW, Optional.of(0)), NOW);
    TaskId id = followAs(account, "bob");
    dispatcher.dispatchOnce();
    awaitIdle();
    assertThat(task(id).scheduledAt()).isAfter(NOW);

    budgets.change(
        account.id(), budget -> budget.with(AccountAction.FOLLOW, Optional.empty()), NOW);

    dispatcher.dispatchOnce();
    assertThat(phones.awaitRun("P1").target()).isEqualTo("bob");
  }

  @Test
  void a_failure_that_may_pass_is_retried_by_itself_5_to_60_seconds_later() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 1, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));
    awaitIdle();

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Pending.class, pending -> assertThat(pending.remark().orElseThrow()).contains("lost"));
    assertThat(task(id).retryCount()).isEqualTo(1);
    assertThat(task(id).scheduledAt()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(60));
    assertThat(queries.find(id).orElseThrow().attempts())
        .singleElement()
        .satisfies(
            attempt ->
                assertThat(attempt.failureCode()).contains(FailureCode.DEVICE_LOST.wireName()));
    dispatcher.dispatchOnce();
    assertThat(running.count()).isZero();

    clock.advance(Duration.ofSeconds(60));
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));
    awaitStatus(id, TaskStatus.FAILED);
  }

  @Test
  void what_may_have_been_done_is_not_retried_by_itself() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 10, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.unknownAfter("tap Follow"));

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).retryCount()).isZero();
  }

  @Test
  void a_node_that_can_not_renew_its_lease_ends_its_runs_before_the_others_take_them()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    assertThat(run.run().mayGoOn()).isTrue();

    // As if the process had been stopped for a while: the lease has not ended for the others yet.
    nanoTime.addAndGet(NodeLease.LENGTH.minusSeconds(2).toNanos());

    assertThat(run.run().mayGoOn()).isFalse();
    assertThat(lease.isHeld()).isFalse();
    lease.keepOnce();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void a_process_that_stood_still_while_it_renewed_its_lease_ends_its_runs() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");

    // It is time to renew; the process is stopped right after it has seen that the lease is held.
    nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
    looksBeforePause.set(1);
    lease.keepOnce();

    assertThat(run.run().mayGoOn()).isFalse();
    lease.keepOnce();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  /** Three statements that take 7.5, 2.4 and 6 s: no one of them as long as the lease. */
  @Test
  void a_lease_that_lapsed_while_its_renewal_was_on_its_way_is_another_one() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    tasks.afterStopRequests(() -> pass(Duration.ofMillis(7_500)));
    tasks.beforeTakeBack(() -> pass(Duration.ofMillis(2_400)));
    nodes.beforeRenewal(() -> pass(Duration.ofSeconds(6)));

    pass(Duration.ofSeconds(1));
    lease.keepOnce();
    pass(Duration.ofSeconds(1));
    assertThat(lease.isHeld()).isTrue();
    lease.keepOnce();

    assertThat(run.run().mayGoOn()).isFalse();
    assertThatThrownBy(() -> run.commitIntent("tap Follow")).isInstanceOf(AttemptStopped.class);
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    lease.keepOnce();
    assertThat(lease.isHeld()).isTrue();
  }

  /** The clock of the process may stand still while the machine sleeps. */
  @Test
  void a_lease_that_lapsed_by_the_databases_clock_alone_is_another_one(DatabaseAddress address)
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    nodes.beforeRenewal(
        () -> change(address, "UPDATE node SET lease_until = now() - interval '1 second'"));

    pass(Duration.ofSeconds(5));
    lease.keepOnce();

    assertThat(lease.isHeld()).isTrue();
    assertThat(run.run().mayGoOn()).isFalse();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_lease_that_is_renewed_in_time_stays_the_same() throws Exception {
    phones.bringOnline("P1");
    follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");

    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(5));
      nodes.afterRenewal(() -> pass(Duration.ofSeconds(2)));
      lease.keepOnce();
      assertThat(run.run().mayGoOn()).isTrue();
    }
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void a_task_that_was_claimed_before_the_lease_was_lost_sends_nothing_once_it_is_held_again()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    tasks.afterClaim(
        () -> {
          nanoTime.addAndGet(NodeLease.LENGTH.plusSeconds(5).toNanos());
          lease.keepOnce();
        });

    dispatcher.dispatchOnce();

    assertThat(lease.isHeld()).isTrue();
    assertThat(phones.awaitRun("P1").run().mayGoOn()).isFalse();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "not allowed to go on"));
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_run_that_fails_since_the_lease_was_lost_is_pending_again_and_not_the_phones_failure()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    nanoTime.addAndGet(NodeLease.LENGTH.toNanos());

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "not allowed to go on"));
    awaitIdle();

    assertThat(task(id).state()).isInstanceOf(Pending.class);
  }

  @Test
  void a_run_that_finds_the_database_away_before_its_decisive_step_is_pending_again()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();

    phones.findStorageAway("P1");
    awaitIdle();

    assertThat(task(id).state()).isInstanceOf(Pending.class);
  }

  @Test
  void an_end_that_can_not_be_recorded_yet_is_one_failure_of_the_phone_however_often_it_is_tried()
      throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    settings.refuse(4);

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone P1 was lost"));
    while (settings.refusesStill()) {
      try {
        dispatcher.dispatchOnce();
      } catch (StorageUnavailable away) {
        assertThat(away).hasMessage("away, says the test");
      }
    }
    dispatcher.dispatchOnce();
    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();

    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause()).isEmpty();
  }

  @Test
  void what_a_phone_says_never_keeps_an_end_from_being_recorded() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1").run().step("a dialog says \0", 10);
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, "it said \0"));

    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();
    assertThat(tasks.find(id).orElseThrow().state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().remark()).isEqualTo("it said \uFFFD"));
  }

  /** Nothing can be said of it: whoever tries to fails as well. */
  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1L;

    Unspeakable() {
      super("unspeakable", null, false, false);
    }

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  static List<Throwable> whateverIsThrown() {
    return List.of(
        new IllegalStateException("a defect"),
        new AssertionError("an error"),
        new StackOverflowError(),
        new OutOfMemoryError("made up by the test"),
        new IOException("checked, thrown by a library that says it does not"),
        new Unspeakable());
  }

  @ParameterizedTest
  @MethodSource("whateverIsThrown")
  void an_attempt_ends_and_frees_its_phone_whatever_is_thrown(Throwable thrown) {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    TaskId next = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();

    phones.end("P1", thrown);
    awaitStatusWhileDispatching(id, TaskStatus.FAILED);

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
            });
    awaitStatusWhileDispatching(next, TaskStatus.RUNNING);
  }

  private void awaitStatusWhileDispatching(TaskId id, TaskStatus status) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (task(id).status() != status) {
      assertThat(System.nanoTime()).as("task %s is %s", id, task(id).state()).isLessThan(end);
      clock.advance(Duration.ofSeconds(1));
      dispatcher.dispatchOnce();
      Passing.untilNextLook();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "40P01", "23503"})
  void steps_that_can_not_be_written_do_not_keep_an_attempt_from_its_end(String state)
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    tasks.refuseSteps(
        2, () -> new DataAccessException("refused", new SQLException("refused", state)));

    phones.finish("P1");

    awaitStatusWhileDispatching(id, TaskStatus.COMPLETED);
    awaitIdle();
  }

  @Test
  void an_end_that_the_database_refuses_as_it_is_is_recorded_in_plainer_words() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    tasks.refuseEnds(end -> end.remark().orElse("").contains("unheard-of"));

    phones.fail(
        "P1",
        new TaskFailure(FailureCode.DEVICE_ERROR, Outcome.UNKNOWN, "it said something unheard-of"));
    awaitStatusWhileDispatching(id, TaskStatus.FAILED);

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.DEVICE_ERROR);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(failed.failure().remark()).contains("the server's log");
            });
    awaitIdle();
  }

  @Test
  void an_account_is_held_and_a_phone_is_paused_whatever_the_app_says() throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    Account account = account("ann", "P1", true);
    TaskId blocked = followAs(account, "bob");
    dispatcher.dispatchOnce();

    phones.fail(
        "P1", TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "it says \0, \ud83d and \ufffe"));
    awaitStatusWhileDispatching(blocked, TaskStatus.FAILED);
    assertThat(accounts.find(account.id()).orElseThrow().hold())
        .hasValueSatisfying(hold -> assertThat(hold.reason()).startsWith("it says \ufffd, "));

    for (int i = 0; i < 3; i++) {
      TaskId id = follow("P1", "carl", NOW);
      awaitStatusWhileDispatching(id, TaskStatus.RUNNING);
      phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, "it said \0"));
      awaitStatusWhileDispatching(id, TaskStatus.FAILED);
      awaitIdle();
    }
    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause()).isPresent();
  }

  private void saveDevice(String serial) {
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

  @Test
  void a_phone_that_fails_again_and_again_is_paused_with_its_reason_until_it_is_resumed()
      throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    for (int i = 0; i < 3; i++) {
      TaskId id = follow("P1", "ann", NOW);
      dispatcher.dispatchOnce();
      phones.fail(
          "P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone P1 was lost: no answer"));
      awaitStatus(id, TaskStatus.FAILED);
      awaitIdle();
    }
    TaskId next = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();

    assertThat(task(next).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause())
        .hasValueSatisfying(
            pause ->
                assertThat(pause.reason())
                    .contains("3 failures")
                    .contains("no answer")
                    .contains("then resume the phone"));

    devices.resume(new DeviceSerial("P1"));
    dispatcher.dispatchOnce();
    assertThat(phones.awaitRun("P1").target()).isEqualTo("bob");
  }

  @Test
  void in_random_order_the_first_in_the_queue_is_not_always_the_first_to_run() throws Exception {
    settings.change(_ -> new QueuePolicy(false, 3, true));
    phones.bringOnline("P1");
    List<String> targets = IntStream.range(0, 12).mapToObj(i -> "user" + i).toList();
    targets.forEach(target -> follow("P1", target, NOW));
    List<String> order = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      dispatcher.dispatchOnce();
      order.add(phones.awaitRun("P1").target());
      phones.finish("P1");
      awaitIdle();
    }

    // One order in 12! is that of the queue.
    assertThat(order).containsExactlyInAnyOrderElementsOf(targets).isNotEqualTo(targets);
  }

  @Test
  void a_task_whose_account_was_deleted_right_after_its_claim_does_nothing(DatabaseAddress address)
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = followAs(account("ann", "P1", true), "bob");
    // The claim still finds the account, and what comes after it does not.
    change(address, "UPDATE task_detail SET account_id = 424242");

    dispatcher.dispatchOnce();

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
              assertThat(failed.failure().remark()).contains("@ann was deleted");
            });
  }

  private static void change(DatabaseAddress address, String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(null), address.password().orElse(null));
        Statement change = connection.createStatement()) {
      change.execute(statement);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void a_failed_task_of_a_deleted_account_is_not_retried() throws Exception {
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    TaskId gone = followAs(account, "bob");
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    accounts.delete(account.id(), true);
    new StopTask(queries, new StopAttempt(tasks, queries, _ -> () -> {}, running)).stop(gone);
    RetryTasks retryTasks = new RetryTasks(tasks, accounts, signal, clock);

    assertThatThrownBy(() -> retryTasks.retry(gone, true))
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("@ann");
    assertThat(retryTasks.retryAll().skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).contains("@ann"));
    assertThat(task(gone).status()).isEqualTo(TaskStatus.FAILED);
  }

  @Test
  void automatic_retries_leave_out_tasks_of_a_deleted_account() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 3, false));
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    TaskId id = followAs(account, "bob");
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    accounts.delete(account.id(), true);

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).retryCount()).isZero();
  }

  @Test
  void a_stop_ends_the_run_and_frees_the_phone() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");

    new StopTask(queries, new StopAttempt(tasks, queries, _ -> () -> {}, running)).stop(id);

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().remark()).isEqualTo("stopped by request");
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
            });
    assertThat(running.count()).isZero();
  }

  @Test
  void a_drain_gives_back_what_has_not_begun_its_decisive_step() throws Exception {
    phones.bringOnline("P1");
    phones.bringOnline("P2");
    TaskId before = follow("P1", "ann", NOW);
    TaskId after = follow("P2", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    phones.awaitRun("P2").commitIntent("tap Follow");

    dispatcher.drain(Duration.ofMillis(10));

    assertThat(task(before).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(after).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN));
    dispatcher.dispatchOnce();
    assertThat(queries.stats().running()).isZero();
  }

  @Test
  void what_took_effect_before_the_end_is_not_done_again_and_not_taken_for_unknown()
      throws Exception {
    settings.change(_ -> new QueuePolicy(true, 10, false));
    phones.bringOnline("P1");
    phones.bringOnline("P2");
    phones.bringOnline("P3");
    TaskId liked = follow("P1", "ann", NOW);
    TaskId refused = follow("P2", "ann", NOW);
    TaskId unseen = follow("P3", "ann", NOW);
    dispatcher.dispatchOnce();
    Attempt likes = phones.awaitRun("P1").run();
    likes.commitIntent("tap Like");
    likes.settleIntent(false);
    likes.commitIntent("tap Like");
    likes.settleIntent(true);
    Attempt refuses = phones.awaitRun("P2").run();
    refuses.commitIntent("tap Like");
    refuses.settleIntent(false);
    Attempt unsettled = phones.awaitRun("P3").run();
    unsettled.commitIntent("tap Like");
    unsettled.commitIntent("tap Follow");
    unsettled.settleIntent(true);

    dispatcher.drain(Duration.ofMillis(10));

    assertThat(task(liked).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED));
    assertThat(task(refused).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(unseen).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.failure().remark())
                    .isEqualTo("outcome unknown: interrupted after tap Like"));
  }

  @Test
  void an_attempt_that_was_taken_over_may_not_take_its_next_step() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    Attempt run = phones.awaitRun("P1").run();
    run.commitIntent("tap Like");
    run.settleIntent(true);
    // As another node does that has taken this one for dead.
    tasks.change(id, task -> task.interrupt(NOW));

    assertThatThrownBy(() -> run.commitIntent("tap Like")).isInstanceOf(AttemptStopped.class);
    awaitIdle();
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED));
  }

  @Test
  void a_script_that_leaves_a_decisive_step_unsettled_has_not_succeeded() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1").commitIntent("tap Follow");

    phones.finish("P1");

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN));
  }

  @Test
  void a_claim_under_way_when_the_drain_begins_is_drained_too() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    Thread drain =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    dispatcher.drain(Duration.ZERO);
                  } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                  }
                });
    tasks.afterClaim(
        () -> {
          drain.start();
          while (drain.isAlive() && drain.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
        });

    dispatcher.dispatchOnce();
    drain.join();

    assertThat(running.count()).isZero();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void what_runs_by_the_record_only_is_taken_back_while_the_server_runs() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    TaskId lost = follow("P2", "ann", NOW);
    // As a claim does whose commit arrives long after its client has given it up.
    tasks.claimDue(NODE, Set.of(new DeviceSerial("P2")), 5, NOW);

    clock.advance(Duration.ofMinutes(1));
    dispatcher.dispatchOnce();

    assertThat(task(lost).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void what_a_dead_server_left_running_is_taken_back_at_the_next_start() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    tasks.claimDue(NODE, phones.online(), 5, NOW);
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);

    dispatcher.recoverInterrupted();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThat(task(id).attemptCount()).isEqualTo(2);
  }

  @Test
  void a_task_that_is_made_while_others_are_deleted_is_not_taken_for_one_that_runs()
      throws Exception {
    TaskId first = follow("P1", "ann", NOW);
    TaskId next = new TaskId(first.value() + 1);
    tasks.afterDelete(() -> assertThat(follow("P1", "bob", NOW)).isEqualTo(next));
    StopAttempt stopper = new StopAttempt(tasks, queries, _ -> () -> {}, running);

    DeleteTasks.Deleted deleted =
        new DeleteTasks(tasks, stopper, signal).delete(List.of(first, next));

    assertThat(deleted).isEqualTo(new DeleteTasks.Deleted(1, Set.of(next)));
    assertThat(task(next).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void many_tasks_are_deleted_without_asking_for_each_of_them() throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(follow("P1", "user" + i, NOW));
    }
    ids.add(new TaskId(ids.getLast().value() + 1));
    CountedReads reads = new CountedReads(queries);
    StopAttempt stopper = new StopAttempt(tasks, reads, _ -> () -> {}, running);

    DeleteTasks.Deleted deleted = new DeleteTasks(tasks, stopper, signal).delete(ids);

    assertThat(deleted).isEqualTo(new DeleteTasks.Deleted(50, Set.of(ids.getLast())));
    assertThat(reads.count()).isZero();
  }

  @Test
  void of_many_tasks_those_that_run_are_stopped_and_deleted() throws Exception {
    license = new LicenseStatus.Granted(LicensePlan.TEAM);
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      phones.bringOnline("P" + i);
      ids.add(follow("P" + i, "ann", NOW));
      ids.add(follow("P" + i, "bob", NOW.plusSeconds(60)));
    }
    dispatcher.dispatchOnce();
    for (int i = 0; i < 6; i++) {
      phones.awaitRun("P" + i);
    }
    CountedReads reads = new CountedReads(queries);
    StopAttempt stopper = new StopAttempt(tasks, reads, _ -> () -> {}, running);

    DeleteTasks.Deleted deleted = new DeleteTasks(tasks, stopper, signal).delete(ids);

    assertThat(deleted).isEqualTo(new DeleteTasks.Deleted(12, Set.of()));
    assertThat(queries.stats().total()).isZero();
    assertThat(reads.count()).isLessThanOrEqualTo(6);
  }
}
