package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how attempts end, whatever a phone, a script or the storage does, and what follows. */
class AttemptEndTest extends DispatchFixture {
  AttemptEndTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  @Test
  void a_failure_that_may_pass_is_retried_by_itself_5_to_60_seconds_later() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 1, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));
    awaitIdle();

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Pending.class, pending -> assertThat(pending.remark().orElseThrow()).contains("lost"));
    assertThat(task(id).retryCount()).isEqualTo(1);
    assertThat(task(id).scheduledAt()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(60));
    assertThat(queries.find(id).orElseThrow().attempts())
        .singleElement()
        .satisfies(
            attempt ->
                assertThat(attempt.failureCode()).contains(FailureCode.DEVICE_LOST.wireName()));
    dispatcher.dispatchOnce();
    assertThat(running.count()).isZero();

    clock.advance(Duration.ofSeconds(60));
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));
    awaitStatus(id, TaskStatus.FAILED);
  }

  @Test
  void what_may_have_been_done_is_not_retried_by_itself() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 10, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.unknownAfter("tap Follow"));

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).retryCount()).isZero();
  }

  @Test
  void a_run_that_finds_the_database_away_before_its_decisive_step_is_pending_again()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();

    phones.findStorageAway("P1");
    awaitIdle();

    assertThat(task(id).state()).isInstanceOf(Pending.class);
  }

  @Test
  void an_end_that_can_not_be_recorded_yet_is_one_failure_of_the_phone_however_often_it_is_tried()
      throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    settings.refuse(4);

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone P1 was lost"));
    while (settings.refusesStill()) {
      try {
        dispatcher.dispatchOnce();
      } catch (StorageUnavailable away) {
        assertThat(away).hasMessage("away, says the test");
      }
    }
    dispatcher.dispatchOnce();
    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();

    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause()).isEmpty();
  }

  /** An error that fails even when it is printed. */
  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1L;

    Unspeakable() {
      super("unspeakable", null, false, false);
    }

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  static List<Throwable> whateverIsThrown() {
    return List.of(
        new IllegalStateException("a defect"),
        new AssertionError("an error"),
        new StackOverflowError(),
        new OutOfMemoryError("made up by the test"),
        new IOException("checked, thrown by a library that says it does not"),
        new Unspeakable());
  }

  @ParameterizedTest
  @MethodSource("whateverIsThrown")
  void an_attempt_ends_and_frees_its_phone_whatever_is_thrown(Throwable thrown) {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    TaskId next = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();

    phones.end("P1", thrown);
    awaitStatusWhileDispatching(id, TaskStatus.FAILED);

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
            });
    awaitStatusWhileDispatching(next, TaskStatus.RUNNING);
  }

  static List<RuntimeException> refusals() {
    return List.of(
        new StorageUnavailable("away, says the test", new IllegalStateException()),
        new IllegalStateException("refused"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void steps_that_can_not_be_written_do_not_keep_an_attempt_from_its_end(RuntimeException refusal)
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    tasks.refuseSteps(2, () -> refusal);

    phones.finish("P1");

    awaitStatusWhileDispatching(id, TaskStatus.COMPLETED);
    awaitIdle();
  }

  @Test
  void an_end_that_the_database_refuses_as_it_is_is_recorded_in_plainer_words() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    tasks.refuseEnds(end -> end.remark().orElse("").contains("unheard-of"));

    phones.fail(
        "P1",
        new TaskFailure(FailureCode.DEVICE_ERROR, Outcome.UNKNOWN, "it said something unheard-of"));
    awaitStatusWhileDispatching(id, TaskStatus.FAILED);

    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.DEVICE_ERROR);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(failed.failure().remark()).contains("the server's log");
            });
    awaitIdle();
  }

  @Test
  void a_phone_that_fails_again_and_again_is_paused_with_its_reason_until_it_is_resumed()
      throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    for (int i = 0; i < 3; i++) {
      TaskId id = follow("P1", "ann", NOW);
      dispatcher.dispatchOnce();
      phones.fail(
          "P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone P1 was lost: no answer"));
      awaitStatus(id, TaskStatus.FAILED);
      awaitIdle();
    }
    TaskId next = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();

    assertThat(task(next).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause())
        .hasValueSatisfying(
            pause ->
                assertThat(pause.reason())
                    .contains("3 failures")
                    .contains("no answer")
                    .contains("then resume the phone"));

    devices.resume(new DeviceSerial("P1"));
    dispatcher.dispatchOnce();
    assertThat(phones.awaitRun("P1").target()).isEqualTo("bob");
  }

  @Test
  void a_task_whose_account_was_deleted_right_after_its_claim_does_nothing() throws Exception {
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    TaskId id = followAs(account, "bob");
    tasks.afterClaim(() -> accounts.delete(account.id(), true));

    dispatcher.dispatchOnce();

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
              assertThat(failed.failure().remark()).contains("@ann was deleted");
            });
  }

  @Test
  void automatic_retries_leave_out_tasks_of_a_deleted_account() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 3, false));
    phones.bringOnline("P1");
    Account account = account("ann", "P1", true);
    TaskId id = followAs(account, "bob");
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    accounts.delete(account.id(), true);

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "P1 was lost"));

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).retryCount()).isZero();
  }

  @Test
  void what_took_effect_before_the_end_is_not_done_again_and_not_taken_for_unknown()
      throws Exception {
    settings.change(_ -> new QueuePolicy(true, 10, false));
    phones.bringOnline("P1");
    phones.bringOnline("P2");
    phones.bringOnline("P3");
    TaskId liked = follow("P1", "ann", NOW);
    TaskId refused = follow("P2", "ann", NOW);
    TaskId unseen = follow("P3", "ann", NOW);
    dispatcher.dispatchOnce();
    Attempt likes = phones.awaitRun("P1").run();
    likes.commitIntent("tap Like");
    likes.settleIntent(false);
    likes.commitIntent("tap Like");
    likes.settleIntent(true);
    Attempt refuses = phones.awaitRun("P2").run();
    refuses.commitIntent("tap Like");
    refuses.settleIntent(false);
    Attempt unsettled = phones.awaitRun("P3").run();
    unsettled.commitIntent("tap Like");
    unsettled.commitIntent("tap Follow");
    unsettled.settleIntent(true);

    dispatcher.drain(Duration.ofMillis(10));

    assertThat(task(liked).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED));
    assertThat(task(refused).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(unseen).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.failure().remark())
                    .isEqualTo(
                        "outcome unknown: interrupted after tap Like; before that these steps took"
                            + " effect: tap Follow"));
  }

  @Test
  void an_attempt_that_was_taken_over_may_not_take_its_next_step() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    Attempt run = phones.awaitRun("P1").run();
    run.commitIntent("tap Like");
    run.settleIntent(true);
    // Simulates another server that takes this one for dead.
    tasks.change(id, task -> task.interrupt(NOW));

    assertThatThrownBy(() -> run.commitIntent("tap Like")).isInstanceOf(AttemptStopped.class);
    awaitIdle();
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED));
  }

  @Test
  void a_script_that_leaves_a_decisive_step_unsettled_has_not_succeeded() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1").commitIntent("tap Follow");

    phones.finish("P1");

    awaitStatus(id, TaskStatus.FAILED);
    assertThat(task(id).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN));
  }
}
