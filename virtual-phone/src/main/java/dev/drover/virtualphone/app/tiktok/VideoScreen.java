package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A video that was opened: by a link, from a profile, from search results. */
final class VideoScreen implements AppScreen {
  private final TikTokApp app;
  private final VideoStage stage;

  private VideoScreen(TikTokApp app, IntFunction<Video> videos, int place) {
    this.app = app;
    this.stage = new VideoStage(app, videos, place, 2400);
  }

  /** The video of a link. Swiping leads to the feed. */
  static VideoScreen byLink(TikTokApp app, Video video) {
    return new VideoScreen(app, place -> place == 0 ? video : app.catalog().inFeed(place - 1), 0);
  }

  /** One of several; swiping leads to the others. */
  static VideoScreen among(TikTokApp app, IntFunction<Video> videos, int place) {
    return new VideoScreen(app, videos, place);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    if (stage.video().isUnavailable()) {
      views.add(
          View.label(app.say(TikTokLabel.VIDEO_UNAVAILABLE), app.at(200, 1100, 880, 1200))
              .styled(Style.MESSAGE));
    } else {
      views.addAll(stage.render());
    }
    views.add(View.icon(app.say(TikTokLabel.BACK), app.at(0, 110, 110, 220), app::pop));
    return views;
  }

  @Override
  public void swipe(Direction direction) {
    stage.swipe(direction);
  }

  @Override
  public boolean isPaused() {
    return stage.isPaused() || stage.video().isUnavailable();
  }

  @Override
  public String describe() {
    return stage.describe();
  }
}
