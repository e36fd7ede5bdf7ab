package dev.drover.device.app.instagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests following and unfollowing in the Instagram-like app of a virtual phone, over genuine ADB.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(14)
class InstagramFlowTest {
  @TempDir private Path home;
  private PhoneBench bench;

  @BeforeEach
  void start() {
    bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static FollowScript follow(String user) {
    return new FollowScript(new Username(user), AccessMethod.DIRECT);
  }

  private static UnfollowScript unfollow(String user) {
    return new UnfollowScript(new Username(user), AccessMethod.DIRECT);
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(AccessMethod.class)
  void a_user_is_followed_once(AccessMethod method) {
    assertCommitted(bench.run(new FollowScript(new Username("carla"), method)));

    assertThat(bench.effects())
        .extracting(Effect::kind, Effect::app, Effect::account, Effect::target)
        .containsExactly(tuple("follow", "com.instagram.android", "ann", "carla"));
    assertThat(bench.recorded().intents()).containsExactly("tap Follow");
    assertThat(bench.phone().describeScreen()).contains("home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"private_one", "fan_one"})
  void whoever_has_to_be_asked_or_follows_already_is_followed_too(String user) {
    assertCommitted(bench.run(follow(user)));

    assertThat(bench.effects()).extracting(Effect::target).containsExactly(user);
  }

  @Test
  void who_is_followed_already_is_left_alone() {
    assertCommitted(bench.run(follow("carla")));

    assertThat(bench.run(follow("carla")))
        .isEqualTo(
            new AttemptResult.Succeeded(
                Outcome.NO_EFFECT, Optional.of("already following @carla")));
    assertThat(bench.effects()).hasSize(1);
  }

  @Test
  void a_sheet_that_was_left_open_in_front_of_the_tabs_is_closed() {
    assertCommitted(bench.run(follow("carla")));
    bench.phone().inject(Fault.moved("Unfollow", "Something else"));
    assertThat(failure(bench.run(unfollow("carla"))).code())
        .isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
    bench.heal();

    assertCommitted(bench.run(unfollow("carla")));
  }

  @Test
  void the_account_of_the_task_follows_after_a_switch() {
    assertCommitted(bench.run(follow("carla"), Optional.of("bob"), Optional.empty()));

    assertThat(bench.effects()).extracting(Effect::account).containsExactly("bob");
    assertThat(bench.recorded().steps()).contains("switch to @bob");
  }

  @Test
  void an_account_that_is_not_on_the_phone_does_nothing() {
    TaskFailure failure = failure(bench.run(follow("carla"), Optional.of("zoe"), Optional.empty()));

    assertThat(failure.code()).isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AccessMethod.class)
  void a_user_who_does_not_exist_fails_plainly(AccessMethod method) {
    TaskFailure failure = failure(bench.run(new FollowScript(new Username("missing_one"), method)));

    assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"carla", "private_one"})
  void a_user_is_unfollowed_once_asked_twice_or_not(String user) {
    assertCommitted(bench.run(follow(user)));
    assertCommitted(bench.run(unfollow(user)));

    assertThat(bench.effects())
        .extracting(Effect::kind, Effect::target)
        .containsExactly(tuple("follow", user), tuple("unfollow", user));
    assertThat(bench.recorded().intents()).contains("confirm Unfollow");
  }

  @Test
  void an_unfollowing_that_the_platform_refuses_is_without_effect() {
    assertCommitted(bench.run(follow("carla")));
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "unfollow"));

    TaskFailure failure = failure(bench.run(unfollow("carla")));

    assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @ParameterizedTest
  @CsvSource({
    "LOGGED_OUT, is logged out",
    "VERIFICATION, a person is there",
    "SUSPENDED, suspended"
  })
  void what_needs_a_person_ends_the_task(Fault.Kind kind, String said) {
    bench.phone().inject(Fault.of(kind, ""));

    TaskFailure failure = failure(bench.run(follow("carla")));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains(said);
    assertThat(bench.effects()).isEmpty();
    assertThat(bench.recorded().logins())
        .isEqualTo(kind == Fault.Kind.LOGGED_OUT ? List.of(false) : List.of());
  }

  @Test
  void a_run_at_the_login_page_of_an_account_that_was_logged_out_needs_a_person() {
    bench
        .phone()
        .accounts()
        .forEach(account -> bench.phone().logOut(account.packageName(), account.name()));

    TaskFailure failure = failure(bench.run(follow("carla")));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.remark()).contains("is logged out");
    assertThat(bench.recorded().logins()).containsExactly(false);
  }

  @ParameterizedTest
  @CsvSource({"TOO_FAST, APP_BLOCKED", "REFUSE, ACTION_REFUSED"})
  void what_the_platform_does_not_do_is_without_effect(Fault.Kind kind, FailureCode code) {
    bench.phone().inject(Fault.of(kind, "follow"));

    TaskFailure failure = failure(bench.run(follow("carla")));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notifications", "update", "contacts", "permission", "anr"})
  void a_popup_in_the_middle_is_waved_off(String popup) {
    bench.phone().inject(Fault.popup(popup));

    assertCommitted(bench.run(follow("carla")));

    assertThat(bench.effects()).extracting(Effect::target).containsExactly("carla");
  }

  @Test
  void a_button_that_was_renamed_is_named_with_its_evidence() {
    bench.phone().inject(Fault.moved("Follow", "Join"));

    TaskFailure failure = failure(bench.run(follow("carla")));

    assertThat(failure.code()).isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("profile.follow");
    assertThat(bench.recorded().evidence()).containsKeys("screen.xml", "screen.png");
  }
}
