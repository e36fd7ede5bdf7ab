package dev.drover.device.flow.post;

import dev.drover.device.app.App;
import dev.drover.device.flow.FlowContext;

/** An app that videos and pictures can be posted with. */
public interface PostingApp extends App {

  /** The way through the app's composer for one post. */
  PostComposer composer(PostPlan plan, FlowContext context);
}
