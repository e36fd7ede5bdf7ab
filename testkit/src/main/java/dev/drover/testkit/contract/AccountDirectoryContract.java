package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.account;
import static dev.drover.testkit.SampleTasks.boundTo;
import static dev.drover.testkit.SampleTasks.enabled;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountDirectory.AccountFilter;
import dev.drover.application.port.storage.AccountDirectory.AccountPage;
import dev.drover.application.port.storage.AccountDirectory.Deletion;
import dev.drover.application.port.storage.AccountDirectory.Put;
import dev.drover.application.port.storage.AccountDirectory.PutCount;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link AccountDirectory}. */
public abstract class AccountDirectoryContract extends StorageContract {
  private static final AccountFilter NO_FILTER =
      new AccountFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected AccountDirectoryContract(Storage storage) {
    super(storage);
  }

  private Task task(TaskId id) {
    return tasks.find(id).orElseThrow();
  }

  @Test
  void a_task_is_queued_for_the_phone_that_its_account_has_by_then() {
    Account before = added("ann", phone(1));
    accounts.change(before.id(), account -> boundTo(account, Optional.of(phone(2))));

    TaskId id = tasks.insert(List.of(followBy(before, "someone"))).getFirst();

    assertThat(task(id).target().serial()).contains(phone(2));
  }

  @Test
  void an_account_bound_to_an_address_goes_over_to_the_serial_with_its_tasks() {
    Account account = added("ann", new DeviceSerial("192.0.2.7:5555"));
    TaskId id = tasks.insert(List.of(followBy(account, "someone"))).getFirst();

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
    Account account = added("ann", phone(1));
    TaskId runs = tasks.insert(List.of(followBy(account, "someone"))).getFirst();
    tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW);
    TaskId waits = tasks.insert(List.of(followBy(account, "someone"))).getFirst();

    assertThat(accounts.delete(account.id(), false))
        .isEqualTo(new Deletion.HasTasks(account, 1, 1));
    assertThat(accounts.delete(account.id(), true)).isEqualTo(new Deletion.Deleted(1));
    assertThat(accounts.delete(account.id(), true)).isEqualTo(new Deletion.NotFound());

