package dev.drover.device.flow.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.QuickWaits;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.driver.Pause;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.AttemptResult.Succeeded;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.testkit.SettableClock;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests warm-ups on a virtual phone over genuine ADB, with a clock that moves as the flow waits.
 */
class WarmupFlowTest {
  private static final Pattern WATCH = Pattern.compile("watch (.*) for (\\d+) s");

  /** Long enough for three videos and a little of a fourth. */
  private static final int THREE_VIDEOS = 95;

  @TempDir private Path home;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final Instant begin = clock.instant();
  private PhoneBench bench;

  @BeforeEach
  void start() {
    bench = PhoneBench.usual(home);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static AccountWarmupScript script(int seconds, Chances chances, String... topics) {
    return script(seconds, chances, Optional.empty(), Optional.empty(), topics);
  }

  private static AccountWarmupScript script(
      int seconds,
      Chances chances,
      Optional<CommentPicker> comments,
      Optional<CommentGeneration> generation,
      String... topics) {
    return new AccountWarmupScript(
        Duration.ofSeconds(seconds),
        List.of(topics),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        chances,
        comments,
        generation);
  }

  private static Optional<CommentPicker> list(String... comments) {
    return Optional.of(new CommentPicker(List.of(comments), CommentOrder.SEQUENTIAL, false));
  }

  private static Optional<CommentGeneration> generation() {
    return generation(false);
  }

  private static Optional<CommentGeneration> generation(boolean insertEmoji) {
    return Optional.of(
        new CommentGeneration(
            new Secret("key"),
            "model",
            "",
            100,
            0.7,
            CommentGeneration.DEFAULT_BASE_URL,
            insertEmoji));
  }

  private AttemptResult run(AccountWarmupScript script) {
    return run(
        script,
        (_, _) -> {
          throw new CommentNotGenerated("no model writes here");
        });
  }

  private AttemptResult run(AccountWarmupScript script, CommentGenerator generator) {
    return bench.onScreen(
        new QuickWaits(clock),
        generator,
        clock,
        new Random(5),
        context -> new WarmupFlow().run(script, context));
  }

  private static Succeeded succeeded(AttemptResult result) {
    assertThat(result).isInstanceOf(Succeeded.class);
    return (Succeeded) result;
  }

  private static String remark(AttemptResult result) {
    return succeeded(result).remark().orElseThrow();
  }

  private List<String> effects() {
    return bench.effects().stream().map(Effect::kind).toList();
  }

  private List<Matcher> views() {
    return bench.recorded().steps().stream().map(WATCH::matcher).filter(Matcher::matches).toList();
  }

  @Test
  void it_watches_until_its_time_is_up_and_changes_nothing_by_itself() {
    AttemptResult result = run(script(300, Chances.NONE));

    assertThat(succeeded(result).outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(remark(result)).startsWith("watched " + views().size() + " videos, skipped ");
    assertThat(Duration.between(begin, clock.instant()))
        .isBetween(Duration.ofSeconds(300), Duration.ofSeconds(306));
    assertThat(views().size()).isBetween(10, 15);
    assertThat(views().subList(0, views().size() - 1))
        .allSatisfy(view -> assertThat(Integer.parseInt(view.group(2))).isBetween(20, 30))
        .extracting(view -> view.group(2))
        .as("not always the same time")
        .isNotEqualTo(views().getFirst().group(2));
    assertThat(bench.effects()).isEmpty();
    assertThat(bench.recorded().intents()).isEmpty();
    assertThat(bench.recorded().progress()).isSorted().allMatch(percent -> percent < 100);
    assertThat(bench.recorded().progress().getLast()).isGreaterThan(85);
  }

  @Test
  void a_video_that_the_app_goes_on_to_by_itself_is_left_alone() {
    AtomicReference<Screen> screen = new AtomicReference<>();
    AtomicBoolean done = new AtomicBoolean();
    QuickWaits waits = new QuickWaits(clock);
    Pause goingOn =
        duration -> {
          waits.of(duration);
          if (duration.toSeconds() >= 20 && !done.getAndSet(true)) {
            screen.get().swipeUp();
          }
        };

    AttemptResult result =
        bench.onScreen(
            goingOn,
            (_, _) -> {
              throw new CommentNotGenerated("no model writes here");
            },
            clock,
            new Random(5),
            context -> {
              screen.set(context.screen());
              return new WarmupFlow()
                  .run(
                      script(
                          75,
                          new Chances(100, 100, 100, 100),
                          list("one", "two"),
                          Optional.empty()),
                      context);
            });

    assertThat(bench.recorded().steps())
        .anyMatch(step -> step.startsWith("the app has gone on from the video by"));
    assertThat(succeeded(result).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(bench.effects())
        .filteredOn(effect -> !effect.kind().equals("follow"))
        .extracting(
            effect ->
                Long.parseLong(
                        effect.kind().equals("comment")
                            ? effect.details().getOrDefault("video", "").toString()
                            : effect.target())
                    % 8)
        .as("the first was watched, and the second not: the third is the first to be liked")
        .contains(2L)
        .doesNotContain(0L, 1L);
  }

  @Test
  void ads_and_live_previews_are_passed_over_at_once() {
    run(script(220, new Chances(100, 0, 0, 0)));

    // Of eight places of the feed the fourth is an ad, and the seventh a live preview.
    assertThat(bench.effects())
        .hasSizeGreaterThan(5)
        .allSatisfy(effect -> assertThat(Long.parseLong(effect.target()) % 8).isNotIn(3L, 6L))
        .extracting(Effect::target)
        .doesNotHaveDuplicates();
    assertThat(views()).extracting(view -> view.group(1)).doesNotContain("");
  }

  @Test
  void each_action_is_done_once_a_video_and_counted() {
    AttemptResult result =
        run(
            script(
                THREE_VIDEOS,
                new Chances(100, 100, 100, 100),
                list("one", "two"),
                Optional.empty(),
                "cats"));

    assertThat(succeeded(result).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(bench.effects())
        .filteredOn(effect -> effect.kind().equals("like"))
        .hasSize(3)
        .extracting(Effect::target)
        .doesNotHaveDuplicates();
    assertThat(effects()).filteredOn("collect"::equals).hasSize(3);
    assertThat(bench.effects())
        .filteredOn(effect -> effect.kind().equals("follow"))
        .extracting(Effect::target)
        .doesNotHaveDuplicates()
        .hasSize(3);
    assertThat(bench.effects())
        .filteredOn(effect -> effect.kind().equals("comment"))
        .extracting(Effect::text)
        .containsExactly("one", "two", "one");
    assertThat(bench.effects()).extracting(Effect::account).containsOnly("ann");
    assertThat(remark(result)).contains("liked 3", "followed 3", "collected 3", "commented 3");
    assertThat(bench.recorded().intents())
        .hasSize(12)
        .containsOnly("tap Like", "tap Add to Favorites", "tap Follow", "tap Post comment");
    assertThat(bench.recorded().settled()).hasSize(12).allMatch(came -> came.endsWith(": done"));
  }

  @Test
  void each_action_has_an_intent_that_is_committed_right_before_it_and_settled_after_it() {
    bench
        .recorded()
        .at(
            step -> {
              if (step.equals("tap Like")) {
                assertThat(bench.effects()).hasSize(bench.recorded().intents().size() - 1);
                assertThat(bench.recorded().settled()).hasSize(bench.effects().size());
              }
            });

    run(script(THREE_VIDEOS, new Chances(100, 0, 0, 0), "cats"));

    assertThat(bench.effects()).hasSize(3);
    assertThat(bench.recorded().intents()).hasSize(3);
    assertThat(bench.recorded().settled()).hasSize(3).containsOnly("tap Like: done");
  }

  @Test
  void what_is_liked_collected_and_followed_stays_so() {
    AccountWarmupScript script = script(THREE_VIDEOS, new Chances(100, 100, 100, 0), "cats");
    run(script);
    assertThat(effects()).hasSize(9);

    AttemptResult again = run(script);

    assertThat(effects()).hasSize(9).doesNotContain("unlike", "uncollect", "unfollow");
    assertThat(succeeded(again).outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @Test
  void one_of_the_topics_is_searched_for() {
    run(script(THREE_VIDEOS, Chances.NONE, "sailing boats"));

    assertThat(views().getFirst().group(1)).contains("sailing boats, part 1");
    assertThat(views().get(1).group(1)).contains("sailing boats, part 2");
  }

  @Test
  void a_topic_without_videos_fails_plainly() {
    FlowFailed failed =
        catchThrowableOfType(
            FlowFailed.class, () -> run(script(60, Chances.NONE, "missing things")));

    assertThat(failed.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertThat(failed.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failed.reason()).contains("missing things").contains("FIRST");
  }

  @Test
  void an_action_that_is_refused_is_counted_and_said() {
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "like"));
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "comment"));

    AttemptResult result =
        run(script(200, new Chances(100, 0, 0, 100), list("one", "two"), Optional.empty(), "cats"));

    long likes = effects().stream().filter("like"::equals).count();
    long comments = effects().stream().filter("comment"::equals).count();
    assertThat(likes).isPositive();
    assertThat(comments).isPositive();
    assertThat(remark(result))
        .contains("liked " + likes, "commented " + comments, "1 like refused", "1 comment refused");
  }

  @Test
  void too_fast_ends_the_run_and_tells_what_was_done_before() {
    bench
        .phone()
        .inject(
            new Fault(Fault.Kind.TOO_FAST, "like", 2, 1, Fault.Moment.BEFORE, Duration.ZERO, ""));

    FlowFailed failed =
        catchThrowableOfType(
            FlowFailed.class, () -> run(script(300, new Chances(100, 0, 0, 0), "cats")));

    assertThat(failed.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failed.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(failed.reason()).contains("too fast", "liked 2");
    assertThat(effects()).hasSize(2);
  }

  @Test
  void a_failure_after_an_action_tells_what_was_done_and_is_not_without_effect() {
    bench
        .recorded()
        .at(
            step -> {
              if (step.startsWith("watch") && !bench.effects().isEmpty()) {
                throw new FlowFailed(FailureCode.DEVICE_ERROR, "the comments do not close");
              }
            });

    FlowFailed failed =
        catchThrowableOfType(FlowFailed.class, () -> run(script(300, new Chances(100, 0, 0, 0))));

    assertThat(failed.code()).isEqualTo(FailureCode.DEVICE_ERROR);
    assertThat(failed.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(failed.reason()).contains("do not close", "liked 1");
    assertThat(effects()).containsExactly("like");
  }

  @Test
  void too_fast_at_the_first_action_is_without_effect() {
    bench.phone().inject(Fault.of(Fault.Kind.TOO_FAST, "like"));

    FlowFailed failed =
        catchThrowableOfType(FlowFailed.class, () -> run(script(300, new Chances(100, 0, 0, 0))));

    assertThat(failed.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failed.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void comments_are_written_by_the_model_where_there_is_one() {
    List<String> about = new CopyOnWriteArrayList<>();

    AttemptResult result =
        run(
            script(
                THREE_VIDEOS, new Chances(0, 0, 0, 100), list("of the list"), generation(), "cats"),
            (_, video) -> {
              about.add(video);
              return "written " + about.size();
            });

    assertThat(bench.effects())
        .extracting(Effect::text)
        .containsExactly("written 1", "written 2", "written 3");
    assertThat(about.getFirst()).startsWith("@").contains("cats, part 1");
    assertThat(remark(result)).contains("commented 3");
    assertThat(bench.recorded().chosen().values())
        .isEqualTo(
            Map.of(
                Choice.Name.TOPIC,
                List.of("cats"),
                Choice.Name.COMMENTS,
                List.of("written 1", "written 2", "written 3")));
  }

  @Test
  void an_emoji_is_put_behind_what_the_model_writes() {
    run(
        script(60, new Chances(0, 0, 0, 100), Optional.empty(), generation(true), "cats"),
        (_, _) -> "written");

    assertThat(bench.effects())
        .isNotEmpty()
        .extracting(Effect::text)
        .allMatch(text -> text.matches("written [^a-z ]+"));
  }

  @Test
  void the_list_stands_in_for_a_model_that_writes_nothing() {
    AttemptResult result =
        run(script(THREE_VIDEOS, new Chances(0, 0, 0, 100), list("a", "b"), generation(), "cats"));

    assertThat(bench.effects()).extracting(Effect::text).containsExactly("a", "b", "a");
    assertThat(bench.recorded().steps())
        .contains("no model writes here; a comment of the task's list stands in");
    assertThat(succeeded(result).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void without_a_list_nothing_is_commented_when_the_model_writes_nothing() {
    AttemptResult result =
        run(script(60, new Chances(0, 0, 0, 100), Optional.empty(), generation(), "cats"));

    assertThat(bench.effects()).isEmpty();
    assertThat(succeeded(result).outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.recorded().intents()).isEmpty();
  }

  @Test
  void a_screen_that_never_rests_is_watched_all_the_same() {
    bench.phone().inject(Fault.of(Fault.Kind.NO_IDLE, "").times(Fault.ALWAYS));

    AttemptResult result = run(script(60, new Chances(100, 0, 0, 0)));

    assertThat(remark(result)).contains("liked 2");
  }

  @Test
  void a_stop_ends_it_at_once_while_it_watches() {
    bench
        .recorded()
        .at(
            step -> {
              if (step.startsWith("watch ")) {
                stopSoon();
              }
            });

    assertThatThrownBy(() -> bench.run(script(600, Chances.NONE)))
        .isInstanceOf(AttemptStopped.class);

    assertThat(bench.sinceStop()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void a_stop_does_not_wait_for_a_model_that_thinks() {
    CountDownLatch never = new CountDownLatch(1);
    CommentGenerator thinking =
        (_, _) -> {
          try {
            stopSoon();
            never.await();
            return "too late";
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommentNotGenerated("interrupted");
          }
        };
    AccountWarmupScript script =
        new AccountWarmupScript(
            Duration.ofMinutes(10),
            List.of(),
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            new Chances(0, 0, 0, 100),
            Optional.empty(),
            generation());
    bench.close();
    bench = new PhoneBench(home, PhoneBench.USUAL, thinking);

    assertThatThrownBy(() -> bench.run(script)).isInstanceOf(AttemptStopped.class);

    assertThat(bench.sinceStop()).isLessThan(Duration.ofSeconds(2));
    assertThat(bench.effects()).isEmpty();
  }

  /** On a thread of its own, as a stop by request comes. */
  private void stopSoon() {
    Thread.ofVirtual().start(bench::stop);
  }
}
