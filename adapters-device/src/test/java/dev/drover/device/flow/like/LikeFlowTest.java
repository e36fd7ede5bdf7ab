package dev.drover.device.flow.like;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestScripts;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.script.like.LikeScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Fault.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests likes in both apps on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
@Order(6)
class LikeFlowTest {
  @TempDir private Path home;

  private static LikeScript like(String address) {
    return new LikeScript(PostUrl.parse(address));
  }

  private static LikeScript like(Platform platform) {
    return like(TestScripts.address(platform));
  }

  private static AttemptResult run(PhoneBench bench, LikeScript script, RecordedAttempt attempt) {
    return attempt.asRecorded(bench.run(script, Optional.empty(), attempt));
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  @ParameterizedTest
  @CsvSource({
    "TIKTOK, en-US, https://www.tiktok.com/@mila.cooks/video/7301, 7301",
    "TIKTOK, zh-Hans-CN, https://www.tiktok.com/@mila.cooks/photo/7302, 7302",
    "INSTAGRAM, fr-CA, https://www.instagram.com/reel/Cabc123, Cabc123",
    "INSTAGRAM, es-MX, https://www.instagram.com/p/Cabc124, Cabc124"
  })
  void a_post_is_liked_once_however_often_that_is_asked_for(
      Platform platform, String locale, String address, String post) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform).in(locale))) {
      RecordedAttempt first = new RecordedAttempt();
      assertThat(run(bench, like(address), first))
          .isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
      assertThat(first.intents()).containsExactly("tap Like");
      assertThat(first.settled()).containsExactly("tap Like: done");
      assertThat(first.accounts()).isNotEmpty();

      RecordedAttempt again = new RecordedAttempt();
      assertThat(run(bench, like(address), again))
          .isInstanceOfSatisfying(
              AttemptResult.Succeeded.class,
              done -> {
                assertThat(done.outcome()).isEqualTo(Outcome.NO_EFFECT);
                assertThat(done.remark().orElse("")).contains("is liked already");
              });
      assertThat(again.intents()).isEmpty();
      assertThat(bench.effects())
          .extracting(Effect::kind, Effect::account, Effect::target)
          .containsExactly(tuple("like", "ann", post));
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_refused_like_is_told_and_not_tried_again(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "like"));

      TaskFailure failure = failure(run(bench, like(platform), new RecordedAttempt()));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(bench.effects()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.tiktok.com/@mila.cooks/video/40412",
        "https://www.instagram.com/reel/404abc"
      })
  void a_post_that_is_not_there_is_told(String address) {
    LikeScript script = like(address);
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(script.post().platform()))) {
      TaskFailure failure = failure(run(bench, script, new RecordedAttempt()));

      assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
      assertThat(failure.remark()).contains(address, "FIRST");
      assertThat(bench.effects()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void nothing_is_tapped_once_the_budget_is_used_up(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      RecordedAttempt attempt = new RecordedAttempt().allowing(AccountAction.LIKE, 0);

      assertThat(failure(run(bench, like(platform), attempt)).code())
          .isEqualTo(FailureCode.BUDGET_EXHAUSTED);
      assertThat(attempt.intents()).isEmpty();
      assertThat(bench.effects()).isEmpty();
    }
  }

  /** Where a crashed app comes up there is another video, with a heart too. */
  @ParameterizedTest
  @EnumSource(Platform.class)
  void the_video_that_a_crashed_app_comes_up_with_is_not_liked(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      RecordedAttempt attempt = new RecordedAttempt();
      attempt.at(
          step -> {
            if (step.startsWith("open http")) {
              bench
                  .phone()
                  .inject(
                      new Fault(
                          Fault.Kind.POPUP, "dump", 0, 1, Moment.BEFORE, Duration.ZERO, "crash"));
            }
          });

      TaskFailure failure = failure(run(bench, like(platform), attempt));

      assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_ERROR);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(bench.effects()).isEmpty();
    }
  }

  /** A second tap would take back a like that came late. */
  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_tap_that_is_not_confirmed_is_not_repeated(Platform platform) {
    Setup setup = new Setup(platform, "en-US", AppVersion.USUAL, "1080x2400", Way.AGENT);
    try (PhoneBench bench = PhoneBench.of(home, setup)) {
      RecordedAttempt attempt = new RecordedAttempt();
      attempt.at(
          step -> {
            if (attempt.intents().equals(List.of(step))) {
              bench.phone().inject(Fault.of(Fault.Kind.AGENT_REFUSES, "gestures/click"));
            }
          });

      TaskFailure failure = failure(run(bench, like(platform), attempt));

      assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(attempt.intents()).hasSize(1);
      assertThat(bench.effects()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_like_that_is_not_to_be_seen_afterwards_is_unknown(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      RecordedAttempt attempt = new RecordedAttempt();
      attempt.at(
          step -> {
            if (attempt.intents().equals(List.of(step))) {
              bench
                  .phone()
                  .inject(
                      new Fault(
                          Fault.Kind.POPUP,
                          "input tap",
                          0,
                          1,
                          Moment.AFTER,
                          Duration.ZERO,
                          "survey"));
            }
          });

      TaskFailure failure = failure(run(bench, like(platform), attempt));

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
      assertThat(failure.remark()).contains("look there before you retry", "FIRST");
      assertThat(attempt.intents()).hasSize(1);
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("like");
    }
  }

  /** Somebody else may have liked the post in these seconds. */
  @Test
  void a_number_of_likes_that_rose_does_not_show_whose_like_it_was() {
    LikeScript script = like(Platform.TIKTOK);
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(Platform.TIKTOK))) {
      bench.phone().inject(Fault.unreadable("like_state"));
      RecordedAttempt attempt = new RecordedAttempt();

      TaskFailure failure = failure(run(bench, script, attempt));

      assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.remark()).contains("its number of likes has changed", "FIRST");
      assertThat(attempt.intents()).hasSize(1);
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("like");
    }
  }
}
