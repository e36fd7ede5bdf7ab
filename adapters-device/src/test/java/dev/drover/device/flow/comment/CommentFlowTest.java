package dev.drover.device.flow.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Fault.Moment;
import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Tests comments on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
@Order(15)
class CommentFlowTest {
  private static final String URL = "https://www.tiktok.com/@mila.cooks/video/7301";

  @TempDir private Path home;
  private PhoneBench bench;

  @BeforeEach
  void start() {
    bench = PhoneBench.usual(home);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static CommentScript script(String url, String... comments) {
    return new CommentScript(
        PostUrl.parse(url),
        new CommentPicker(List.of(comments), CommentOrder.SEQUENTIAL, false),
        0,
        Optional.empty());
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "So good",
        "Wie schön! 100% $(reboot) `id` \"quoted\" 'too' \\ & | ; <b>",
        "とても素敵 😍 👩‍👩‍👧 🇫🇷",
        "  blanks around  "
      })
  void a_comment_of_any_words_is_left_once_and_literally(String comment) {
    AttemptResult result = bench.run(script(URL, comment));

    assertCommitted(result);
    assertThat(bench.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.kind()).isEqualTo("comment");
              assertThat(effect.account()).isEqualTo("ann");
              assertThat(effect.target()).isEqualTo(URL);
              assertThat(effect.text()).isEqualTo(comment);
            });
    assertThat(bench.recorded().intents()).containsExactly("tap Post comment");
    assertThat(bench.recorded().chosen().values())
        .isEqualTo(Map.of(Choice.Name.COMMENTS, List.of(comment)));
    assertThat(bench.recorded().events()).startsWith("step", "chose").endsWith("proof", "proof");
    assertThat(bench.phone().describeScreen()).contains("home");
  }

  @Test
  void a_short_address_leads_to_the_video_too() {
    assertCommitted(bench.run(script("https://vm.tiktok.com/ZMabc123/", "Hi")));

    assertThat(bench.effects()).extracting(Effect::text).containsExactly("Hi");
  }

  /** Where a crashed app comes up there is another video, with comments too. */
  @ParameterizedTest
  @ValueSource(strings = {"open the comments", "write the comment", "post the comment"})
  void no_comment_is_left_under_the_video_that_a_crashed_app_comes_up_with(String step) {
    RecordedAttempt run = new RecordedAttempt();
    run.at(
        reported -> {
          if (reported.equals(step)) {
            bench
                .phone()
                .inject(
                    new Fault(
                        Fault.Kind.POPUP, "dump", 0, 1, Moment.BEFORE, Duration.ZERO, "crash"));
          }
        });

    TaskFailure failure =
        failure(bench.run(script(URL, "Hi"), Optional.empty(), Optional.empty(), run));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_ERROR);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("crashed");
    assertThat(bench.effects()).isEmpty();
    // The sheet is still there, with what was written: a tap on a tab behind it may send it.
    assertCommitted(bench.run(script(URL, "Hi")));
    assertThat(bench.effects()).extracting(Effect::target).containsExactly(URL);
  }

  @Test
  void the_comment_is_left_by_the_account_of_the_task() {
    AttemptResult result = bench.run(script(URL, "From Bob"), Optional.of("bob"), Optional.empty());

    assertCommitted(result);
    assertThat(bench.effects()).extracting(Effect::account).containsExactly("bob");
  }

  @Test
  void in_sequence_each_task_takes_its_own_line() {
    CommentScript first = script(URL, "one", "two", "three");

    bench.run(new CommentScript(first.post(), first.comments(), 4, first.image()));

    assertThat(bench.effects()).extracting(Effect::text).containsExactly("two");
  }

  @Test
  void the_same_comment_can_be_left_again_and_counts_again() {
    assertCommitted(bench.run(script(URL, "Again")));
    assertCommitted(bench.run(script(URL, "Again")));

    assertThat(bench.effects()).hasSize(2);
  }

  @Test
  void a_picture_is_attached() throws IOException {
    Path picture = home.resolve("cat.png");
    Files.write(
        picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2, 3});
    PostMaterials materials =
        new PostMaterials(
            List.of(new MediaFile(picture, "cat.png", MediaType.PNG)),
            Optional.empty(),
            Optional.empty());

    assertCommitted(
        bench.run(script(URL, "Look at this"), Optional.empty(), Optional.of(materials)));

    assertThat(bench.effects())
        .singleElement()
        .satisfies(effect -> assertThat(effect.details()).containsEntry("photo", true));
  }

  @Test
  void a_video_that_is_not_shown_fails_plainly() {
    TaskFailure failure =
        failure(bench.run(script("https://www.tiktok.com/@gone/video/4041", "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("4041").contains("FIRST");
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void comments_that_are_turned_off_fail_plainly() {
    TaskFailure failure =
        failure(bench.run(script("https://www.tiktok.com/@quiet/video/4051", "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("turned off");
    assertThat(bench.recorded().intents()).isEmpty();
  }

  @Test
  void a_comment_that_the_platform_refuses_is_without_effect() {
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "comment"));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void a_comment_that_is_not_seen_afterwards_has_an_unknown_outcome() {
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "comment"));
    bench.phone().inject(Fault.moved("Couldn't post comment", "Hm"));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).contains("tap Post comment");
    assertThat(bench.recorded().evidence()).containsKey("screen.xml");
  }

  @Test
  void too_fast_blocks_the_account_without_effect() {
    bench.phone().inject(Fault.of(Fault.Kind.TOO_FAST, "comment"));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void a_logged_out_app_needs_a_person() {
    bench.phone().inject(Fault.of(Fault.Kind.LOGGED_OUT, ""));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.recorded().evidence()).containsKeys("screen.xml", "screen.png");
    assertThat(bench.recorded().logins()).containsExactly(false);
  }

  @Test
  void a_run_at_the_login_page_of_an_account_that_was_logged_out_needs_a_person() {
    bench
        .phone()
        .accounts()
        .forEach(account -> bench.phone().logOut(account.packageName(), account.name()));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.recorded().logins()).containsExactly(false);
  }

  @Test
  void a_run_without_an_account_tells_which_one_it_has_read() {
    assertCommitted(bench.run(script(URL, "Hello")));

    assertThat(bench.recorded().accounts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notifications", "update", "contacts", "permission", "anr"})
  void a_popup_in_the_middle_is_waved_off(String popup) {
    bench
        .recorded()
        .at(
            step -> {
              if (step.startsWith("open https")) {
                bench.phone().inject(Fault.popup(popup));
              }
            });

    assertCommitted(bench.run(script(URL, "Still here")));

    assertThat(bench.effects()).extracting(Effect::text).containsExactly("Still here");
  }

  @Test
  void a_connection_that_is_cut_before_the_tap_leaves_no_effect() {
    bench.recorded().at(step -> cutAt(step, "write the comment", Fault.Moment.BEFORE));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE", "AFTER"})
  void a_connection_that_is_cut_at_the_tap_leaves_an_unknown_outcome(String moment) {
    bench.recorded().at(step -> cutAt(step, "post the comment", Fault.Moment.valueOf(moment)));

    TaskFailure failure = failure(bench.run(script(URL, "Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).contains("tap Post comment");
    assertThat(bench.effects()).hasSize(moment.equals("AFTER") ? 1 : 0);
  }

  private void cutAt(String step, String wanted, Fault.Moment moment) {
    if (step.equals(wanted)) {
      bench.phone().inject(Fault.cut("input tap", moment));
    }
  }
}
