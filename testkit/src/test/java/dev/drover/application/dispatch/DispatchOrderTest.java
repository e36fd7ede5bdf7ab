package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests what runs when: the order of the queue, start times, the licence, accounts and budgets. */
class DispatchOrderTest extends DispatchFixture {
  DispatchOrderTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
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

    // Only one of 12! orders is the queue's.
    assertThat(order).containsExactlyInAnyOrderElementsOf(targets).isNotEqualTo(targets);
  }
}
