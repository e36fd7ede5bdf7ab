package dev.drover.device.flow.warmup;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.task.AttemptResult;

/**
 * Watches one video after another until the time is up, and now and then likes, collects or
 * comments on a video or follows its author.
 */
public final class WarmupFlow implements Flow<AccountWarmupScript> {

  @Override
  public Class<AccountWarmupScript> script() {
    return AccountWarmupScript.class;
  }

  @Override
  public AttemptResult run(AccountWarmupScript script, FlowContext context) {
    return new Warmup(script, context).run();
  }
}
