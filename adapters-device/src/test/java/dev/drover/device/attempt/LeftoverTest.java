package dev.drover.device.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestFiles;
import dev.drover.device.flow.TestScripts;
import dev.drover.device.matrix.ScriptCase;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that what one attempt leaves on the phone does not affect the next. */
@Execution(ExecutionMode.CONCURRENT)
// It waits for an upload that stalls, longer than any other class takes.
@Order(1)
class LeftoverTest {
  @TempDir private Path home;

  private static Script follow(String user, AccessMethod method) {
    return new FollowScript(new Username(user), method);
  }

  private static AccountWarmupScript watch() {
    return TestScripts.warmup(new Chances(0, 0, 0, 0));
  }

  /** A page that no profile knows and that Back does not leave. */
  private static Fault surveyAtNextLook() {
    return new Fault(
        Fault.Kind.POPUP, "uiautomator dump", 0, 1, Fault.Moment.BEFORE, Duration.ZERO, "survey");
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static AttemptResult run(PhoneBench bench, String account, Script script) {
    return bench.run(script, Optional.of(account), Optional.empty(), new RecordedAttempt());
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  private static void assertWatched(AttemptResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Succeeded.class,
            done ->
                assertThat(done.remark())
                    .hasValueSatisfying(remark -> assertThat(remark).matches("watched [1-9].*")));
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_task_for_an_account_that_is_not_there_is_nothing_to_the_next(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      assertThat(failure(run(bench, "nobody", follow("carla", AccessMethod.SEARCH))).code())
          .isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
      assertThat(failure(run(bench, "nobody", follow("carla", AccessMethod.SEARCH))).code())
          .isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);

      assertCommitted(run(bench, "ann", follow("carla", AccessMethod.SEARCH)));

      assertThat(failure(run(bench, "nobody", watch())).code())
          .isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
      assertWatched(run(bench, "bob", watch()));
      assertThat(bench.effects()).extracting(Effect::account).containsExactly("ann");
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void without_an_account_too(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      assertThat(failure(run(bench, "nobody", follow("carla", AccessMethod.SEARCH))).code())
          .isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);

      assertWatched(bench.run(watch()));
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void what_one_account_did_too_fast_is_nothing_to_the_next(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      bench.phone().inject(Fault.of(Fault.Kind.TOO_FAST, "follow"));
      assertThat(failure(run(bench, "ann", follow("carla", AccessMethod.SEARCH))).code())
          .isEqualTo(FailureCode.APP_BLOCKED);

      assertCommitted(run(bench, "bob", follow("carla", AccessMethod.SEARCH)));
      assertCommitted(run(bench, "ann", follow("carla", AccessMethod.SEARCH)));
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void an_account_is_held_only_for_what_came_up_while_it_was_in_use(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      assertCommitted(run(bench, "ann", follow("carla", AccessMethod.DIRECT)));
      bench.phone().inject(Fault.of(Fault.Kind.SUSPENDED, ""));

      TaskFailure anothers = failure(run(bench, "bob", follow("carla", AccessMethod.DIRECT)));
      assertThat(anothers.code()).isEqualTo(FailureCode.DEVICE_ERROR);
      assertThat(anothers.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(anothers.remark()).contains("FIRST", "suspended", "acted for @ann", "@bob");
      assertThat(failure(run(bench, "ann", follow("carla", AccessMethod.DIRECT))).code())
          .isEqualTo(FailureCode.APP_BLOCKED);

      bench.heal();
      assertCommitted(run(bench, "bob", follow("carla", AccessMethod.DIRECT)));
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_page_that_back_does_not_leave_goes_with_the_app(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      RecordedAttempt stuck = new RecordedAttempt();
      stuck.at(
          step -> {
            if (step.startsWith("read whether")) {
              bench.phone().inject(surveyAtNextLook());
            }
          });
      assertThat(
              failure(
                      bench.run(
                          follow("carla", AccessMethod.DIRECT),
                          Optional.of("ann"),
                          Optional.empty(),
                          stuck))
                  .code())
          .isEqualTo(FailureCode.ELEMENT_NOT_FOUND);

      assertCommitted(run(bench, "bob", follow("carla", AccessMethod.DIRECT)));
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void an_upload_that_may_be_on_its_way_is_not_lost_by_a_restart(Platform platform) {
    ShiftedClock clock = new ShiftedClock();
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform), clock)) {
      bench.phone().inject(Fault.of(Fault.Kind.UPLOAD_STALLS, ""));
      ScriptCase post = ScriptCase.POST_VIDEO;
      assertThat(
              failure(
                      bench.run(
                          post.script(platform, new Random(1)),
                          Optional.of("ann"),
                          post.materials(new TestFiles(home)),
                          new RecordedAttempt()))
                  .code())
          .isEqualTo(FailureCode.OUTCOME_UNKNOWN);
      bench.phone().inject(surveyAtNextLook());

      assertThat(failure(run(bench, "ann", follow("carla", AccessMethod.DIRECT))).code())
          .isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
      assertThat(bench.effects()).isEmpty();
      bench.heal();

      clock.advance(Duration.ofMinutes(16));
      assertCommitted(run(bench, "ann", follow("carla", AccessMethod.DIRECT)));
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("post", "follow");
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_warm_up_that_watched_nothing_has_not_completed(Platform platform) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      bench
          .phone()
          .inject(Fault.moved(platform == Platform.TIKTOK ? "Like video" : "Like", "Cheer"));

      TaskFailure failure = failure(run(bench, "ann", watch()));

      assertThat(failure.code()).isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    }
  }

  /** The system clock, moved forward. */
  private static final class ShiftedClock extends Clock {
    private volatile Clock shifted = Clock.systemUTC();

    void advance(Duration by) {
      shifted = Clock.offset(shifted, by);
    }

    @Override
    public Instant instant() {
      return shifted.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("instants only");
    }
  }
}
