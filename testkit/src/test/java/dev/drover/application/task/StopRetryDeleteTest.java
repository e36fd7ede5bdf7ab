package dev.drover.application.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.dispatch.StopAttempt;
import dev.drover.domain.account.Account;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.CountedReads;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests stopping, retrying and deleting tasks, running or not. */
class StopRetryDeleteTest extends DispatchFixture {
  StopRetryDeleteTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
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
