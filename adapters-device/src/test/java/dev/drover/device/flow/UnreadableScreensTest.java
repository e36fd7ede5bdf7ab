package dev.drover.device.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.matrix.ScriptCase;
import dev.drover.domain.app.Platform;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests what verifies a comment or a post where the hierarchy does not tell what the app shows, on
 * virtual phones over genuine ADB.
 */
@Execution(ExecutionMode.CONCURRENT)
class UnreadableScreensTest {
  @TempDir private Path home;
  private Optional<PhoneBench> opened = Optional.empty();

  @AfterEach
  void stop() {
    opened.ifPresent(PhoneBench::close);
  }

  private PhoneBench bench(Platform platform, Fault... faults) {
    PhoneBench bench = PhoneBench.of(home, Setup.of(platform));
    opened = Optional.of(bench);
    List.of(faults).forEach(bench.phone()::inject);
    return bench;
  }

  private AttemptResult run(
      ScriptCase script, PhoneBench bench, Platform platform, RecordedAttempt run) {
    return bench.run(
        script.script(platform, new Random(7)),
        Optional.of("ann"),
        script.materials(new TestFiles(home)),
        run);
  }

  private AttemptResult comment(PhoneBench bench, Platform platform, RecordedAttempt run) {
    return run(ScriptCase.COMMENT, bench, platform, run);
  }

  private AttemptResult post(PhoneBench bench, Platform platform, RecordedAttempt run) {
    return run(ScriptCase.POST_VIDEO, bench, platform, run);
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  private static TaskFailure assertUnknown(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    TaskFailure failure = ((AttemptResult.Failed) result).failure();
    assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    return failure;
  }

  private static void assertPosted(PhoneBench bench) {
    assertThat(bench.effects())
        .extracting(Effect::kind, effect -> effect.details().get("description"))
        .containsExactly(tuple("post", "At \"sea\" $(date) ⛵"));
  }

  @ParameterizedTest
  @EnumSource
  void a_comment_is_told_by_its_words_where_the_screen_has_them(Platform platform) {
    PhoneBench bench = bench(platform);
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(comment(bench, platform, run));

    assertThat(run.steps())
        .contains("the comment stands: the list shows it under the name of @ann");
  }

  @ParameterizedTest
  @EnumSource
  void a_comment_without_words_is_told_by_its_row_each_time_anew(Platform platform) {
    PhoneBench bench = bench(platform, Fault.unreadable("comments"));
    for (int times = 1; times <= 2; times++) {
      RecordedAttempt run = new RecordedAttempt();

      assertCommitted(comment(bench, platform, run));

      assertThat(run.steps())
          .anyMatch(
              step ->
                  step.startsWith(
                      "the comment stands: a comment by @ann is new on top of the list,"
                          + " which does not tell its words"));
      assertThat(run.intents()).containsExactly("tap Post comment");
      assertThat(bench.effects()).hasSize(times);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_comment_without_words_that_was_refused_is_not_taken_for_posted(Platform platform) {
    PhoneBench bench =
        bench(
            platform,
            Fault.unreadable("comments"),
            Fault.of(Fault.Kind.REFUSE, "comment"),
            Fault.moved("Couldn't post comment", "Hm"));

    TaskFailure failure = assertUnknown(comment(bench, platform, new RecordedAttempt()));

    assertThat(failure.remark()).contains("tap Post comment");
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void a_comment_without_a_row_is_told_by_the_count() {
    PhoneBench bench = bench(Platform.TIKTOK, Fault.unreadable("comment_rows"));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(comment(bench, Platform.TIKTOK, run));

    assertThat(run.steps())
        .anyMatch(step -> step.startsWith("the comment stands: the count of comments rose from "));
    assertThat(bench.effects()).hasSize(1);
  }

  @Test
  void a_comment_of_which_nothing_is_to_be_seen_is_unknown_and_not_sent_again() {
    PhoneBench bench = bench(Platform.INSTAGRAM, Fault.unreadable("comment_rows"));
    RecordedAttempt run = new RecordedAttempt();

    assertUnknown(comment(bench, Platform.INSTAGRAM, run));

    assertThat(run.intents()).containsExactly("tap Post comment");
    assertThat(bench.effects()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_caption_is_read_in_its_field_while_that_has_the_focus(Platform platform) {
    PhoneBench bench = bench(platform, Fault.unreadable("caption_until_focused"));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(post(bench, platform, run));

    assertThat(run.steps()).noneMatch(step -> step.contains("does not show"));
    assertPosted(bench);
  }

  @ParameterizedTest
  @EnumSource
  void a_caption_that_its_field_never_tells_is_read_on_the_post(Platform platform) {
    PhoneBench bench = bench(platform, Fault.unreadable("caption"));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(post(bench, platform, run));

    assertThat(run.steps())
        .contains(
            "the screen does not show the description that was typed",
            "the text is right: the new post shows it");
    assertPosted(bench);
  }

  @Test
  void a_caption_that_nothing_tells_leaves_the_outcome_unknown() {
    PhoneBench bench =
        bench(Platform.INSTAGRAM, Fault.unreadable("caption"), Fault.unreadable("cells"));
    RecordedAttempt run = new RecordedAttempt();

    TaskFailure failure = assertUnknown(post(bench, Platform.INSTAGRAM, run));

    assertThat(failure.remark()).contains("neither the field nor the post shows its text");
    assertThat(run.intents()).containsExactly("tap Post");
    assertPosted(bench);
  }

  @ParameterizedTest
  @EnumSource
  void a_post_is_seen_on_the_profile_whatever_its_cells_are_called(Platform platform) {
    String notice = platform == Platform.TIKTOK ? "Your video is posted" : "Done posting";
    PhoneBench bench = bench(platform, Fault.unreadable("cells"), Fault.moved(notice, "Hooray"));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(post(bench, platform, run));

    assertThat(run.steps())
        .contains(
            platform == Platform.TIKTOK
                ? "posted: the profile shows more posts: 1, and before 0"
                : "posted: the profile's count of posts rose from 0 to 1");
    assertPosted(bench);
  }
}
