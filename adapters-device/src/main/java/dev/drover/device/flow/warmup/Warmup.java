package dev.drover.device.flow.warmup;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.SearchPage;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.AppBlocked;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Watches one video after another until the time is up, and now and then likes, collects or
 * comments on a video or follows its author. Skips ads and live previews. Used once.
 */
final class Warmup {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration NEXT_VIDEO = Duration.ofSeconds(6);
  private static final Duration AFTER_SWIPE = Duration.ofMillis(500);

  /** After this many consecutive pages without a video, the screen counts as unknown. */
  private static final int MOST_STRANGE_PAGES = 5;

  private final AccountWarmupScript script;
  private final FlowContext context;
  private final Screen screen;
  private final RandomGenerator random;
  private final Clock clock;
  private final WarmupComments comments;
  private final WarmupTally tally = new WarmupTally();
  private final VideoActions actions;
  private Instant start;
  private Optional<RuntimeException> strangePage = Optional.empty();
  private Optional<AccountNames> own = Optional.empty();

  Warmup(AccountWarmupScript script, FlowContext context) {
    this.script = script;
    this.context = context;
    this.screen = context.screen();
    this.random = context.random();
    this.clock = context.clock();
    this.comments = new WarmupComments(script, context);
    this.actions = new VideoActions(context, tally, this::progress);
    this.start = clock.instant();
  }

