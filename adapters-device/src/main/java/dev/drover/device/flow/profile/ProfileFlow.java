package dev.drover.device.flow.profile;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.task.AttemptResult;

/** Brings the profile of the account in use to what is wanted. */
public final class ProfileFlow implements Flow<ProfileScript> {

  @Override
  public Class<ProfileScript> script() {
    return ProfileScript.class;
  }

  @Override
  public AttemptResult run(ProfileScript script, FlowContext context) {
    return new ProfileChange(script, context).run();
  }
}
