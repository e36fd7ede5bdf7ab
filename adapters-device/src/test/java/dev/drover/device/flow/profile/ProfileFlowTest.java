package dev.drover.device.flow.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.screen.driver.DriverChoice.Way;
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
import dev.drover.virtualphone.config.AppVersion;
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

  @ParameterizedTest
  @CsvSource({
    "TIKTOK,fr-CA,MOVED,AGENT",
    "TIKTOK,zh-Hans-CN,RENAMED,STOCK",
    "INSTAGRAM,es-MX,RENAMED,AGENT",
    "INSTAGRAM,zh-Hans-CN,MOVED,STOCK"
  })
  void every_field_is_saved_in_other_languages_and_versions(
      Platform platform, String locale, AppVersion version, Way source) {
    try (PhoneBench bench =
        PhoneBench.of(home, new Setup(platform, locale, version, "720x1600", source))) {
      assertThat(bench.run(all(), "ann"))
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.COMMITTED,
                  Optional.of("saved the name, the bio, the link, the username")));
      assertThat(bench.effects()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TIKTOK,This username isn't available. Try another one.",
    "INSTAGRAM,The username is not available."
  })
  void a_username_that_is_taken_fails_in_the_apps_own_words_and_names_what_was_saved(
      Platform platform, String words) {
    try (PhoneBench bench = bench(platform)) {
      RecordedAttempt run = new RecordedAttempt();
      TaskFailure failure =
          failure(
              run.asRecorded(
                  bench.run(
                      script(
                          Optional.of("Ann"),
                          Optional.of("taken.name"),
                          Optional.empty(),
                          Optional.empty()),
                      Optional.of("ann"),
                      Optional.empty(),
                      run)));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(failure.remark())
          .isEqualTo(
              "the app on phone FIRST did not save the username. It says: \""
                  + words
                  + "\"; before that these steps took effect: tap Save for the name");
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("nickname");
      assertThat(run.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_username_that_was_changed_lately_can_not_be_saved_and_nothing_is_tapped(
      Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      bench.run(username("ann.one"), "ann");
      RecordedAttempt run = new RecordedAttempt();

      TaskFailure failure =
          failure(
              bench.run(username("ann.two"), Optional.of("ann.one"), Optional.empty(), run));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).containsPattern("change your username .*days");
      assertThat(run.intents()).isEmpty();
      assertThat(bench.effects()).extracting(Effect::text).containsExactly("ann.one");
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_change_that_the_app_refuses_had_no_effect(Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "nickname"));
      RecordedAttempt run = new RecordedAttempt();

      TaskFailure failure =
          failure(bench.run(nickname("Ann"), Optional.of("ann"), Optional.empty(), run));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("Try again later.");
      assertThat(run.settled()).containsExactly("tap Save for the name: not done");
      assertThat(bench.effects()).isEmpty();
    }
  }

  @Test
  void an_account_that_is_offered_no_link_is_told_so() {
    try (PhoneBench bench = bench(Platform.TIKTOK)) {
      bench.run(username("small.shop"), "ann");

      TaskFailure failure =
          failure(
              bench.run(
                  script(
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of("example.com")),
                  "small.shop"));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("does not offer a link");
    }
  }

  /** The phone does what it is told, and its answer is lost. */
  @Test
  void a_save_whose_end_was_not_seen_has_an_unknown_outcome() {
    try (PhoneBench bench = bench(Platform.TIKTOK)) {
      RecordedAttempt run = new RecordedAttempt();
      run.at(
          step -> {
            if (step.equals("tap Save for the bio")) {
              bench
                  .phone()
                  .inject(
                      new Fault(
                          Fault.Kind.CUT,
                          "input tap",
                          0,
                          1,
                          Fault.Moment.AFTER,
                          Duration.ZERO,
                          ""));
            }
          });

      TaskFailure failure =
          failure(run.asRecorded(bench.run(all(), Optional.of("ann"), Optional.empty(), run)));

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.remark())
          .contains("tap Save for the bio")
          .endsWith("; before that these steps took effect: tap Save for the name");
      bench.heal();
      assertThat(bench.run(nickname("Ann Bakes 🥐"), "ann"))
          .isInstanceOf(AttemptResult.Succeeded.class);
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("nickname", "bio");
    }
  }
}