    assertThat(queries.find(waits)).isEmpty();
    assertThat(task(runs).status()).isEqualTo(TaskStatus.RUNNING);
    tasks.change(runs, task -> task.interrupt(NOW));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
    assertThat(queries.find(runs).orElseThrow().obstacles())
        .contains(new Obstacle.AccountDeleted("@ann"));
    assertThatThrownBy(() -> tasks.insert(List.of(followBy(account, "someone"))))
        .isInstanceOf(AccountGone.class)
        .hasMessageContaining("@ann");
    assertThat(queries.stats().total()).isEqualTo(1);
  }

  @Test
  void many_are_put_at_once_or_not_at_all() {
    added("there", phone(1));
    List<Put> puts = new ArrayList<>();
    for (String username : List.of("new", "THERE")) {
      NewAccount wanted = account(username, Optional.of(phone(2)));
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
            account("there", Optional.empty()),
            account -> {
              throw new IllegalStateException("can't be");
            }));
    puts.removeFirst();
    puts.addFirst(new Put(account("another", Optional.empty()), account -> account));
    assertThatThrownBy(() -> accounts.putAll(puts, false)).hasMessageContaining("can't be");
    assertThat(accounts.all()).hasSize(2);
  }

  @Test
  void tasks_queued_while_their_account_moves_end_up_where_it_is() throws Exception {
    Account account = added("ann", phone(0));
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
            tasks.insert(List.of(followBy(account, "someone")));
          }
          return null;
        };

    Together.run(List.<Callable<Void>>of(mover, maker, maker, maker));

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
      Account account = added("ann" + round, phone(1));
      Callable<Void> maker =
          () -> {
            try {
              while (true) {
                tasks.insert(List.of(followBy(account, "someone")));
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
      Together.run(List.<Callable<Void>>of(maker, maker, deleter));

      assertThat(queries.stats().total()).isZero();
    }
  }

  @Test
  void imports_of_the_same_accounts_at_the_same_time_do_not_lock_each_other_out() throws Exception {
    List<Put> puts =
        IntStream.range(0, 200)
            .mapToObj(i -> new Put(account("user" + i, Optional.of(phone(i))), same -> same))
            .toList();

    Together.run(
        List.<Callable<Void>>of(
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

  @Test
  void no_two_have_the_same_platform_package_and_username() {
    Account ann = added("Ann", phone(1));
    Account bob = added("bob", phone(2));

    assertThat(accounts.add(account("ANN", Optional.empty()))).isEmpty();
    assertThatThrownBy(() -> accounts.change(bob.id(), fields -> account("ann", fields.device())))
        .isInstanceOf(AccountExists.class)
        .hasMessageContaining("@ann");

    assertThat(accounts.all()).containsExactly(ann, bob);
    assertThat(accounts.change(ann.id(), fields -> account("ANN", fields.device())))
        .hasValueSatisfying(changed -> assertThat(changed.username().value()).isEqualTo("ANN"));
  }

  @Test
  void an_account_is_kept_as_it_was_given() {
    NewAccount given =
        new NewAccount(
            new Username("Ann"),
            "ann@example.com",
            Platform.INSTAGRAM,
            new PackageName("com.instagram.android"),
            Optional.of(phone(1)),
            false,
            false,
            List.of("shop", "new"));

    Account kept = accounts.add(given).orElseThrow();

    assertThat(kept.fields()).isEqualTo(given);
    assertThat(kept.hold()).isEmpty();
    assertThat(accounts.find(kept.id())).contains(kept);
    assertThat(accounts.find(new AccountId(4_711))).isEmpty();
    assertThat(accounts.change(new AccountId(4_711), fields -> fields)).isEmpty();
    assertThat(accounts.release(new AccountId(4_711))).isEmpty();
  }

  @Test
  void an_edit_that_fails_changes_nothing() {
    Account ann = added("ann", phone(1));

    assertThatThrownBy(
            () ->
                accounts.change(
                    ann.id(),
                    _ -> {
                      throw new IllegalStateException("not so");
                    }))
        .hasMessage("not so");
    assertThat(accounts.all()).containsExactly(ann);
  }

  @Test
  void accounts_are_found_by_name_by_phone_and_by_what_is_missing() {
    Account ann = added("Ann", phone(1));
    Account bob = added("bob", phone(2));
    Account off = accounts.add(enabled(account("off", Optional.of(phone(1))), false)).orElseThrow();

    assertThat(accounts.named(List.of(new Username("aNN"), new Username("off"))))
        .containsExactly(ann, off);
    assertThat(accounts.named(List.of())).isEmpty();
    assertThat(accounts.enabledOn(List.of(phone(1), phone(3)))).containsExactly(ann);
    assertThat(accounts.enabledOn(List.of())).isEmpty();
    assertThat(accounts.missing(List.of(ann.id(), new AccountId(4_711))))
        .containsExactly(new AccountId(4_711));
    assertThat(accounts.missing(List.of(bob.id()))).isEmpty();
  }

  @Test
  void pending_tasks_go_along_with_their_account_and_running_ones_stay() {
    Account ann = added("ann", phone(1));
    List<TaskId> ids = tasks.insert(List.of(followBy(ann, "bob"), followBy(ann, "eve")));
    Task runs = claim(phone(1)).getFirst();

    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));
    assertThat(runs.id()).isEqualTo(ids.getFirst());
    assertThat(task(ids.getFirst()).target().serial()).contains(phone(1));
    assertThat(task(ids.getLast()).target().serial()).contains(phone(2));

    accounts.change(ann.id(), fields -> boundTo(fields, Optional.empty()));
    assertThat(task(ids.getLast()).target().serial()).isEmpty();
  }

  @Test
  void an_account_that_is_renamed_takes_its_tasks_along_that_have_not_ended() {
    Account ann = added("ann", phone(1));
    List<TaskId> ids =
        tasks.insert(List.of(followBy(ann, "bob"), followBy(ann, "eve"), followBy(ann, "joe")));
    finish(claim(phone(1)).getFirst().complete(Outcome.COMMITTED, Optional.empty(), NOW));
    Task runs = claim(phone(1)).getFirst();
    Username name = new Username("Ann.Bakes");

    Account renamed = accounts.rename(ann.id(), ann.packageName(), name).orElseThrow();
    assertThat(accounts.rename(ann.id(), ann.packageName(), name)).contains(renamed);

    assertThat(renamed.username().value()).isEqualTo("Ann.Bakes");
    assertThat(renamed.fields()).isEqualTo(ann.fields().called(name));
    assertThat(accounts.named(List.of(name))).containsExactly(renamed);
    assertThat(accounts.named(List.of(ann.username()))).isEmpty();
    assertThat(task(ids.get(0)).target().username()).contains(new Username("ann"));
    assertThat(task(runs.id()).target().username()).contains(name);
    assertThat(task(ids.get(2)).target().username()).contains(name);
  }

  @Test
  void an_account_gets_no_name_that_another_has_and_none_of_another_app() {
    Account ann = added("ann", phone(1));
    added("bob", phone(2));

    assertThatThrownBy(() -> accounts.rename(ann.id(), ann.packageName(), new Username("bob")))
        .isInstanceOf(AccountExists.class);
    assertThat(accounts.rename(ann.id(), new PackageName("org.example"), new Username("eve")))
        .isEmpty();
    assertThat(accounts.rename(new AccountId(4_711), ann.packageName(), new Username("eve")))
        .isEmpty();
    assertThat(accounts.find(ann.id())).contains(ann);
  }

  @Test
  void a_hold_stays_as_it_is_until_it_is_released_whatever_else_changes() {
    Account ann = added("ann", phone(1));
    accounts.hold(ann.id(), "a captcha", NOW);
    accounts.hold(ann.id(), "another", NOW.plusSeconds(9));
    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));
    accounts.putAll(List.of(new Put(account("ann", Optional.empty()), same -> same)), false);

    assertThat(accounts.find(ann.id()).orElseThrow().hold())
        .contains(new Account.Hold(NOW, "a captcha"));
    assertThat(accounts.release(ann.id()).orElseThrow().hold()).isEmpty();
    assertThat(accounts.find(ann.id()).orElseThrow().hold()).isEmpty();
  }

  @Test
  void finished_tasks_outlive_their_account() {
    Account ann = added("ann", phone(1));
    TaskId done = tasks.insert(List.of(followBy(ann, "bob"))).getFirst();
    finish(claim(phone(1)).getFirst().complete(Outcome.COMMITTED, Optional.empty(), NOW));

    assertThat(accounts.delete(ann.id(), false)).isEqualTo(new Deletion.Deleted(0));

    assertThat(task(done).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(accounts.all()).isEmpty();
  }

  @Test
  void lists_filter_page_and_count() {
    for (int i = 0; i < 5; i++) {
      accounts.add(
          new NewAccount(
              new Username("user" + i),
              "",
              i % 2 == 0 ? Platform.TIKTOK : Platform.INSTAGRAM,
              new PackageName("com.example.app"),
              Optional.of(phone(i % 2)),
              i != 4,
              i != 0,
              i < 2 ? List.of("shop") : List.of()));
    }
    List<Account> all = accounts.all();

    assertThat(accounts.list(NO_FILTER, 1, 2)).isEqualTo(new AccountPage(all.subList(0, 2), 5));
    assertThat(accounts.list(NO_FILTER, 3, 2)).isEqualTo(new AccountPage(all.subList(4, 5), 5));
    assertThat(accounts.list(NO_FILTER, 4, 2)).isEqualTo(new AccountPage(List.of(), 5));
    AccountFilter several =
        new AccountFilter(
            Optional.of(Platform.TIKTOK),
            Optional.of(phone(0)),
            Optional.of(true),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(accounts.list(several, 1, 9).accounts()).containsExactly(all.get(2));
    AccountFilter tagged =
        new AccountFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            Optional.of("shop"),
            Optional.empty(),
            Optional.empty());
    assertThat(accounts.list(tagged, 1, 9).accounts()).containsExactly(all.get(0));
  }

  @Test
  void lists_tell_held_accounts_from_others_and_find_a_username() {
    Account ann = added("ann", phone(1));
    Account bob = added("bob", phone(1));
    accounts.hold(bob.id(), "a captcha", NOW);

    assertThat(accounts.list(held(true), 1, 9).accounts())
        .extracting(Account::id)
        .containsExactly(bob.id());
    assertThat(accounts.list(held(false), 1, 9)).isEqualTo(new AccountPage(List.of(ann), 1));
    AccountFilter called =
        new AccountFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Username("ANN")));
    assertThat(accounts.list(called, 1, 9).accounts()).containsExactly(ann);
  }

  private static AccountFilter held(boolean wanted) {
    return new AccountFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(wanted),
        Optional.empty());
  }

  @Test
  void a_hold_tells_whether_it_was_the_first() {
    Account ann = added("ann", phone(1));

    assertThat(accounts.hold(ann.id(), "a captcha", NOW)).isTrue();
    assertThat(accounts.hold(ann.id(), "too fast", NOW)).isFalse();
    assertThat(accounts.hold(new AccountId(999), "a captcha", NOW)).isFalse();
    assertThat(accounts.find(ann.id()).orElseThrow().hold())
        .contains(new Account.Hold(NOW, "a captcha"));
  }

  @Test
  void a_login_that_a_run_has_seen_is_noted_and_changes_nothing_else() {
    Account ann = added("ann", phone(1));
    accounts.hold(ann.id(), "logged out", NOW);
    Account held = accounts.find(ann.id()).orElseThrow();

    assertThat(accounts.noteLogin(ann.id(), false)).isTrue();
    assertThat(accounts.noteLogin(ann.id(), false)).isFalse();
    assertThat(accounts.find(ann.id()).orElseThrow().loggedIn()).isFalse();
    assertThat(accounts.noteLogin(ann.id(), true)).isTrue();
    assertThat(accounts.find(ann.id())).contains(held);
    assertThat(accounts.noteLogin(new AccountId(999), true)).isFalse();
  }
}
