package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QueuePolicyTest {
  private static final QueuePolicy ON = new QueuePolicy(true, 2, false);

  private static TaskFailure failure(FailureCode code, Outcome outcome) {
    return new TaskFailure(code, outcome, "it failed");
  }

  @Test
  void what_may_pass_is_retried_as_often_as_allowed() {
    TaskFailure lost = failure(FailureCode.DEVICE_LOST, Outcome.NO_EFFECT);

    assertThat(ON.retries(lost, 0)).isTrue();
    assertThat(ON.retries(lost, 1)).isTrue();
    assertThat(ON.retries(lost, 2)).isFalse();
    assertThat(QueuePolicy.DEFAULT.retries(lost, 0)).isFalse();
  }

  @Test
  void what_a_person_has_to_mend_or_has_stopped_is_not_retried() {
    for (FailureCode code :
        new FailureCode[] {
          FailureCode.STOPPED,
          FailureCode.TARGET_NOT_FOUND,
          FailureCode.APP_BLOCKED,
          FailureCode.MATERIAL_MISSING
        }) {
      assertThat(ON.retries(failure(code, Outcome.NO_EFFECT), 0)).as(code.name()).isFalse();
    }
  }

  @Property
  void what_may_have_been_done_is_never_retried(@ForAll FailureCode code, @ForAll boolean random) {
    QueuePolicy policy = new QueuePolicy(true, 10, random);

    assertThat(policy.retries(failure(code, Outcome.UNKNOWN), 0)).isFalse();
    assertThat(policy.retries(failure(code, Outcome.COMMITTED), 0)).isFalse();
  }

  @Property
  void a_retry_waits_five_to_sixty_seconds(@ForAll long seed) {
    assertThat(ON.retryWait(new Random(seed)))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  @Test
  void a_count_outside_1_to_10_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new QueuePolicy(true, 0, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new QueuePolicy(true, 11, false));
  }
}
