package dev.drover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.AccountAction;
import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.ActionBudget;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqActionBudgetsTest {
  /** In Tokyo it is the next day already. */
  private static final Instant EVENING = Instant.parse("2026-11-24T20:00:00Z");

  private JooqActionBudgets budgets;
  private AccountId ann;

  @BeforeEach
  void open(Database database) {
    budgets = new JooqActionBudgets(database, ZoneId.of("Europe/Berlin"));
    ann =
        new JooqAccountDirectory(database)
            .add(
                new NewAccount(
                    new Username("ann"),
                    "",
                    Platform.TIKTOK,
                    new PackageName("com.zhiliaoapp.musically"),
                    Optional.empty(),
                    true,
                    true,
                    List.of()))
            .orElseThrow()
            .id();
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
        .extracting(action -> day.budget().limit(action))
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
  void nobody_counts_for_an_account_that_is_gone() {
    AccountId gone = new AccountId(4711);

    assertThat(budgets.spend(gone, AccountAction.POST, EVENING)).isTrue();
    assertThat(budgets.day(gone, EVENING)).isEmpty();
    assertThat(budgets.change(gone, budget -> budget, EVENING)).isEmpty();
  }
}
