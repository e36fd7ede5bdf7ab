package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.task.TaskState.Completed;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskState.Running;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final NodeId NODE = new NodeId("node-1");
  private static final Instant CREATED = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-24T10:05:00Z");

  static Task pending() {
    return new Task(
        new TaskId(7),
        TaskTarget.phone(new DeviceSerial("PHONE1")),
        new FollowScript(new Username("ann"), AccessMethod.DIRECT),
        TaskSource.API,
        Optional.empty(),
        CREATED,
        new Pending(Optional.empty()),
        0,
        0,
        CREATED,
        CREATED);
  }

  private static Task running() {
    return pending().claim(NODE, LATER);
  }

  @Test
  void a_claim_begins_the_next_attempt() {
    Task task = running();

    assertThat(task.state()).isEqualTo(new Running(1, NODE, LATER, IntentJournal.EMPTY));
    assertThat(task.attemptCount()).isEqualTo(1);
    assertThat(task.updatedAt()).isEqualTo(LATER);
  }

  @Test
  void a_completion_keeps_its_outcome() {
    Task task = running().complete(Outcome.COMMITTED, Optional.of("done"), LATER.plusSeconds(2));

    assertThat(task.state())
        .isEqualTo(
            new Completed(1, Outcome.COMMITTED, Optional.of("done"), LATER, LATER.plusSeconds(2)));
  }

  @Test
  void an_interruption_before_the_decisive_step_loses_nothing() {
    Task task = running().interrupt(LATER);

    assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task.attemptCount()).isEqualTo(1);
    assertThat(task.claim(NODE, LATER).attemptCount()).isEqualTo(2);
  }

  @Test
  void an_interruption_after_the_decisive_step_repeats_nothing() {
    Task task = running().commitIntent("tap Follow", LATER).interrupt(LATER);

    assertThat(task.state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(failed.failure().retrySafe()).isFalse();
              assertThat(failed.failure().remark())
                  .isEqualTo("outcome unknown: interrupted after tap Follow");
            });
  }

  @Test
  void an_unknown_outcome_is_retried_only_by_force() {
    Task failed = running().commitIntent("tap Follow", LATER).interrupt(LATER);

    assertThatThrownBy(() -> failed.retry(false, LATER))
        .isInstanceOf(RetryNeedsForce.class)
        .hasMessageContaining("may already have done its work")
        .hasMessageContaining("retry by force");
    assertThat(failed.retry(true, LATER).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_retry_is_due_at_once_and_counted() {
    Task failed =
        running().fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone lost"), LATER);

    Task again = failed.retry(false, LATER.plusSeconds(9));

    assertThat(again.scheduledAt()).isEqualTo(LATER.plusSeconds(9));
    assertThat(again.retryCount()).isEqualTo(1);
    assertThat(again.attemptCount()).isEqualTo(1);
  }

  private static TaskFailure failure(Task task) {
    return ((Failed) task.state()).failure();
  }

  @Test
  void an_attempt_whose_steps_took_effect_is_not_run_again_by_itself() {
    Task done = running().commitIntent("tap Like", LATER).settleIntent(true, LATER);

    Task interrupted = done.interrupt(LATER);
    assertThat(failure(interrupted).code()).isEqualTo(FailureCode.INTERRUPTED);
    assertThat(failure(interrupted).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(failure(interrupted).remark())
        .endsWith("; before that these steps took effect: tap Like");
    assertThatThrownBy(() -> interrupted.retryLater(LATER, LATER))
        .isInstanceOf(IllegalTaskTransition.class);
    assertThat(failure(done.interrupt(false, LATER)).code()).isEqualTo(FailureCode.STOPPED);

    Task failed = done.fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "too slow"), LATER);
    assertThat(failure(failed).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(failure(failed).remark()).startsWith("too slow");
  }

  @Test
  void an_attempt_whose_steps_all_had_no_effect_has_done_nothing() {
    Task refused = running().commitIntent("tap Like", LATER).settleIntent(false, LATER);

    assertThat(refused.interrupt(LATER).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(
            failure(
                    refused.fail(
                        TaskFailure.withoutEffect(FailureCode.ACTION_REFUSED, "no"), LATER))
                .retrySafe())
        .isTrue();
  }

  @Test
  void one_step_that_is_not_settled_makes_the_outcome_unknown_whatever_the_others_came_to() {
    Task task =
        running()
            .commitIntent("tap Like", LATER)
            .settleIntent(true, LATER)
            .commitIntent("tap Follow", LATER)
            .commitIntent("tap Post comment", LATER)
            .settleIntent(false, LATER);

    assertThat(failure(task.interrupt(LATER)).remark())
        .isEqualTo(
            "outcome unknown: interrupted after tap Follow; before that these steps took effect:"
                + " tap Like");
    Task stopped = task.fail(TaskFailure.withoutEffect(FailureCode.STOPPED, "stopped"), LATER);
    assertThat(failure(stopped).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure(stopped).remark())
        .isEqualTo(
            "stopped; outcome unknown: interrupted after tap Follow; before that these steps took"
                + " effect: tap Like");
    assertThatThrownBy(() -> task.complete(Outcome.COMMITTED, Optional.empty(), LATER))
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("tap Follow");
    Task ended =
        task.finish(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()), LATER);
    assertThat(failure(ended).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void a_completion_counts_what_took_effect() {
    Task done = running().commitIntent("tap Like", LATER).settleIntent(true, LATER);

    assertThat(done.complete(Outcome.NO_EFFECT, Optional.empty(), LATER).state())
        .isInstanceOfSatisfying(
            Completed.class,
            completed -> assertThat(completed.outcome()).isEqualTo(Outcome.COMMITTED));
  }

  @Test
  void only_a_step_that_is_under_way_is_settled() {
    assertThatThrownBy(() -> running().settleIntent(true, LATER))
        .isInstanceOf(IllegalTaskTransition.class);
    Task settled = running().commitIntent("tap Like", LATER).settleIntent(false, LATER);
    assertThatThrownBy(() -> settled.settleIntent(true, LATER))
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("no decisive step under way");
  }

  @Test
  void an_unknown_outcome_is_no_completion() {
    assertThatThrownBy(() -> running().complete(Outcome.UNKNOWN, Optional.empty(), LATER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_failure_without_words_is_refused() {
    assertThatThrownBy(() -> TaskFailure.withoutEffect(FailureCode.TIMED_OUT, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_cancelled_task_has_failed_without_effect_and_without_an_attempt() {
    Task task = pending().cancel(LATER);

    assertThat(task.state())
        .isEqualTo(new Failed(0, TaskFailure.CANCELLED, Optional.empty(), LATER));
    assertThat(task.cancel(LATER.plusSeconds(1))).isSameAs(task);
    assertThat(TaskFailure.CANCELLED.retrySafe()).isTrue();
    assertThat(FailureCode.CANCELLED.passes()).isFalse();
    assertThat(task.retry(false, LATER).claim(NODE, LATER).attemptCount()).isEqualTo(1);
  }

  @Test
  void a_running_task_is_not_cancelled_and_the_refusal_says_to_stop_it() {
    Task running = running();

    assertThatThrownBy(() -> running.cancel(LATER))
        .isInstanceOfSatisfying(
            IllegalTaskTransition.StopInstead.class,
            refused -> assertThat(refused.id()).isEqualTo(running.id()))
        .hasMessageContaining("is running");
  }

  @Test
  void a_task_that_is_rescheduled_no_longer_waits_for_what_it_waited_for() {
    Task waits =
        running()
            .fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "slow"), LATER)
            .retryLater(LATER.plusSeconds(30), LATER);
    StartTime time = StartTime.parse("2026-11-25T09:00:00Z");

    Task moved = waits.reschedule(time, LATER.plusSeconds(99), LATER);

    assertThat(moved.state()).isEqualTo(new Pending(Optional.empty()));
    assertThat(moved.startTime()).contains(time);
    assertThat(moved.scheduledAt()).isEqualTo(LATER.plusSeconds(99));
    assertThat(moved.retryCount()).isEqualTo(1);
    assertThat(moved.attemptCount()).isEqualTo(1);
  }
}
