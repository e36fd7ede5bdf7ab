package dev.drover.device.flow.post;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.task.AttemptResult;

/** Posts a video or pictures, in apps that are a {@link PostingApp}. */
public final class PostFlow implements Flow<PostScript> {

  @Override
  public Class<PostScript> script() {
    return PostScript.class;
  }

  @Override
  public AttemptResult run(PostScript script, FlowContext context) {
    if (!(context.app() instanceof PostingApp app)) {
      throw FlowFailed.notSupported(
          "Drover can't post with "
              + context.app().platform().displayName()
              + " on phone "
              + context.serial()
              + ": the app declares no composer; install a plug-in whose app does");
    }
    PostMaterials materials =
        context
            .materials()
            .orElseThrow(() -> new IllegalArgumentException("a post without files was assigned"));
    PostPlan plan = PostPlan.of(script, materials, context.random());
    tellCaption(plan, context);
    return new Posting(plan, app.composer(plan, context), context).run();
  }

  /** A story has no caption. */
  private static void tellCaption(PostPlan plan, FlowContext context) {
    if (plan.script().placement() == Placement.STORY) {
      return;
    }
    if (!plan.caption().title().isEmpty()) {
      context.chose(Choice.Name.TITLE, plan.caption().title());
    }
    if (!plan.caption().description().isEmpty()) {
      context.chose(Choice.Name.CAPTION, plan.caption().description());
    }
  }
}
