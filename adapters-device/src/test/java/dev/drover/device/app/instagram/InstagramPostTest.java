package dev.drover.device.app.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestFiles;
import dev.drover.device.flow.TestScripts;
import dev.drover.domain.app.Platform;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * Tests posting, commenting and watching in the Instagram-like app of a virtual phone, over genuine
 * ADB.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(11)
class InstagramPostTest {
  private static final PostContent VIDEO = new PostContent.Video();

  @TempDir private Path home;
  private PhoneBench bench;
  private TestFiles files;

  @BeforeEach
  void start() {
    bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM));
    files = new TestFiles(home);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  private Map<String, Object> onlyEffect(String kind) {
    assertThat(bench.effects()).singleElement().extracting(Effect::kind).isEqualTo(kind);
    return bench.effects().getFirst().details();
  }

  /** What each file of a post is called, in their order. */
  private static List<String> files(Map<String, Object> details) {
    return details.get("media") instanceof List<?> media
        ? media.stream().map(file -> String.valueOf(((Map<?, ?>) file).get("name"))).toList()
        : List.of();
  }

  @Test
  void a_video_becomes_a_reel_with_its_caption() {
    assertCommitted(bench.run(TestScripts.post(VIDEO, Placement.REEL), files.video()));

    assertThat(onlyEffect("post"))
        .containsEntry("placement", "reel")
        .containsEntry("description", "Lunch at home #food");
    assertThat(bench.recorded().intents()).containsExactly("tap Post");
    assertThat(bench.phone().describeScreen()).contains("home");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void pictures_become_a_post_in_their_order(int count) {
    PostMaterials pictures = files.pictures(count);

    assertCommitted(
        bench.run(TestScripts.post(new PostContent.Images(count), Placement.REEL), pictures));

    Map<String, Object> details = onlyEffect("post");
    assertThat(details).containsEntry("placement", "feed");
    // The last file goes to the phone first.
    assertThat(files(details))
        .hasSize(count)
        .isEqualTo(
            bench.phone().commands().stream()
                .filter(command -> command.line().startsWith("sync SEND "))
                .map(command -> command.line().replaceFirst(".*/", "").replaceFirst(",.*", ""))
                .toList()
                .reversed());
  }

  @ParameterizedTest
  @EnumSource(AppVersion.class)
  void a_story_is_told(AppVersion version) {
    bench.close();
    bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM).with(version));

    assertCommitted(bench.run(TestScripts.post(VIDEO, Placement.STORY), files.video()));

    assertThat(onlyEffect("story")).containsEntry("placement", "story");
    assertThat(bench.recorded().steps()).contains("a story has no caption: it is left out");
    assertThat(bench.recorded().chosen().values()).isEmpty();
  }

  @Test
  void a_picture_becomes_a_story() {
    assertCommitted(
        bench.run(TestScripts.post(new PostContent.Images(1), Placement.STORY), files.pictures(1)));

    assertThat(onlyEffect("story")).containsEntry("placement", "story");
  }

  @ParameterizedTest
  @CsvSource({"TOO_FAST, APP_BLOCKED, NO_EFFECT", "REFUSE, ACTION_REFUSED, NO_EFFECT"})
  void a_post_that_the_platform_does_not_take_has_no_effect(
      Fault.Kind kind, FailureCode code, Outcome outcome) {
    bench.phone().inject(Fault.of(kind, "post"));

    TaskFailure failure =
        failure(bench.run(TestScripts.post(VIDEO, Placement.REEL), files.video()));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.outcome()).isEqualTo(outcome);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void an_upload_that_stalls_has_an_unknown_outcome() {
    bench.phone().inject(Fault.of(Fault.Kind.UPLOAD_STALLS, ""));

    TaskFailure failure =
        failure(
            bench.run(
                post(Duration.ofSeconds(1), new PostWay.Share(), new AddedSound.Untouched()),
                files.video()));

    assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(bench.effects()).isEmpty();
  }

  private static PostScript post(Duration uploadWait, PostWay way, AddedSound sound) {
    return new PostScript(
        VIDEO,
        "",
        way,
        new MaterialSource.Library(List.of()),
        uploadWait,
        sound,
        Duration.ofSeconds(5),
        Optional.empty(),
        Optional.empty(),
        false,
        Placement.REEL);
  }

  @Test
  void a_sound_that_the_script_asks_for_is_left_out() {
    PostScript script =
        post(Duration.ofSeconds(30), new PostWay.Share(), new AddedSound.Searched("waltz"));

    assertCommitted(bench.run(script, files.video()));

    assertThat(bench.recorded().steps())
        .contains("sound and volumes are left out: they work on TikTok only");
  }

  @Test
  void what_works_on_tiktok_only_fails_plainly_before_anything_is_tapped() {
    TaskFailure failure =
        failure(
            bench.run(
                post(
                    Duration.ofSeconds(30),
                    new PostWay.UseSound("waltz"),
                    new AddedSound.Untouched()),
                files.video()));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("post_way useSound works on TikTok only");
    assertThat(bench.phone().commands()).noneMatch(command -> command.line().contains("input tap"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://www.instagram.com/p/Cxyz1", "https://www.instagram.com/reel/Cxyz2/"})
  void a_comment_is_left_under_a_post_and_under_a_reel(String address) {
    assertCommitted(bench.run(TestScripts.comment(address)));

    assertThat(bench.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.kind()).isEqualTo("comment");
              assertThat(effect.target()).isEqualTo(address);
              assertThat(effect.text()).isEqualTo(TestScripts.COMMENT_TEXT);
            });
  }

  @Test
  void without_an_account_the_address_tells_the_app() {
    assertCommitted(
        bench.runWithoutAccount(TestScripts.comment("https://www.instagram.com/p/Cxyz1")));

    assertThat(bench.effects()).extracting(Effect::app).containsExactly("com.instagram.android");
  }

  @Test
  void an_address_of_another_platform_fails_plainly() {
    TaskFailure failure =
        failure(bench.run(TestScripts.comment(TestScripts.address(Platform.TIKTOK))));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
    assertThat(failure.remark()).contains("is on TikTok and not on Instagram");
    assertThat(bench.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.instagram.com/reel/404abc, TARGET_NOT_FOUND",
    "https://www.instagram.com/p/404abc, TARGET_NOT_FOUND",
    "https://www.instagram.com/reel/405abc, ACTION_REFUSED"
  })
  void what_can_t_be_commented_fails_plainly(String address, FailureCode code) {
    TaskFailure failure = failure(bench.run(TestScripts.comment(address)));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @ParameterizedTest
  @CsvSource({"REFUSE, ACTION_REFUSED", "TOO_FAST, APP_BLOCKED"})
  void a_comment_that_the_platform_refuses_is_without_effect(Fault.Kind kind, FailureCode code) {
    bench.phone().inject(Fault.of(kind, "comment"));

    TaskFailure failure =
        failure(bench.run(TestScripts.comment(TestScripts.address(Platform.INSTAGRAM))));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AppVersion.class)
  void reels_are_watched_liked_saved_followed_and_commented(AppVersion version) {
    bench.close();
    bench = PhoneBench.of(home, Setup.of(Platform.INSTAGRAM).with(version));

    AttemptResult result =
        bench.run(
            new AccountWarmupScript(
                Duration.ofSeconds(12),
                List.of(),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                new AccountWarmupScript.Chances(100, 100, 100, 100),
                TestScripts.warmup(AccountWarmupScript.Chances.NONE).comments(),
                Optional.empty()));

    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Succeeded.class,
            succeeded -> assertThat(succeeded.outcome()).isEqualTo(Outcome.COMMITTED));
    assertThat(bench.effects())
        .extracting(Effect::kind)
        .contains("like", "collect", "follow", "comment")
        .doesNotContain("unlike", "uncollect", "unfollow");
  }

  @Test
  void reels_about_a_topic_are_watched() {
    AttemptResult result =
        bench.run(
            new AccountWarmupScript(
                Duration.ofSeconds(3),
                List.of("cooking"),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                AccountWarmupScript.Chances.NONE,
                Optional.empty(),
                Optional.empty()));

    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Succeeded.class,
            succeeded -> assertThat(succeeded.outcome()).isEqualTo(Outcome.NO_EFFECT));
    assertThat(bench.recorded().steps()).anyMatch(step -> step.contains("cooking, part 1"));
  }
}
