package dev.drover.device.app.instagram;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.post.PostComposer;
import dev.drover.device.flow.post.PostPlan;
import dev.drover.device.flow.post.PostingApp;
import dev.drover.domain.app.Platform;

/** Instagram's app. */
public final class Instagram implements PostingApp {

  @Override
  public Platform platform() {
    return Platform.INSTAGRAM;
  }

  @Override
  public PostComposer composer(PostPlan plan, FlowContext context) {
    return new InstagramComposer(plan, context);
  }
}
