package dev.drover.device.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests actions of a warm-up whose tap the agent received but did not confirm. */
@Execution(ExecutionMode.CONCURRENT)
@Order(10)
class UnconfirmedActionTest {
  @TempDir private Path home;

  private static AccountWarmupScript warmup(Chances chances) {
    return new AccountWarmupScript(
        Duration.ofSeconds(3),
        List.of(),
        Duration.ofMillis(500),
        Duration.ofMillis(900),
        chances,
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "INSTAGRAM, 100, 0, 1 like",
    "INSTAGRAM, 0, 100, 1 collect",
    "TIKTOK, 100, 0, 1 like",
    "TIKTOK, 0, 100, 1 collect"
  })
  void it_is_unknown_and_nothing_else_is_tapped_by_mistake(
      Platform platform, int like, int collect, String said) {
    Setup setup = new Setup(platform, "en-US", AppVersion.USUAL, "1080x2400", Way.AGENT);
    try (PhoneBench bench = PhoneBench.of(home, setup)) {
      RecordedAttempt run = new RecordedAttempt();
      run.at(
          step -> {
            if (run.intents().equals(List.of(step))) {
              bench.phone().inject(Fault.of(Fault.Kind.AGENT_REFUSES, "gestures/click"));
            }
          });

      AttemptResult result =
          bench.run(warmup(new Chances(like, 0, collect, 0)), Optional.empty(), run);

      assertThat(result)
          .isInstanceOfSatisfying(
              AttemptResult.Failed.class,
              failed -> {
                assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
                assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(failed.failure().remark()).contains(said + " that was not confirmed");
              });
      assertThat(bench.effects()).isEmpty();
    }
  }
}
