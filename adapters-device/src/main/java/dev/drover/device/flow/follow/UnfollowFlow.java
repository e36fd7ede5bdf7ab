package dev.drover.device.flow.follow;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.flow.DecisiveStep;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.follow.ProfileVisit.FollowState;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Unfollows a user: reads the state, taps Following, confirms, and waits until the profile offers
 * Follow.
 */
public final class UnfollowFlow {
  private static final Duration SHEET = Duration.ofSeconds(10);
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);

  private UnfollowFlow() {}

  public static AttemptResult run(UnfollowScript script, FlowContext phone, Attempt run) {
    ProfileVisit visit = new ProfileVisit(phone, run);
    visit.goTo(script.target(), script.accessMethod());
    run.step("read whether " + script.target() + " is followed", 60);
    FollowState state = visit.state();
    if (!state.following()) {
      return new AttemptResult.Succeeded(
          Outcome.NO_EFFECT, Optional.of("not following " + script.target()));
    }
    run.step("ask to unfollow " + script.target(), 70);
    phone.screen().tap(state.button());
    UiNode confirm = phone.screen().await("profile.unfollow_confirm", SHEET);
    DecisiveStep.begin(phone, run, AccountAction.UNFOLLOW, "confirm Unfollow");
    phone.screen().tapOnce(confirm);
    confirmAgain(phone.screen(), run);
    run.step("check that " + script.target() + " is not followed any more", 85);
    if (!visit.awaitFollowing(false, TAKES_EFFECT)) {
      throw visit.unchanged("Unfollow", "still shows " + script.target() + " as followed");
    }
    return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
  }

  /** Some apps ask once more about users who would have to be asked to be followed again. */
  private static void confirmAgain(Screen screen, Attempt run) {
    if (!screen.profile().has("profile.unfollow_again")) {
      return;
    }
    Found answer =
        screen.awaitAny(
            SHEET, "profile.unfollow_again", "profile.follow_button", "profile.following_button");
    if (answer.element().equals("profile.unfollow_again")) {
      run.step("confirm it once more", 80);
      screen.tapOnce(answer.node());
    }
  }
}
