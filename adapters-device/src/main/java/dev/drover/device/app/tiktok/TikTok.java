package dev.drover.device.app.tiktok;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.post.PostComposer;
import dev.drover.device.flow.post.PostPlan;
import dev.drover.device.flow.post.PostingApp;
import dev.drover.domain.app.Platform;

/** TikTok's app. */
public final class TikTok implements PostingApp {

  @Override
  public Platform platform() {
    return Platform.TIKTOK;
  }

  @Override
  public PostComposer composer(PostPlan plan, FlowContext context) {
    return new TikTokComposer(plan, context);
  }
}
