package dev.drover.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A day of a budget, and the tasks that it makes wait. */
class BudgetDayTest {
  private static final AccountId ANN = new AccountId(7);
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant TOMORROW = Instant.parse("2026-11-25T10:00:00Z");

  private static ActionBudget.Day day(int limit, int used) {
    return new ActionBudget.Day(
        ActionBudget.USUAL.with(AccountAction.FOLLOW, Optional.of(limit)),
        BudgetDefaults.USUAL,
        ZoneId.of("Europe/Berlin"),
        LocalDate.of(2026, 11, 24),
        Map.of(AccountAction.FOLLOW, used));
  }

  private static Optional<String> warning(ActionBudget.Day day, List<Instant> starts) {
    return day.warning(AccountAction.FOLLOW, ANN, Username.parse("ann"), starts);
  }

  @Test
  void tasks_within_the_budget_do_not_wait() {
    assertThat(day(30, 20).postponed(AccountAction.FOLLOW, Collections.nCopies(10, NOW))).isEmpty();
    assertThat(warning(day(30, 20), Collections.nCopies(10, NOW))).isEmpty();
  }

  @Test
  void the_rest_is_spread_over_the_next_days() {
    assertThat(day(30, 20).postponed(AccountAction.FOLLOW, Collections.nCopies(50, NOW)))
        .isEqualTo(Map.of(LocalDate.of(2026, 11, 25), 30, LocalDate.of(2026, 11, 26), 10));
    assertThat(warning(day(30, 20), Collections.nCopies(50, NOW)))
        .contains(
            "account @ann may spend 30 follow actions a day and has spent 20 today: of these 50"
                + " tasks 40 wait (30 until 2026-11-25, 10 until 2026-11-26); raise the follow"
                + " budget of account 7 to 70 to run them now");
  }

  @Test
  void a_task_for_another_day_counts_there() {
    assertThat(day(2, 2).postponed(AccountAction.FOLLOW, List.of(TOMORROW, TOMORROW))).isEmpty();
    assertThat(
            day(2, 2).postponed(AccountAction.FOLLOW, List.of(TOMORROW, NOW, NOW, NOW, TOMORROW)))
        .as("those of today go before those of tomorrow")
        .isEqualTo(
            Map.of(
                LocalDate.of(2026, 11, 25), 2,
                LocalDate.of(2026, 11, 26), 2,
                LocalDate.of(2026, 11, 27), 1));
  }

  @Test
  void a_day_begins_at_midnight_of_its_zone() {
    Instant afterMidnight = Instant.parse("2026-11-24T23:30:00Z");

    assertThat(day(1, 1).postponed(AccountAction.FOLLOW, List.of(afterMidnight))).isEmpty();
    assertThat(day(1, 0).postponed(AccountAction.FOLLOW, List.of(NOW, afterMidnight))).isEmpty();
  }

  @Test
  void more_was_spent_than_a_lowered_budget_allows() {
    assertThat(day(1, 9).postponed(AccountAction.FOLLOW, List.of(NOW, NOW)))
        .isEqualTo(Map.of(LocalDate.of(2026, 11, 25), 1, LocalDate.of(2026, 11, 26), 1));
  }

  @Test
  void many_days_are_summed_up() {
    assertThat(warning(day(1, 0), Collections.nCopies(10, NOW)).orElseThrow())
        .contains(
            "9 wait (1 until 2026-11-25, 1 until 2026-11-26, 1 until 2026-11-27, 6 longer, the last"
                + " until 2026-12-03)");
  }

  @Test
  void a_budget_of_nothing_makes_them_wait_until_it_is_raised() {
    assertThat(warning(day(0, 0), List.of(NOW)).orElseThrow())
        .contains("of these 1 tasks 1 waits until the budget is raised")
        .contains("raise the follow budget of account 7 to 1 ");
  }

  @Test
  void the_remark_says_how_to_change_the_budget() {
    Account ann =
        new Account(
            ANN,
            Username.parse("ann"),
            "",
            Platform.TIKTOK,
            new PackageName(Platform.TIKTOK.defaultPackage()),
            Optional.empty(),
            true,
            true,
            List.of(),
            Optional.empty());

    assertThat(day(30, 30).remark(AccountAction.FOLLOW, ann))
        .isEqualTo(
            "daily budget used up: account @ann has spent 30 of 30 follow actions of 2026-11-24;"
                + " the task goes on at 2026-11-25T00:00+01:00, or as soon as the follow budget"
                + " of account 7 is raised");
  }
}
