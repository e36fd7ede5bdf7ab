package dev.drover.device.flow.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.flow.PhoneBench;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in which state a program gets its phone, and in which the phone is left. */
class ProgramFlowTest {
  private static final AttemptResult DONE =
      new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());

  @TempDir private Path home;
  private PhoneBench bench;

  @BeforeEach
  void start() {
    bench = PhoneBench.usual(home);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static Script script(Optional<Platform> app) {
    return new ProgramType(
            "mine",
            "",
            List.of("mine"),
            Path.of("/"),
            app,
            ProgramType.DEFAULT_TIMEOUT,
            Effects.SOME,
            false,
            List.of())
        .one(Map.of())
        .script();
  }

  @Test
  void a_program_for_an_app_finds_it_open_and_the_home_screen_comes_afterwards() {
    AtomicReference<String> shown = new AtomicReference<>("");
    AtomicReference<Optional<PackageName>> opened = new AtomicReference<>(Optional.empty());
    bench
        .recorded()
        .program(
            app -> {
              opened.set(app);
              shown.set(bench.phone().hierarchy());
              return DONE;
            });

    AttemptResult result = bench.run(script(Optional.of(Platform.TIKTOK)));

    assertThat(result).isEqualTo(DONE);
    assertThat(opened.get()).contains(new PackageName("com.zhiliaoapp.musically"));
    assertThat(shown.get()).contains("For You");
    assertThat(bench.phone().hierarchy()).doesNotContain("For You");
    assertThat(bench.recorded().steps()).endsWith("start the program of script mine");
  }

  @Test
  void a_program_without_an_app_gets_the_phone_as_it_is_and_leaves_it_so() {
    AtomicReference<Optional<PackageName>> opened =
        new AtomicReference<>(Optional.of(new PackageName("a.b")));
    bench
        .recorded()
        .program(
            app -> {
              opened.set(app);
              return DONE;
            });
    int before = bench.phone().commands().size();

    AttemptResult result = bench.run(script(Optional.empty()));

    assertThat(result).isEqualTo(DONE);
    assertThat(opened.get()).isEmpty();
    assertThat(bench.phone().commands()).hasSize(before);
    assertThat(bench.recorded().steps()).isEmpty();
  }

  @Test
  void what_the_phone_shows_is_kept_when_a_program_fails() {
    AttemptResult failure =
        new AttemptResult.Failed(
            new TaskFailure(FailureCode.PROGRAM_FAILED, Outcome.UNKNOWN, "it ended by 3"));
    bench.recorded().program(_ -> failure);

    assertThat(bench.run(script(Optional.empty()))).isEqualTo(failure);

    assertThat(bench.recorded().evidence()).containsKeys("screen.png", "failure.txt");
    assertThat(bench.recorded().evidenceText("failure.txt")).contains("it ended by 3");
  }

  @Test
  void a_stop_passes_through() {
    bench
        .recorded()
        .program(
            _ -> {
              throw new AttemptStopped("stopped");
            });

    assertThatThrownBy(() -> bench.run(script(Optional.empty())))
        .isInstanceOf(AttemptStopped.class);
  }
}
