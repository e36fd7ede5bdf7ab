package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.material.AllowedFolders;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.script.post.PostType;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.ObedientPhones.Run;
import dev.drover.testkit.SampleMaterials;
import dev.drover.testkit.memory.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells of the account that the app acts for. */
class AccountInUseTest extends DispatchFixture {
  private static final PackageName TIKTOK = new PackageName("com.zhiliaoapp.musically");

  AccountInUseTest(@TempDir Path home) {
    super(
        clock ->
            new InMemoryStorage(
                clock,
                ZoneId.of("Europe/Berlin"),
                new Random(7),
                Optional.of(new AllowedFolders(List.of(), home, 1_000))));
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

  private TaskId post(TaskTarget target) {
    return tasks
        .insert(
            List.of(
                new NewTask(
                    target,
                    new PostType().one(Map.of()),
                    "{}",
                    TaskSource.API,
                    Optional.empty(),
                    NOW,
                    NOW)))
        .getFirst();
  }

  private void upload(String name, String content) {
    storage
        .library()
        .store(
            new MaterialName(name),
            new ByteArrayInputStream(SampleMaterials.video(content)),
            UnaryOperator.identity());
  }

  @Test
  void a_post_of_a_task_for_a_phone_counts_for_the_account_that_was_read() {
    account("ann", "P2", true);
    upload("clip.mp4", "1");

    run(
        post(TaskTarget.phone(new DeviceSerial("P1"))),
        run -> run.run().actsFor(TIKTOK, new Username("ann")));

    assertThat(storage.library().find(new MaterialId(1)).orElseThrow().usedBy())
        .containsExactly("ann");
  }

  @Test
  void a_task_for_a_phone_posts_nothing_that_the_account_which_was_read_has_posted() {
    account("ann", "P2", true);
    upload("clip.mp4", "1");
    run(
        post(TaskTarget.phone(new DeviceSerial("P1"))),
        run -> run.run().actsFor(TIKTOK, new Username("ann")));
    awaitIdle();
    TaskId second = post(TaskTarget.phone(new DeviceSerial("P1")));
    AtomicBoolean wentOn = new AtomicBoolean();
    phones.behave(
        run -> {
          run.run().actsFor(TIKTOK, new Username("ann"));
          wentOn.set(true);
          return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
        });

    dispatcher.dispatchOnce();
    awaitStatus(second, TaskStatus.FAILED);

    assertThat(wentOn).isFalse();
    assertThat(failure(second).code()).isEqualTo(FailureCode.MATERIAL_MISSING);
    assertThat(failure(second).remark()).contains("P1", "@ann", "task 1");
  }

  @Test
  void a_screen_that_needs_a_person_holds_the_account_in_use_and_pauses_the_phone() {
    saveDevice("P1");
    Account ann = account("ann", "P1", true);

    blockedOnce(run -> run.run().actsFor(TIKTOK, new Username("ann")));

    assertThat(accounts.find(ann.id()).orElseThrow().hold().orElseThrow().reason())
        .contains("asks for a verification", "release account @ann");
    assertThat(pause())
        .contains("task 1", "asks for a verification", "release account @ann", "resume phone P1");
    assertThat(failure(new TaskId(1)).remark())
        .isEqualTo(
            "it asks for a verification. Before a retry, release account @ann, which is held, and"
                + " resume phone P1, which is paused");
  }

  @Test
  void where_no_account_is_known_it_pauses_the_phone() {
    saveDevice("P1");
    Account ann = account("ann", "P1", true);

    blockedOnce(_ -> {});

    assertThat(accounts.find(ann.id()).orElseThrow().hold()).isEmpty();
    assertThat(pause())
        .contains("task 1", "asks for a verification", "resume")
        .doesNotContain("@ann");
  }

  /** Runs one of several tasks without an account; the others wait. */
  private void blockedOnce(Consumer<Run> before) {
    TaskId first = follow("P1", "somebody", NOW);
    TaskId second = follow("P1", "another", NOW);
    phones.behave(
        run -> {
          before.accept(run);
          return new AttemptResult.Failed(
              TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "it asks for a verification"));
        });
    phones.bringOnline("P1");

    dispatcher.dispatchOnce();
    awaitStatus(first, TaskStatus.FAILED);
    awaitIdle();
    dispatcher.dispatchOnce();

    assertThat(task(second).status()).isEqualTo(TaskStatus.PENDING);
  }

  private String pause() {
    return devices.find(new DeviceSerial("P1")).orElseThrow().pause().orElseThrow().reason();
  }

  private TaskFailure failure(TaskId id) {
    if (tasks.find(id).orElseThrow().state() instanceof TaskState.Failed failed) {
      return failed.failure();
    }
    throw new AssertionError("task " + id + " has not failed");
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
    assertThat(queries.find(id).orElseThrow().task().remark().orElseThrow())
        .as("names the account and the budget, which the flow does not know")
        .startsWith("daily budget used up: account @ann has spent 0 of 0 follow actions of ")
        .contains("the task goes on at ");
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

  @Test
  void an_account_whose_app_shows_a_new_name_is_called_so_with_its_tasks() {
    Account ann = account("ann", "P1", true);
    TaskId runs = followAs(ann, "somebody");
    TaskId waits = followAs(ann, "another");
    Username name = new Username("ann.bakes");

    run(
        runs,
        run -> {
          run.run().renamed(new PackageName("com.example.clone"), new Username("other"));
          run.run().renamed(TIKTOK, name);
        });

    assertThat(accounts.find(ann.id()).orElseThrow().username()).isEqualTo(name);
    assertThat(task(runs).target().username()).contains(name);
    assertThat(task(waits).target().username()).contains(name);
  }

  @Test
  void a_name_that_another_account_has_is_not_taken_and_the_run_goes_on() {
    Account ann = account("ann", "P1", true);
    account("bob", "P2", true);

    run(followAs(ann, "somebody"), run -> run.run().renamed(TIKTOK, new Username("bob")));

    assertThat(accounts.find(ann.id()).orElseThrow().username()).isEqualTo(ann.username());
  }
}
