package dev.drover.device.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests phones that no profile was made for: other languages, and unlisted versions. */
@Execution(ExecutionMode.CONCURRENT)
@Order(12)
class UnknownPhoneTest {
  @TempDir private Path home;

  private static FollowScript follow() {
    return new FollowScript(new Username("carla"), AccessMethod.SEARCH);
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
    "TIKTOK, it-IT",
    "INSTAGRAM, ko-KR",
    "TIKTOK, zh-TW",
    "INSTAGRAM, zh-Hant-HK",
    "INSTAGRAM, ar-EG"
  })
  void a_language_that_the_profile_does_not_know_is_refused_before_anything_is_tapped(
      Platform platform, String locale) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).in(locale))) {
      TaskFailure failure = failure(bench.run(follow()));

      assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("FIRST").contains(locale).contains("en, fr, es, zh");
      assertThat(touches(bench)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"getprop persist.sys.locale", "resolve-activity"})
  void what_came_garbled_once_is_asked_again(String command) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM))) {
      bench.phone().inject(Fault.of(Fault.Kind.GARBLE, command));

      assertThat(bench.run(follow())).isInstanceOf(AttemptResult.Succeeded.class);
    }
  }

  @Test
  void answers_that_come_garbled_are_no_language_and_have_their_picture() {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM))) {
      bench
          .phone()
          .inject(Fault.of(Fault.Kind.GARBLE, "getprop persist.sys.locale").times(Fault.ALWAYS));

      TaskFailure failure = failure(bench.run(follow()));

      assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_ERROR);
      assertThat(failure.retrySafe()).isTrue();
      assertThat(failure.remark()).contains("FIRST says that its language is");
      assertThat(bench.recorded().evidence().get("screen.png")).startsWith(0x89, 'P', 'N', 'G');
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void an_unknown_version_that_does_not_fit_fails_before_anything_is_done(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).with(AppVersion.MOVED))) {
      bench.phone().inject(Fault.moved("Edit profile", "Change me"));

      TaskFailure failure = failure(bench.run(follow()));

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
      bench.run(follow());
      bench.run(follow());

      assertThat(bench.recorded().steps())
          .filteredOn(step -> step.contains("which it was not made for"))
          .hasSize(1);
      assertThat(bench.effects()).hasSize(1);
    }
  }

  @Test
  void pages_that_nobody_knows_are_left_once_and_never_tapped() throws Exception {
    String unknown = "{signs: [upload.failed]}";
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(
        home.resolve("profiles/tiktok.yaml"),
        "elements: {feed.home_tab: [{text: Nowhere}]}\npages:\n"
            + new AppProfiles(home, PhoneBench.APPS)
                .profile("tiktok").pages().keySet().stream()
                    .map(page -> "  " + page + ": " + unknown + "\n")
                    .collect(Collectors.joining()));
    try (PhoneBench bench = PhoneBench.usual(home)) {
      assertThatThrownBy(
              () ->
                  bench.onScreen(
                      duration -> LockSupport.parkNanos(duration.toNanos()),
                      context -> {
                        new AppPages(context).openFeed();
                        return true;
                      }))
          .isInstanceOf(ElementNotFound.class)
          .hasMessageContaining("shows no page that the profile knows");

      assertThat(touches(bench)).isFalse();
      assertThat(bench.phone().commands())
          .filteredOn(command -> command.line().contains("input keyevent 4"))
          .hasSize(1);
    }
  }
}
