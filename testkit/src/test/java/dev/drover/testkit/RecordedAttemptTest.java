package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedAttemptTest {
  private static final AttemptResult LOST =
      new AttemptResult.Failed(
          TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "phone PHONE1 was lost"));

  private final RecordedAttempt attempt = new RecordedAttempt();

  private static Outcome outcome(AttemptResult result) {
    return switch (result) {
      case AttemptResult.Failed(TaskFailure failure) -> failure.outcome();
      case AttemptResult.Succeeded(Outcome outcome, Optional<String> _) -> outcome;
    };
  }

  @Test
  void a_failure_before_any_intent_stays_without_effect() {
    assertThat(outcome(attempt.asRecorded(LOST))).isEqualTo(Outcome.NO_EFFECT);
  }

  @Test
  void a_failure_after_a_step_that_took_effect_is_committed() {
    attempt.commitIntent("tap Like");
    attempt.settleIntent(true);
    attempt.commitIntent("tap Like");
    attempt.settleIntent(false);

    assertThat(outcome(attempt.asRecorded(LOST))).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void a_failure_after_an_intent_that_nobody_settled_is_unknown() {
    attempt.commitIntent("tap Like");
    attempt.settleIntent(true);
    attempt.commitIntent("tap Follow");

    assertThat(outcome(attempt.asRecorded(LOST))).isEqualTo(Outcome.UNKNOWN);
  }
}
