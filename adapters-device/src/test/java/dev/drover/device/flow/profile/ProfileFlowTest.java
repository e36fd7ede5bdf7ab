package dev.drover.device.flow.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.profile.ProfileLink;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests changes of profiles on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
class ProfileFlowTest {
  private static final String BIO = "Baker 🥐 in Brest\nfresh at \"6\" $(date)";

  @TempDir private Path home;

  private PhoneBench bench(Platform platform) {
    return PhoneBench.of(home, Setup.of(platform));
  }

  private static ProfileScript script(
      Optional<String> nickname,
      Optional<String> username,
      Optional<String> bio,
      Optional<String> link) {
    return new ProfileScript(
        nickname, username.map(Username::new), bio, link.map(ProfileLink::new), Optional.empty());
  }

  private static ProfileScript nickname(String name) {
    return script(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ProfileScript username(String name) {
    return script(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static ProfileScript all() {
    return script(
        Optional.of("Ann Bakes 🥐"),
        Optional.of("ann.bakes"),
        Optional.of(BIO),
        Optional.of("https://ann.example.com/shop"));
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void every_field_is_saved_once_and_left_alone_the_next_time(Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      RecordedAttempt run = new RecordedAttempt();
      AttemptResult first = bench.run(all(), Optional.of("ann"), Optional.empty(), run);

      assertThat(first)
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.COMMITTED,
                  Optional.of("saved the name, the bio, the link, the username")));
      assertThat(bench.effects())
          .extracting(Effect::kind, Effect::account, Effect::text)
          .containsExactly(
              tuple("nickname", "ann", "Ann Bakes 🥐"),
              tuple("bio", "ann", BIO),
              tuple("link", "ann", "https://ann.example.com/shop"),
              tuple("username", "ann", "ann.bakes"));
      assertThat(run.settled())
          .containsExactly(
              "tap Save for the name: done",
              "tap Save for the bio: done",
              "tap Save for the link: done",
              "tap Save for the username: done");
      assertThat(run.names()).containsExactly(new Username("ann.bakes"));

      AttemptResult again = bench.run(all(), "ann.bakes");

      assertThat(again)
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.NO_EFFECT,
                  Optional.of("as wanted already: the name, the bio, the link, the username")));
      assertThat(bench.effects()).hasSize(4);
    }
  }
}
