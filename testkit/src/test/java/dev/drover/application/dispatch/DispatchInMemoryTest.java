package dev.drover.application.dispatch;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.account;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.lease.HeldPhones;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.program.RunProgram;
import dev.drover.application.trial.AppTrials;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.ObedientPhones;
import dev.drover.testkit.ObedientPrograms;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests a whole server's dispatch on a storage in memory, with phones that the test controls. */
class DispatchInMemoryTest {
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final SettableClock clock = new SettableClock(NOW);
  private final AtomicLong nanoTime = new AtomicLong();
  private final InMemoryStorage storage =
      new InMemoryStorage(clock, ZoneId.of("UTC"), new Random(7));
  private final ObedientPhones phones = new ObedientPhones();
  private final RunningAttempts running = new RunningAttempts();
  private final DispatchSignal signal = new DispatchSignal();
  private final Meter meter = new Meter();
  private final NodeLease lease =
      new NodeLease(NODE, storage.nodes(), storage.tasks(), running, signal, clock, nanoTime::get);
  private final HeldPhones held = new HeldPhones(phones, signal::raise);
  private final Dispatcher dispatcher =
      new Dispatcher(
          lease,
          storage.tasks(),
          new KeptScreens(storage.artifacts(), true),
          storage.accounts(),
          storage.budgets(),
          new AppTrials(storage.appVersions(), phones, storage.devices(), held::taken, true, clock),
          new RunProgram(
              new ObedientPrograms(),
              held,
              URI.create("http://127.0.0.1:50809"),
              new SecureRandom(),
              clock),
          held,
          new AttemptRunner(
              ScriptTypes.builtIn(),
              storage.tasks(),
              storage.accounts(),
              storage.budgets(),
              new NoMaterials(),
              storage.settings(),
              new DeviceHealth(storage.devices(), 3, clock),
              phones,
              new Random(7),
              clock),
          phones,
          () -> new LicenseStatus.Granted(LicensePlan.STARTER),
          running,
          signal,
          meter,
          clock);

  /** Records what the dispatcher does, so that the test can wait for it. */
  private static final class Meter implements DispatchMeter {
    private final BlockingQueue<Task> claimed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Task> ended = new LinkedBlockingQueue<>();

    @Override
    public void claimed(List<Task> tasks, Duration took) {
      claimed.addAll(tasks);
    }

    @Override
    public void ended(Task after, Duration took) {
      ended.add(after);
    }
  }

  /** None of these scripts needs a file. */
  private static final class NoMaterials implements MaterialSupply {
    @Override
    public Supply take(
        TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script) {
      return new Supply.NothingNeeded();
    }

    @Override
    public Optional<String> countFor(
        TaskId task, int attempt, DeviceSerial serial, Account account) {
      return Optional.empty();
    }

    @Override
    public List<String> warnings(Script script, Map<MaterialUser, Integer> posts) {
      return List.of();
    }
  }

  @BeforeEach
  void begin() {
    lease.keepOnce();
    phones.bringOnline("PHONE1");
  }

  @AfterEach
  void end() throws Exception {
    phones.finishAll();
    dispatcher.drain(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
    storage.close();
  }

  private TaskId queue(String target) {
    return storage.tasks().insert(List.of(follow(phone(1), target))).getFirst();
  }

  /**
   * Dispatches until a task is claimed, because a phone becomes idle only a moment after its
   * attempt has ended.
   */
  private Task nextClaimed() throws InterruptedException {
    dispatcher.dispatchOnce();
    while (meter.claimed.isEmpty()) {
      signal.await(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
      dispatcher.dispatchOnce();
    }
    return meter.claimed.remove();
  }

  private Task nextEnded() throws InterruptedException {
    return Optional.ofNullable(meter.ended.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("nothing ended"));
  }

  private Task task(TaskId id) {
    return storage.tasks().find(id).orElseThrow();
  }

  @Test
  void a_phone_runs_its_queue_one_task_after_the_other() throws Exception {
    List<TaskId> ids = List.of(queue("ann"), queue("bob"), queue("eve"));
    List<TaskId> order = new ArrayList<>();

    for (int i = 0; i < ids.size(); i++) {
      order.add(nextClaimed().id());
      assertThat(running.count()).isEqualTo(1);
      phones.finish("PHONE1");
      assertThat(nextEnded().status()).isEqualTo(TaskStatus.COMPLETED);
    }

    assertThat(order).isEqualTo(ids);
    assertThat(storage.queries().stats().completed()).isEqualTo(3);
  }

  @Test
  void a_failure_is_recorded_with_its_attempt() throws Exception {
    TaskId id = queue("ann");
    nextClaimed();

    phones.fail("PHONE1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"));

    assertThat(nextEnded().status()).isEqualTo(TaskStatus.FAILED);
    assertThat(storage.queries().find(id).orElseThrow().attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.failureCode()).contains("device_lost"));
  }

  @Test
  void what_a_dead_node_had_begun_another_takes_back_and_the_dead_one_can_not_end_it()
      throws Exception {
    TaskId id = queue("ann");
    nextClaimed();
    phones.awaitRun("PHONE1").commitIntent("tap Follow");
    NodeLease other =
        new NodeLease(
            OTHER_NODE,
            storage.nodes(),
            storage.tasks(),
            new RunningAttempts(),
            new DispatchSignal(),
            clock,
            nanoTime::get);

    clock.advance(NodeLease.LENGTH);
    other.renewOnce();
    other.takeOverOnce();

    assertThat(task(id).status()).isEqualTo(TaskStatus.FAILED);
    phones.finish("PHONE1");
    dispatcher.drain(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
    assertThat(storage.queries().find(id).orElseThrow().task().outcome())
        .contains(Outcome.UNKNOWN.wireName());
  }

  @Test
  void a_task_whose_account_has_no_budget_left_waits_for_the_next_day() throws Exception {
    Account ann = storage.accounts().add(account("ann", Optional.of(phone(1)))).orElseThrow();
    storage
        .budgets()
        .change(ann.id(), budget -> budget.with(AccountAction.FOLLOW, Optional.of(0)), NOW);
    TaskId id = storage.tasks().insert(List.of(followBy(ann, "bob"))).getFirst();

    nextClaimed();
    nextEnded();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(id).scheduledAt()).isEqualTo("2026-11-25T00:00:00Z");
  }
}
