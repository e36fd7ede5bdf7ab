package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.common.VideoRoll;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** A post that was opened by a link. */
final class InstagramPostScreen implements AppScreen {
  private final InstagramApp app;
  private final Video post;

  InstagramPostScreen(InstagramApp app, Video post) {
    this.app = app;
    this.post = post;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(InstagramLabel.BACK), app.at(0, 60, 120, 160), app::pop)
            .withId("action_bar_button_back"));
    views.add(
        View.label(app.say(InstagramLabel.POSTS), app.at(140, 60, 700, 160))
            .withId("action_bar_title")
            .styled(Style.NAME));
    if (post.isUnavailable()) {
      views.add(
          View.label(app.say(InstagramLabel.POST_UNAVAILABLE), app.at(200, 1100, 880, 1200))
              .styled(Style.MESSAGE));
    } else {
      views.addAll(
          new InstagramPostView(app, post).render(200, new VideoRoll(_ -> post, 0)::picture));
    }
    return views;
  }

  @Override
  public boolean isPaused() {
    return true;
  }

  @Override
  public String describe() {
    return "post " + post.id();
  }
}
