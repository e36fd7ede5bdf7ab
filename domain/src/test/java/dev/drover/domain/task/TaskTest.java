package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NodeId;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.FollowScript;
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

    assertThat(task.state()).isEqualTo(new Running(1, NODE, LATER, Optional.empty()));
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
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("may already have done its work")
        .hasMessageContaining("?force=true");
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

  @Test
  void the_decisive_step_is_begun_once_an_attempt() {
    Task committed = running().commitIntent("tap Follow", LATER);

    assertThatThrownBy(() -> committed.commitIntent("tap Follow", LATER))
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("already begun its decisive step");
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
}
