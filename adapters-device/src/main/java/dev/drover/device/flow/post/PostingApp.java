package dev.drover.device.flow.post;

import dev.drover.device.app.App;
import dev.drover.device.flow.FlowContext;

/** An app that can post videos and pictures. */
public interface PostingApp extends App {

  /** A composer for one post. */
  PostComposer composer(PostPlan plan, FlowContext context);
}
