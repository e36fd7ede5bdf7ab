package dev.drover.device.flow.like;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.VideoPage;
import dev.drover.device.flow.like.OpenedPost.Heart;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.like.LikeScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Likes one post: opens it by its address, reads whether it is liked, taps the heart once, and
 * waits until the page says that the post is liked. A second tap would take the like back, so there
 * is none.
 */
public final class LikeFlow implements Flow<LikeScript> {
  private static final String STEP = "tap Like";
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  @Override
  public Class<LikeScript> script() {
    return LikeScript.class;
  }

  @Override
  public AttemptResult run(LikeScript script, FlowContext context) {
    // The own profile has no heart: the next page with one is the post's.
    AccountNames.read(context, 15);
    VideoPage.openLink(script.post(), context, 40);
    context.step("read whether " + script.post() + " is liked", 60);
    OpenedPost post = OpenedPost.await(script, context);
    Heart heart = post.heart();
    if (heart.liked()) {
      return new AttemptResult.Succeeded(
          Outcome.NO_EFFECT, Optional.of(script.post() + " is liked already"));
    }
    context.step("like " + script.post(), 70);
    context.decisiveTap(heart.button(), AccountAction.LIKE, STEP);
    boolean confirmed = context.screen().tapConfirmed();
    context.screen().expectVideo();
    context.step("check that " + script.post() + " is liked", 85);
    return switch (awaitLiked(post, heart, context)) {
      case LIKED -> new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
      case UNLIKED -> throw unchanged(script, confirmed, context);
      case ONLY_COUNTED ->
          throw unknown(
              script,
              "and its number of likes has changed, but the heart does not say that the post is"
                  + " liked: it may be somebody else's like",
              context);
      case UNSEEN -> throw unknown(script, "but the page no longer shows it", context);
    };
  }

  private static FlowFailed unknown(LikeScript script, String seen, FlowContext context) {
    return new FlowFailed(
        FailureCode.OUTCOME_UNKNOWN,
        Outcome.UNKNOWN,
        "the heart of "
            + script.post()
            + " was tapped on phone "
            + context.serial()
            + ", "
            + seen
            + "; look there before you retry. Outcome unknown after "
            + STEP);
  }

  /** What the page says after the tap. */
  private enum Seen {
    LIKED,
    UNLIKED,
    /**
     * The heart is as before, and its number is not. Others like the post, too; and a heart that
     * never tells its state may have given back a like of before.
     */
    ONLY_COUNTED,
    UNSEEN
  }

  private static Seen awaitLiked(OpenedPost post, Heart before, FlowContext context) {
    long deadline = System.nanoTime() + TAKES_EFFECT.toNanos();
    while (true) {
      Seen seen =
          post.heartOn(context.screen().read())
              .map(now -> compared(before, now))
              .orElse(Seen.UNSEEN);
      if (seen == Seen.LIKED || System.nanoTime() > deadline) {
        return seen;
      }
      context.screen().rest(BETWEEN_LOOKS);
    }
  }

  private static Seen compared(Heart before, Heart now) {
    if (now.liked()) {
      return Seen.LIKED;
    }
    return before.likes().isPresent()
            && now.likes().isPresent()
            && now.likes().getAsLong() != before.likes().getAsLong()
        ? Seen.ONLY_COUNTED
        : Seen.UNLIKED;
  }

  private static FlowFailed unchanged(LikeScript script, boolean confirmed, FlowContext context) {
    if (context.screen().dialogCame()) {
      return new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "a dialog came in front of the app on phone "
              + context.serial()
              + " and took the tap on the heart; it is dismissed, and nothing was done: retry");
    }
    if (!confirmed) {
      return new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "the agent on phone "
              + context.serial()
              + " did not confirm the tap on the heart, and "
              + script.post()
              + " is not liked yet; the tap may have come late: look at the post, then retry");
    }
    return new FlowFailed(
        FailureCode.ACTION_REFUSED,
        "the app on phone "
            + context.serial()
            + " still shows "
            + script.post()
            + " as not liked after the tap; look at the account for a restriction");
  }
}
