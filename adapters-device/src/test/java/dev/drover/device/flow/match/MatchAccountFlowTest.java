package dev.drover.device.flow.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestScripts;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.script.like.LikeScript;
import dev.drover.domain.script.match.MatchAccountScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.AppVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests reading the accounts of both apps on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
class MatchAccountFlowTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "TIKTOK, en-US, USUAL, STOCK",
    "TIKTOK, zh-Hans-CN, MOVED, AGENT",
    "INSTAGRAM, fr-CA, USUAL, STOCK",
    "INSTAGRAM, es-MX, MOVED, AGENT"
  })
  void every_account_of_the_app_is_read_and_the_one_in_use_stays(
      Platform platform, String locale, AppVersion version, Way source) {
    Setup setup = new Setup(platform, locale, version, "1080x2400", source);
    try (PhoneBench bench = PhoneBench.of(home, setup)) {
      RecordedAttempt attempt = new RecordedAttempt();

      // A task for bob looks at ann's app as well; it does not switch to bob.
      AttemptResult result =
          bench.run(
              new MatchAccountScript(false, Optional.empty()),
              Optional.of("bob"),
              Optional.empty(),
              attempt);

      assertThat(result)
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.NO_EFFECT, Optional.of("logged in, but not known here: @ann, @bob")));
      assertThat(attempt.matched())
          .containsExactly(
              new AppLogins(
                  platform,
                  new PackageName(platform.defaultPackage()),
                  List.of(new Username("ann"), new Username("bob")),
                  true));
      assertThat(attempt.intents()).isEmpty();
      assertThat(bench.effects()).isEmpty();
      like(platform, bench);
      assertThat(bench.effects()).extracting(Effect::account).containsExactly("ann");
    }
  }

  private static void like(Platform platform, PhoneBench bench) {
    bench.run(
        new LikeScript(PostUrl.parse(TestScripts.address(platform))),
        Optional.empty(),
        Optional.empty(),
        new RecordedAttempt());
  }
}
