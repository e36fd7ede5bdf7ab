package dev.drover.device.flow.follow;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.follow.ProfileVisit.FollowState;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;

/** Follows a user: reads the state, taps Follow, and waits until the profile says Following. */
public final class FollowFlow implements Flow<FollowScript> {
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);

  @Override
  public Class<FollowScript> script() {
    return FollowScript.class;
  }

  @Override
  public AttemptResult run(FollowScript script, FlowContext context) {
    ProfileVisit visit = new ProfileVisit(context);
    visit.goTo(script.user(), script.accessMethod());
    context.step("read whether " + script.user() + " is followed", 60);
    FollowState state = visit.state(script.user());
    if (state.following()) {
      return new AttemptResult.Succeeded(
          Outcome.NO_EFFECT, Optional.of("already following " + script.user()));
    }
    context.step("follow " + script.user(), 70);
    context.decisiveTap(state.button(), AccountAction.FOLLOW, "tap Follow");
    context.step("check that " + script.user() + " is followed", 85);
    if (!visit.awaitFollowing(script.user(), true, TAKES_EFFECT)) {
      throw visit.unchanged("Follow", "still offers to follow " + script.user());
    }
    return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
  }
}
