package dev.drover.device.flow.follow;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.follow.ProfileVisit.FollowState;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Unfollows a user: reads the state, taps Following, confirms, and waits until the profile offers
 * Follow.
 */
public final class UnfollowFlow implements Flow<UnfollowScript> {
  private static final Duration SHEET = Duration.ofSeconds(10);
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);

  @Override
  public Class<UnfollowScript> script() {
    return UnfollowScript.class;
  }

  @Override
  public AttemptResult run(UnfollowScript script, FlowContext context) {
    ProfileVisit visit = new ProfileVisit(context);
    visit.goTo(script.user(), script.accessMethod());
    context.step("read whether " + script.user() + " is followed", 60);
    FollowState state = visit.state(script.user());
    if (!state.following()) {
      return new AttemptResult.Succeeded(
          Outcome.NO_EFFECT, Optional.of("not following " + script.user()));
    }
    context.step("ask to unfollow " + script.user(), 70);
    context.screen().tap(state.button());
    UiNode confirm = context.screen().await("profile.unfollow_confirm", SHEET);
    context.decisiveTap(confirm, AccountAction.UNFOLLOW, "confirm Unfollow");
    confirmAgain(context);
    context.step("check that " + script.user() + " is not followed any more", 85);
    if (!visit.awaitFollowing(script.user(), false, TAKES_EFFECT)) {
      throw visit.unchanged("Unfollow", "still shows " + script.user() + " as followed");
    }
    return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
  }

  /** Some apps ask again for private users, because they would have to accept a new follow. */
  private static void confirmAgain(FlowContext context) {
    Screen screen = context.screen();
    if (!screen.profile().has("profile.unfollow_again")) {
      return;
    }
    Found answer =
        screen.awaitAny(
            SHEET, "profile.unfollow_again", "profile.follow_button", "profile.following_button");
    if (answer.element().equals("profile.unfollow_again")) {
      context.step("confirm it once more", 80);
      context.confirmDecisiveTap(answer.node());
    }
  }
}
