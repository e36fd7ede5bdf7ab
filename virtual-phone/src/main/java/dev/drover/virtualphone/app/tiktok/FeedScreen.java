package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** Videos, one at a time, with ads and live previews among them. */
final class FeedScreen implements AppScreen {
  private final TikTokApp app;
  private final VideoStage stage;

  FeedScreen(TikTokApp app) {
    this.app = app;
    this.stage = new VideoStage(app, app.catalog()::inFeed, 0, 2256);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>(stage.render());
    views.add(
        View.tappableLabel(
                app.say(TikTokLabel.FEED_FOLLOWING), app.at(280, 120, 500, 220), () -> {})
            .styled(Style.SEGMENT));
    views.add(
        View.tappableLabel(app.say(TikTokLabel.FOR_YOU), app.at(520, 120, 760, 220), () -> {})
            .selected(true)
            .styled(Style.SEGMENT));
    views.add(
        View.icon(
            app.say(TikTokLabel.SEARCH),
            app.isMoved() ? app.at(24, 120, 128, 224) : app.at(952, 120, 1056, 224),
            () -> app.push(new SearchScreen(app))));
    views.addAll(app.uploadNotice());
    views.addAll(app.tabs(TikTokLabel.HOME));
    return views;
  }

  @Override
  public void swipe(Direction direction) {
    stage.swipe(direction);
  }

  @Override
  public boolean isPaused() {
    return stage.isPaused();
  }

  @Override
  public String describe() {
    return "feed: " + stage.describe();
  }
}
