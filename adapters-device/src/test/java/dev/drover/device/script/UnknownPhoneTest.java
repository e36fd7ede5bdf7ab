package dev.drover.device.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.script.PhoneBench.Setup;
import dev.drover.domain.device.Platform;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.AppVersion;
import dev.drover.virtualphone.Effect;
import dev.drover.virtualphone.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script on either app, whatever the phone's language, the app's version and the screen. */
class AnyScreenTest {
  @TempDir private Path home;

  /** Every script once on each app; every language, version and size once on each. */
  static Stream<Arguments> phones() {
    List<Arguments> phones = new ArrayList<>();
    for (Platform platform : Platform.values()) {
      Setup usual = Setup.of(platform);
      phones.add(Arguments.of(usual.in("fr-FR").sized("720x1600"), TestScripts.FOLLOW));
      phones.add(Arguments.of(usual.in("es-MX").with(AppVersion.RENAMED), TestScripts.UNFOLLOW));
      phones.add(
          Arguments.of(
              usual.in("zh-Hans-CN").with(AppVersion.MOVED).sized("1440x3120"),
              TestScripts.COMMENT));
      phones.add(
          Arguments.of(
              usual.in("fr-CA").with(AppVersion.RENAMED).sized("720x1600"),
              TestScripts.POST_IMAGES));
      phones.add(
          Arguments.of(
              usual.in("es-ES").with(AppVersion.MOVED).sized("1440x3120"), TestScripts.POST_VIDEO));
      phones.add(Arguments.of(usual.in("zh-CN").with(AppVersion.MOVED), TestScripts.WARMUP));
    }
    return phones.stream();
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("phones")
  void a_script_does_its_work(Setup setup, TestScripts script) {
    try (PhoneBench bench = PhoneBench.of(home, setup)) {
      AttemptResult result = script.run(bench, setup.platform(), new TestFiles(home));

      assertThat(result)
          .isInstanceOfSatisfying(
              AttemptResult.Succeeded.class,
              succeeded -> assertThat(succeeded.outcome()).isEqualTo(Outcome.COMMITTED));
      List<Effect> done =
          bench.effects().stream().filter(effect -> effect.kind().equals(script.effect())).toList();
      assertThat(done)
          .isNotEmpty()
          .allSatisfy(
              effect -> {
                assertThat(effect.app()).isEqualTo(setup.platform().defaultPackage());
                assertThat(effect.account()).isEqualTo("ann");
              });
      if (script != TestScripts.WARMUP) {
        assertThat(done).hasSize(1);
      }
    }
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static boolean touches(PhoneBench bench) {
    return bench.phone().commands().stream()
        .anyMatch(command -> command.line().matches("(?s).*\\binput (tap|swipe|text).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "TIKTOK, de-DE",
    "INSTAGRAM, de-DE",
    "TIKTOK, zh-TW",
    "INSTAGRAM, zh-Hant-HK",
    "INSTAGRAM, ar-EG"
  })
  void a_language_that_the_profile_does_not_know_is_refused_before_anything_is_tapped(
      Platform platform, String locale) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).in(locale))) {
      TaskFailure failure = failure(TestScripts.FOLLOW.run(bench, platform, new TestFiles(home)));

      assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("FIRST").contains(locale).contains("en, fr, es, zh");
      assertThat(touches(bench)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void an_unknown_version_that_does_not_fit_fails_before_anything_is_done(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).with(AppVersion.MOVED))) {
      bench.phone().inject(Fault.moved("Edit profile", "Change me"));

      TaskFailure failure = failure(TestScripts.FOLLOW.run(bench, platform, new TestFiles(home)));

      assertThat(failure.code()).isEqualTo(FailureCode.APP_VERSION_UNKNOWN);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("FIRST").contains("it lacks profile.");
      assertThat(bench.recorded().intents()).isEmpty();
      assertThat(bench.effects()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void an_unknown_version_that_fits_is_walked_through_once(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).with(AppVersion.MOVED))) {
      TestScripts.FOLLOW.run(bench, platform, new TestFiles(home));
      TestScripts.FOLLOW.run(bench, platform, new TestFiles(home));

      assertThat(bench.recorded().steps())
          .filteredOn(step -> step.contains("which it was not made for"))
          .hasSize(1);
      assertThat(bench.effects()).hasSize(1);
    }
  }
}
