package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.ObedientPhones.Run;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a run tells of the account that the app acts for. */
class AccountInUseTest extends DispatchFixture {
  private static final PackageName TIKTOK = new PackageName("com.zhiliaoapp.musically");

  AccountInUseTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  private int followsOf(Account account) {
    return budgets.day(account.id(), NOW).orElseThrow().used(AccountAction.FOLLOW);
  }

  /** Runs a task that does this on its phone, and succeeds. */
  private void run(TaskId id, Consumer<Run> script) {
    phones.behave(
        run -> {
          script.accept(run);
          return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
        });
    phones.bringOnline("P1");
    dispatcher.dispatchOnce();
    awaitStatus(id, TaskStatus.COMPLETED);
  }

  @Test
  void actions_of_a_task_for_a_phone_count_for_the_account_once_it_has_been_read() {
    Account ann = account("ann", "P1", true);

    run(
        follow("P1", "somebody", NOW),
        run -> {
          assertThat(run.run().spend(AccountAction.FOLLOW)).isTrue();
          run.run().actsFor(TIKTOK, new Username("Ann"));
          assertThat(run.run().spend(AccountAction.FOLLOW)).isTrue();
        });

    assertThat(followsOf(ann)).isEqualTo(1);
  }

  @Test
  void actions_count_for_nobody_where_drover_does_not_know_the_account_in_that_app() {
    Account ann = account("ann", "P1", true);

    run(
        follow("P1", "somebody", NOW),
        run -> {
          run.run().actsFor(new PackageName("com.example.clone"), new Username("ann"));
          assertThat(run.run().spend(AccountAction.FOLLOW)).isTrue();
          run.run().actsFor(TIKTOK, new Username("stranger"));
          assertThat(run.run().spend(AccountAction.FOLLOW)).isTrue();
        });

    assertThat(followsOf(ann)).isZero();
  }

  @Test
  void actions_of_a_task_for_an_account_stay_that_accounts() {
    Account ann = account("ann", "P1", true);
    Account bob = account("bob", "P1", true);

    run(
        followAs(ann, "somebody"),
        run -> {
          run.run().actsFor(TIKTOK, new Username("bob"));
          assertThat(run.run().spend(AccountAction.FOLLOW)).isTrue();
        });

    assertThat(followsOf(ann)).isEqualTo(1);
    assertThat(followsOf(bob)).isZero();
  }

  @Test
  void a_task_for_a_phone_waits_for_the_next_day_of_the_account_that_has_used_up_its_budget() {
    Account ann = account("ann", "P1", true);
    budgets.change(ann.id(), budget -> budget.with(AccountAction.FOLLOW, Optional.of(0)), NOW);
    TaskId id = follow("P1", "somebody", NOW);
    phones.behave(
        run -> {
          run.run().actsFor(TIKTOK, new Username("ann"));
          return run.run().spend(AccountAction.FOLLOW)
              ? new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty())
              : new AttemptResult.Failed(
                  TaskFailure.withoutEffect(FailureCode.BUDGET_EXHAUSTED, "used up"));
        });
    phones.bringOnline("P1");

    dispatcher.dispatchOnce();
    awaitIdle();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(id).scheduledAt()).isEqualTo(budgets.day(ann.id(), NOW).orElseThrow().end());
  }

  @Test
  void a_run_that_meets_the_login_page_notes_that_the_account_is_logged_out() {
    Account ann = account("ann", "P1", true);
    TaskId id = followAs(ann, "somebody");
    phones.behave(
        run -> {
          run.run().loggedIn(false);
          return new AttemptResult.Failed(
              TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "is logged out"));
        });
    phones.bringOnline("P1");

    dispatcher.dispatchOnce();
    awaitStatus(id, TaskStatus.FAILED);

    Account after = accounts.find(ann.id()).orElseThrow();
    assertThat(after.loggedIn()).isFalse();
    assertThat(after.hold().orElseThrow().reason()).contains("is logged out");
  }

  @Test
  void a_run_that_sees_the_app_logged_in_notes_that_too() {
    Account ann = account("ann", "P1", true);
    accounts.noteLogin(ann.id(), false);

    run(followAs(ann, "somebody"), run -> run.run().loggedIn(true));

    assertThat(accounts.find(ann.id()).orElseThrow().loggedIn()).isTrue();
  }
}
