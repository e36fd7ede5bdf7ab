package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link ActionBudgets}. */
public abstract class ActionBudgetsContract extends StorageContract {
  /** At this time it is already the next day in Tokyo. */
  private static final Instant EVENING = Instant.parse("2026-11-24T20:00:00Z");

  private final AccountId ann;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected ActionBudgetsContract(Storage storage) {
    super(storage);
    ann = added("ann", phone(1)).id();
  }

  private ActionBudget.Day day(Instant now) {
    return budgets.day(ann, now).orElseThrow();
  }

  @Test
  void an_account_of_which_nothing_was_said_has_the_usual_budget_in_the_servers_day() {
    ActionBudget.Day day = day(EVENING);

    assertThat(day.date()).hasToString("2026-11-24");
    assertThat(day.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(List.of(AccountAction.values()))
        .extracting(action -> day.limit(action))
        .containsExactly(30, 30, 20, 60, 5);
    assertThat(day.end()).isEqualTo("2026-11-24T23:00:00Z");
  }

  @Test
  void spending_at_one_time_never_goes_over_the_limit() throws Exception {
    List<Future<Boolean>> spent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 25; i++) {
        spent.add(threads.submit(() -> budgets.spend(ann, AccountAction.POST, EVENING)));
      }
    }

    int granted = 0;
    for (Future<Boolean> one : spent) {
      granted += one.get() ? 1 : 0;
    }
    assertThat(granted).isEqualTo(5);
    assertThat(day(EVENING).used(AccountAction.POST)).isEqualTo(5);
    assertThat(day(EVENING).isUsedUp(AccountAction.POST)).isTrue();
    assertThat(day(EVENING).used(AccountAction.LIKE)).isZero();
  }

  @Test
  void the_next_day_of_its_zone_begins_anew() {
    budgets.change(
        ann,
        budget ->
            budget
                .with(AccountAction.LIKE, Optional.of(1))
                .in(Optional.of(ZoneId.of("Asia/Tokyo"))),
        EVENING);
    assertThat(budgets.spend(ann, AccountAction.LIKE, EVENING)).isTrue();
    assertThat(budgets.spend(ann, AccountAction.LIKE, EVENING)).isFalse();
    assertThat(day(EVENING).date()).hasToString("2026-11-25");

    Instant tomorrow = day(EVENING).end();
    assertThat(tomorrow).isEqualTo("2026-11-25T15:00:00Z");
    assertThat(budgets.spend(ann, AccountAction.LIKE, tomorrow.minusMillis(1))).isFalse();
    assertThat(budgets.spend(ann, AccountAction.LIKE, tomorrow)).isTrue();
  }

  @Test
  void a_limit_of_none_lets_nothing_through_and_the_usual_one_comes_back() {
    budgets.change(ann, budget -> budget.with(AccountAction.COMMENT, Optional.of(0)), EVENING);
    assertThat(budgets.spend(ann, AccountAction.COMMENT, EVENING)).isFalse();

    budgets.change(ann, budget -> budget.with(AccountAction.COMMENT, Optional.empty()), EVENING);
    assertThat(budgets.spend(ann, AccountAction.COMMENT, EVENING)).isTrue();
    assertThat(day(EVENING).budget()).isEqualTo(ActionBudget.USUAL);
  }

  @Test
  void the_days_of_many_accounts_are_those_of_each() {
    AccountId bob = added("bob", phone(2)).id();
    AccountId cid = added("cid", phone(3)).id();
    budgets.change(
        bob,
        budget ->
            budget
                .with(AccountAction.POST, Optional.of(2))
                .in(Optional.of(ZoneId.of("Pacific/Kiritimati"))),
        EVENING);
    budgets.change(cid, budget -> budget.in(Optional.of(ZoneId.of("Pacific/Pago_Pago"))), EVENING);
    for (AccountId id : List.of(ann, bob, cid)) {
      budgets.spend(id, AccountAction.POST, EVENING);
      budgets.spend(id, AccountAction.LIKE, EVENING.minusSeconds(86_400));
    }

    Map<AccountId, ActionBudget.Day> days =
        budgets.days(List.of(ann, bob, cid, bob, new AccountId(4711)), EVENING);

    assertThat(days).containsOnlyKeys(ann, bob, cid);
    days.forEach((id, day) -> assertThat(day).isEqualTo(budgets.day(id, EVENING).orElseThrow()));
    assertThat(days.values()).extracting(day -> day.used(AccountAction.POST)).containsOnly(1);
    assertThat(budgets.days(List.of(), EVENING)).isEmpty();
  }

  @Test
  void nobody_counts_for_an_account_that_is_gone() {
    AccountId gone = new AccountId(4711);

    assertThat(budgets.spend(gone, AccountAction.POST, EVENING)).isTrue();
    assertThat(budgets.day(gone, EVENING)).isEmpty();
    assertThat(budgets.change(gone, budget -> budget, EVENING)).isEmpty();
  }

  @Test
  void tasks_that_wait_for_the_next_day_are_looked_at_again_when_the_budget_changes() {
    Account account = accounts.find(ann).orElseThrow();
    tasks.insert(List.of(followBy(account, "bob"), followBy(account, "eve")));
    Task usedUp = claim(phone(1)).getFirst();
    TaskFailure failure = TaskFailure.withoutEffect(FailureCode.BUDGET_EXHAUSTED, "used up");
    Task failed = usedUp.fail(failure, NOW);
    assertThat(tasks.finish(failed.postpone(NOW.plusSeconds(3_600), NOW), 1, AttemptEnd.of(failed)))
        .isTrue();
    TaskId later =
        tasks.insert(List.of(follow(phone(2), "liz", NOW.plusSeconds(3_600)))).getFirst();

    budgets.change(ann, budget -> budget.with(AccountAction.FOLLOW, Optional.of(99)), EVENING);

    assertThat(tasks.find(usedUp.id()).orElseThrow().scheduledAt()).isEqualTo(EVENING);
    assertThat(tasks.find(later).orElseThrow().scheduledAt()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 9, EVENING))
        .singleElement()
        .satisfies(task -> assertThat(task.id()).isNotEqualTo(usedUp.id()));
  }

  @Test
  void an_edit_that_fails_changes_nothing() {
    assertThatThrownBy(
            () ->
                budgets.change(
                    ann,
                    _ -> {
                      throw new IllegalStateException("not so");
                    },
                    EVENING))
        .hasMessage("not so");
    assertThat(day(EVENING).budget()).isEqualTo(ActionBudget.USUAL);
  }

  @Test
  void what_one_account_spends_is_not_spent_by_another() {
    AccountId bob = added("bob", phone(2)).id();
    budgets.spend(ann, AccountAction.LIKE, EVENING);

    assertThat(budgets.day(bob, EVENING).orElseThrow().used(AccountAction.LIKE)).isZero();
    accounts.delete(ann, false);
    assertThat(budgets.day(ann, EVENING)).isEmpty();
  }

  @Test
  void defaults_apply_to_accounts_without_a_limit_of_their_own() {
    AccountId bob = added("bob", phone(2)).id();
    budgets.change(bob, budget -> budget.with(AccountAction.FOLLOW, Optional.of(7)), EVENING);

    BudgetDefaults changed =
        budgets.changeDefaults(
            defaults ->
                defaults
                    .with(AccountAction.FOLLOW, Optional.of(1))
                    .with(AccountAction.POST, Optional.of(0)),
            EVENING);

    assertThat(budgets.defaults()).isEqualTo(changed);
    assertThat(day(EVENING).limit(AccountAction.FOLLOW)).isEqualTo(1);
    assertThat(day(EVENING).limit(AccountAction.LIKE)).isEqualTo(60);
    assertThat(budgets.day(bob, EVENING).orElseThrow().limit(AccountAction.FOLLOW)).isEqualTo(7);
    assertThat(budgets.spend(ann, AccountAction.FOLLOW, EVENING)).isTrue();
    assertThat(budgets.spend(ann, AccountAction.FOLLOW, EVENING)).isFalse();
    assertThat(budgets.spend(ann, AccountAction.POST, EVENING)).isFalse();
    budgets.changeDefaults(_ -> BudgetDefaults.USUAL, EVENING);
    assertThat(budgets.spend(ann, AccountAction.POST, EVENING)).isTrue();
  }

  @Test
  void tasks_that_wait_for_the_next_day_are_looked_at_again_when_the_defaults_change() {
    Account account = accounts.find(ann).orElseThrow();
    tasks.insert(List.of(followBy(account, "bob")));
    Task failed =
        claim(phone(1))
            .getFirst()
            .fail(TaskFailure.withoutEffect(FailureCode.BUDGET_EXHAUSTED, "used up"), NOW);
    tasks.finish(failed.postpone(NOW.plusSeconds(3_600), NOW), 1, AttemptEnd.of(failed));

    budgets.changeDefaults(same -> same, EVENING);

    assertThat(tasks.find(failed.id()).orElseThrow().scheduledAt()).isEqualTo(EVENING);
  }

  @Test
  void a_task_that_a_person_rescheduled_stays_where_it_was_put_when_the_budget_changes() {
    Account account = accounts.find(ann).orElseThrow();
    tasks.insert(List.of(followBy(account, "bob")));
    Task failed =
        claim(phone(1))
            .getFirst()
            .fail(TaskFailure.withoutEffect(FailureCode.BUDGET_EXHAUSTED, "used up"), NOW);
    tasks.finish(failed.postpone(NOW.plusSeconds(3_600), NOW), 1, AttemptEnd.of(failed));
    Instant wanted = NOW.plusSeconds(99_000);
    tasks.change(failed.id(), task -> task.reschedule(new StartTime.At(wanted), wanted, NOW));

    budgets.change(ann, same -> same, EVENING);

    assertThat(tasks.find(failed.id()).orElseThrow().scheduledAt()).isEqualTo(wanted);
  }

  @Test
  void the_days_of_many_accounts_have_the_limits_of_each_and_count_no_earlier_day() {
    AccountId bob = added("bob", phone(2)).id();
    budgets.change(
        bob,
        budget ->
            budget
                .with(AccountAction.LIKE, Optional.of(3))
                .in(Optional.of(ZoneId.of("Asia/Tokyo"))),
        EVENING);
    budgets.spend(ann, AccountAction.LIKE, EVENING);
    budgets.spend(bob, AccountAction.LIKE, EVENING);
    budgets.spend(bob, AccountAction.LIKE, EVENING.minusSeconds(86_400));

    assertThat(budgets.days(List.of(ann, bob, new AccountId(4711)), EVENING))
        .isEqualTo(
            Map.of(
                ann, budgets.day(ann, EVENING).orElseThrow(),
                bob, budgets.day(bob, EVENING).orElseThrow()));
    assertThat(budgets.days(List.of(), EVENING)).isEmpty();
  }

  @Test
  void the_budgets_of_many_accounts_are_changed_at_once() {
    AccountId bob = added("bob", phone(2)).id();
    budgets.change(bob, budget -> budget.with(AccountAction.LIKE, Optional.of(3)), EVENING);

    budgets.changeAll(
        Map.of(
            ann,
            budget -> budget.with(AccountAction.POST, Optional.of(1)),
            bob,
            budget -> budget.with(AccountAction.POST, Optional.of(2)),
            new AccountId(4711),
            budget -> budget),
        EVENING);
    budgets.changeAll(Map.of(), EVENING);

    assertThat(day(EVENING).limit(AccountAction.POST)).isEqualTo(1);
    ActionBudget.Day bobs = budgets.day(bob, EVENING).orElseThrow();
    assertThat(bobs.limit(AccountAction.POST)).isEqualTo(2);
    assertThat(bobs.limit(AccountAction.LIKE)).isEqualTo(3);
  }
}