  AttemptResult run() {
    if (script.chances().comment() > 0 && comments.any()) {
      own = Optional.of(AccountNames.read(context, 1));
    }
    reachVideos();
    // The time starts with the first video.
    start = clock.instant();
    try {
      int strangePages = 0;
      do {
        strangePages = watchNext(strangePages);
      } while (clock.instant().isBefore(end()));
    } catch (AppBlocked blocked) {
      throw truthful(blocked);
    } catch (FlowFailed failed) {
      throw truthful(failed);
    }
    if (tally.outcome() == Outcome.UNKNOWN) {
      throw new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "on phone "
              + context.serial()
              + " nothing showed whether everything took effect, since a tap was not confirmed or the"
              + " app does not tell: it "
              + tally
              + "; look at the account, then retry");
    }
    if (tally.watchedNone()) {
      throw strangePage.orElseGet(this::noVideo);
    }
    return new AttemptResult.Succeeded(tally.outcome(), Optional.of(tally.toString()));
  }

  private Instant end() {
    return start.plus(script.duration());
  }

  private FlowFailed noVideo() {
    return new FlowFailed(
        FailureCode.DEVICE_ERROR,
        "the app on phone "
            + context.serial()
            + " showed no video to watch for "
            + script.duration().toSeconds()
            + " s: it "
            + tally
            + "; retry, or give the task more time");
  }

  /** Opens the first video: of the feed, or of the results for one of the topics. */
  private void reachVideos() {
    if (script.topics().isEmpty()) {
      context.step("open the videos", 2);
      new AppPages(context).openVideos();
      return;
    }
    String topic = script.topics().get(random.nextInt(script.topics().size()));
    context.chose(Choice.Name.TOPIC, topic);
    context.step("search for videos about " + topic, 2);
    SearchPage.open(context).searchFor(topic, "search.videos_tab");
    screen.tap(
        screen.awaitAll("search.video_cell", "search.no_results", PAGE).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new FlowFailed(
                        FailureCode.TARGET_NOT_FOUND,
                        "the app on phone "
                            + context.serial()
                            + " finds no videos about "
                            + topic
                            + "; give another topic")));
  }

  /**
   * Watches the current video, if there is one, and goes to the next.
   *
   * @return the number of consecutive pages that were no videos
   */
  private int watchNext(int strangePages) {
    int strange = 0;
    screen.expectVideo();
    try {
      Found page =
          screen.awaitAny(
              NEXT_VIDEO,
              "video.sponsored",
              "video.live",
              "video.like_button",
              "video.liked_button");
      switch (page.element()) {
        case "video.sponsored", "video.live" -> tally.skipped();
        default -> watch(page);
      }
    } catch (ElementNotFound | Selector.Ambiguous noVideo) {
      strange = strangePages + 1;
      if (strange == MOST_STRANGE_PAGES || actions.underWay()) {
        throw noVideo;
      }
      strangePage = Optional.of(noVideo);
    }
    screen.swipeUp();
    screen.rest(AFTER_SWIPE);
    return strange;
  }

  private void watch(Found page) {
    actions.watch(VideoActions.author(screen, page.screen()));
    String about = about(page);
    Duration view = shorter(viewTime(), timeLeft());
    context.step(
        "watch" + (about.isEmpty() ? " a video" : " " + about) + " for " + view.toSeconds() + " s",
        progress());
    screen.resumeVideo();
    screen.rest(view);
    tally.watched();
    if (happens(script.chances().like())) {
      whileTimeIsLeft(actions::like);
    }
    if (happens(script.chances().collect())) {
      whileTimeIsLeft(actions::collect);
    }
    if (happens(script.chances().follow())) {
      whileTimeIsLeft(actions::follow);
    }
    if (happens(script.chances().comment())) {
      whileTimeIsLeft(() -> own.ifPresent(names -> comment(about, names)));
    }
  }

  private void whileTimeIsLeft(Runnable action) {
    if (clock.instant().isBefore(end())) {
      action.run();
    }
  }

  private void comment(String about, AccountNames names) {
    comments
        .next(about, progress())
        .ifPresent(
            text -> {
              context.step("comment on it", progress());
              actions.comment(text, names);
            });
  }

  /** The author and description of a video, as far as the screen shows them. */
  private String about(Found page) {
    return String.join(
        ": ",
        Stream.of("video.author", "video.description")
            .flatMap(element -> screen.findAllOn(page.screen(), element, "").stream().limit(1))
            .map(VideoActions::words)
            .toList());
  }

  private Duration viewTime() {
    return Duration.ofMillis(
        random.nextLong(script.shortestView().toMillis(), script.longestView().toMillis() + 1));
  }

  /**
   * Returns the time left; for the first video at least the shortest view, however late it came.
   */
  private Duration timeLeft() {
    Duration left = Duration.between(clock.instant(), end());
    Duration least = tally.watchedNone() ? script.shortestView() : Duration.ZERO;
    return left.compareTo(least) >= 0 ? left : least;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private boolean happens(double percent) {
    return random.nextDouble(100) < percent;
  }

  private int progress() {
    long elapsed = Duration.between(start, clock.instant()).toMillis();
    return Math.clamp(elapsed * 100 / script.duration().toMillis(), 2, 99);
  }

  /**
   * Adds what was done before the failure. If the result of an action is still unknown, so is the
   * outcome.
   */
  private FlowFailed truthful(FlowFailed failed) {
    if (actions.underWay() && failed.outcome() == Outcome.NO_EFFECT) {
      return new FlowFailed(
          failed.code(), Outcome.UNKNOWN, failed.reason() + ". Before that it " + tally);
    }
    return failed.outcome() == Outcome.NO_EFFECT && tally.outcome() != Outcome.NO_EFFECT
        ? new FlowFailed(
            failed.code(), tally.outcome(), failed.reason() + ". Before that it " + tally)
        : failed;
  }

  /**
   * Adds what was done before the blocking screen. If an action was under way and the screen does
   * not say that it was refused, its outcome stays unknown.
   */
  private RuntimeException truthful(AppBlocked blocked) {
    if (blocked.loggedOut()) {
      context.loggedIn(false);
    }
    if (actions.underWay() && !blocked.refused()) {
      return blocked;
    }
    if (actions.underWay()) {
      context.settle(false);
    }
    return new FlowFailed(
        FailureCode.APP_BLOCKED,
        tally.outcome(),
        "on phone " + context.serial() + " " + blocked.getMessage() + ". Before that it " + tally);
  }
}
