package dev.drover.persistence;

import static dev.drover.persistence.QueueFixture.NODE;
import static dev.drover.persistence.QueueFixture.NOW;
import static dev.drover.persistence.QueueFixture.follow;
import static dev.drover.persistence.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.loop.Loop;
import dev.drover.application.port.AccountDirectory.Deletion;
import dev.drover.application.port.AccountDirectory.Put;
import dev.drover.application.port.AccountDirectory.PutCount;
import dev.drover.application.port.AccountGone;
import dev.drover.application.port.TaskQueries.TaskFilter;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqAccountDirectoryTest {
  private JooqAccountDirectory accounts;
  private JooqTaskRepository tasks;
  private JooqTaskQueries queries;
  private JooqDeviceDirectory devices;

  @BeforeEach
  void open(Database database) {
    accounts = new JooqAccountDirectory(database);
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER);
    queries = new JooqTaskQueries(database);
    devices = new JooqDeviceDirectory(database);
    QueueFixture.giveLeases(database);
  }

  private static NewAccount named(String username, Optional<DeviceSerial> device) {
    return new NewAccount(
        new Username(username),
        "",
        Platform.TIKTOK,
        new PackageName("com.zhiliaoapp.musically"),
        device,
        true,
        true,
        List.of());
  }

  private static NewAccount boundTo(NewAccount account, Optional<DeviceSerial> device) {
    return new NewAccount(
        account.username(),
        account.email(),
        account.platform(),
        account.packageName(),
        device,
        account.loggedIn(),
        account.enabled(),
        account.tags());
  }

  private Account add(String username, DeviceSerial device) {
    return accounts.add(named(username, Optional.of(device))).orElseThrow();
  }

  private static NewTask forAccount(Account account) {
    NewTask plain = follow(phone(1), "someone");
    return new NewTask(
        new TaskTarget(
            account.device(), Optional.of(new AccountTarget(account.id(), account.username()))),
        plain.script(),
        plain.configAsGiven(),
        plain.source(),
        plain.startTime(),
        plain.scheduledAt(),
        plain.createdAt());
  }

  private Task task(TaskId id) {
    return tasks.find(id).orElseThrow();
  }

  @Test
  void a_task_is_queued_for_the_phone_that_its_account_has_by_then() {
    Account before = add("ann", phone(1));
    accounts.change(before.id(), account -> boundTo(account, Optional.of(phone(2))));

    TaskId id = tasks.insert(List.of(forAccount(before))).getFirst();

    assertThat(task(id).target().serial()).contains(phone(2));
  }

  @Test
  void a_task_of_an_account_is_claimed_only_on_the_phone_that_it_is_bound_to(Database database) {
    Account account = add("ann", phone(1));
    TaskId id = tasks.insert(List.of(forAccount(account))).getFirst();
    // As if the task had not gone along.
    database.query(sql -> sql.execute("UPDATE task SET serial = 'PHONE2'"));

    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW)).isEmpty();

    accounts.change(account.id(), same -> same);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW))
        .extracting(Task::id)
        .containsExactly(id);
  }

  @Test
  void an_account_bound_to_an_address_goes_over_to_the_serial_with_its_tasks() {
    Account account = add("ann", new DeviceSerial("192.0.2.7:5555"));
    TaskId id = tasks.insert(List.of(forAccount(account))).getFirst();

    devices.save(
        NODE,
        new Device(
            phone(1),
            List.of("192.0.2.7:5555"),
            "Pixel",
            "14",
            DeviceState.ONLINE,
            OptionalInt.empty(),
            Optional.empty()));

    assertThat(accounts.find(account.id()).orElseThrow().device()).contains(phone(1));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW))
        .extracting(Task::id)
        .containsExactly(id);
  }

  @Test
  void what_a_deleted_account_was_running_never_runs_again() {
    Account account = add("ann", phone(1));
    TaskId runs = tasks.insert(List.of(forAccount(account))).getFirst();
    tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW);
    TaskId waits = tasks.insert(List.of(forAccount(account))).getFirst();

    assertThat(accounts.delete(account.id(), false))
        .isEqualTo(new Deletion.HasTasks(account, 1, 1));
    assertThat(accounts.delete(account.id(), true)).isEqualTo(new Deletion.Deleted(1));
    assertThat(accounts.delete(account.id(), true)).isEqualTo(new Deletion.NotFound());

    assertThat(queries.find(waits)).isEmpty();
    assertThat(task(runs).status()).isEqualTo(TaskStatus.RUNNING);
    tasks.change(runs, task -> task.interrupt(NOW));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
    assertThat(queries.find(runs).orElseThrow().obstacle().orElseThrow())
        .contains("@ann was deleted")
        .contains("never runs");
    assertThatThrownBy(() -> tasks.insert(List.of(forAccount(account))))
        .isInstanceOf(AccountGone.class)
        .hasMessageContaining("@ann");
    assertThat(queries.stats().total()).isEqualTo(1);
  }

  @Test
  void what_may_have_made_work_possible_wakes_the_dispatchers(Database database) throws Exception {
    Account account = add("ann", phone(1));
    Semaphore woken = new Semaphore(0);
    try (PostgresNotifications notifications = new PostgresNotifications(database, woken::release);
        Loop _ =
            new Loop(
                    "notifications",
                    new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(100)),
                    Duration.ZERO,
                    notifications::hearOnce,
                    _ -> {})
                .start()) {
      awaitWake(woken, "it listens");

      accounts.change(account.id(), fields -> boundTo(fields, Optional.of(phone(2))));
      awaitWake(woken, "a change");
      accounts.release(account.id());
      awaitWake(woken, "a release");
      accounts.putAll(List.of(new Put(named("ann", Optional.empty()), same -> same)), false);
      awaitWake(woken, "an import");
    }
  }

  private static void awaitWake(Semaphore woken, String what) throws InterruptedException {
    assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).as(what).isTrue();
  }

  @Test
  void many_are_put_at_once_or_not_at_all() {
    add("there", phone(1));
    List<Put> puts = new ArrayList<>();
    for (String username : List.of("new", "THERE")) {
      NewAccount wanted = named(username, Optional.of(phone(2)));
      puts.add(new Put(wanted, account -> boundTo(account, Optional.of(phone(3)))));
    }

    assertThat(accounts.putAll(puts, true)).isEqualTo(new PutCount(1, 1));
    assertThat(accounts.all()).hasSize(1);
    assertThat(accounts.putAll(puts, false)).isEqualTo(new PutCount(1, 1));
    assertThat(accounts.all())
        .extracting(account -> account.username().value() + " " + account.device().orElseThrow())
        .containsExactly("there PHONE3", "new PHONE2");
    assertThat(accounts.putAll(List.of(), false)).isEqualTo(new PutCount(0, 0));

    puts.add(
        new Put(
            named("there", Optional.empty()),
            account -> {
              throw new IllegalStateException("can't be");
            }));
    puts.removeFirst();
    puts.addFirst(new Put(named("another", Optional.empty()), account -> account));
    assertThatThrownBy(() -> accounts.putAll(puts, false)).hasMessageContaining("can't be");
    assertThat(accounts.all()).hasSize(2);
  }

  @Test
  void tasks_queued_while_their_account_moves_end_up_where_it_is() throws Exception {
    Account account = add("ann", phone(0));
    Callable<Void> mover =
        () -> {
          for (int i = 1; i <= 60; i++) {
            Optional<DeviceSerial> next = Optional.of(phone(i % 5));
            accounts.change(account.id(), fields -> boundTo(fields, next));
          }
          return null;
        };
    Callable<Void> maker =
        () -> {
          for (int i = 0; i < 40; i++) {
            tasks.insert(List.of(forAccount(account)));
          }
          return null;
        };

    all(List.of(mover, maker, maker, maker));

    DeviceSerial there = accounts.find(account.id()).orElseThrow().device().orElseThrow();
    for (int page = 1; page <= 2; page++) {
      assertThat(queries.list(TaskFilter.NONE, page, 60).tasks())
          .hasSize(60)
          .allSatisfy(details -> assertThat(details.task().serial()).contains(there.value()));
    }
  }

  @Test
  void tasks_queued_while_their_account_is_deleted_go_with_it_or_are_refused() throws Exception {
    for (int round = 0; round < 15; round++) {
      Account account = add("ann" + round, phone(1));
      Callable<Void> maker =
          () -> {
            try {
              while (true) {
                tasks.insert(List.of(forAccount(account)));
              }
            } catch (AccountGone gone) {
              return null;
            }
          };
      Callable<Void> deleter =
          () -> {
            accounts.delete(account.id(), true);
            return null;
          };
      all(List.of(maker, maker, deleter));

      assertThat(queries.stats().total()).isZero();
    }
  }

  @Test
  void imports_of_the_same_accounts_at_the_same_time_do_not_lock_each_other_out() throws Exception {
    List<Put> puts =
        IntStream.range(0, 200)
            .mapToObj(i -> new Put(named("user" + i, Optional.of(phone(i))), same -> same))
            .toList();

    all(
        List.of(
            () -> {
              accounts.putAll(puts, false);
              return null;
            },
            () -> {
              accounts.putAll(puts.reversed(), false);
              return null;
            },
            () -> {
              accounts.putAll(puts, false);
              return null;
            }));

    assertThat(accounts.all()).hasSize(200);
  }

  private static void all(List<Callable<Void>> work) throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    }
  }
}
