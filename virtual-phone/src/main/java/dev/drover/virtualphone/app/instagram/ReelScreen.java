package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.common.VideoRoll;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reels, one at a time, on their tab or opened from elsewhere. */
final class ReelScreen implements AppScreen {
  private final InstagramApp app;
  private final VideoRoll reels;
  private final boolean isTab;

  private ReelScreen(InstagramApp app, IntFunction<Video> reels, int place, boolean isTab) {
    this.app = app;
    this.reels = new VideoRoll(reels, place);
    this.isTab = isTab;
  }

  static ReelScreen ofTab(InstagramApp app) {
    return new ReelScreen(app, app.catalog()::inFeed, 0, true);
  }

  /** The reel of a link. Swiping leads to the feed's reels. */
  static ReelScreen byLink(InstagramApp app, Video reel) {
    return new ReelScreen(
        app, place -> place == 0 ? reel : app.catalog().inFeed(place - 1), 0, false);
  }

  /** One of several; swiping leads to the others. */
  static ReelScreen among(InstagramApp app, IntFunction<Video> reels, int place) {
    return new ReelScreen(app, reels, place, false);
  }

  @Override
  public List<View> render() {
    Video reel = reels.video();
    int bottom = isTab ? 2256 : 2400;
    List<View> views = new ArrayList<>();
    if (reel.isUnavailable()) {
      views.add(
          View.label(app.say(InstagramLabel.POST_UNAVAILABLE), app.at(200, 1100, 880, 1200))
              .styled(Style.MESSAGE));
    } else {
      reel(reel, bottom, views);
    }
    if (isTab) {
      views.addAll(app.tabs(InstagramApp.Tab.REELS));
    } else {
      views.add(
          View.icon(app.say(InstagramLabel.BACK), app.at(0, 60, 120, 160), app::pop)
              .withId("action_bar_button_back"));
    }
    return views;
  }

  private void reel(Video reel, int bottom, List<View> views) {
    views.add(
        View.list(
            "clips_viewer_view_pager",
            app.at(0, 0, 1080, bottom),
            List.of(
                View.row(
                        app.say(InstagramLabel.REEL_BY, reel.author()),
                        app.at(0, 0, 1080, bottom),
                        () -> reels.tapped(app.now()),
                        List.of())
                    .withId("clips_video_container")
                    .drawing(reels.picture(app.at(0, 0, 1080, bottom))))));
    views.add(
        View.tappableLabel(
                reel.author(),
                app.at(130, bottom - 300, 480, bottom - 230),
                () -> app.push(app.profileOf(reel.author())))
            .as("android.widget.Button")
            .called(reel.author())
            .withId("clips_author_username")
            .styled(Style.NAME)
            .drawing(
                new Ornament.Avatar(
                    app.at(32, bottom - 308, 116, bottom - 224), reel.author(), false)));
    views.add(
        View.picture(reel.caption(), app.at(36, bottom - 210, 880, bottom - 140))
            .as("android.view.ViewGroup")
            .styled(Style.CAPTION));
    InstagramActions actions = new InstagramActions(app, reel);
    if (actions.isFollowable()) {
      views.add(
          View.button(
                  app.say(InstagramLabel.FOLLOW),
                  app.at(500, bottom - 310, 740, bottom - 220),
                  actions::follow)
              .called(app.say(InstagramLabel.FOLLOW_NAME, reel.author()))
              .withId("inline_follow_button")
              .styled(Style.SECONDARY));
    }
    switch (reel.kind()) {
      case VIDEO -> buttons(actions, views);
      case AD -> {
        buttons(actions, views);
        views.add(
            View.label(
                    app.say(InstagramLabel.SPONSORED), app.at(36, bottom - 130, 400, bottom - 80))
                .styled(Style.QUIET));
        views.add(
            View.button(
                app.say(InstagramLabel.LEARN_MORE),
                app.at(36, bottom - 76, 860, bottom - 10),
                () -> {}));
      }
      case LIVE ->
          views.add(
              View.tappableLabel(
                      app.say(InstagramLabel.WATCH_LIVE), app.at(180, 1300, 900, 1400), () -> {})
                  .styled(Style.CHIP));
    }
  }

  /**
   * The heart has the same description before and after a tap; only its state "selected" differs.
   */
  private void buttons(InstagramActions actions, List<View> views) {
    int top = app.isMoved() ? 900 : 1200;
    views.add(
        icon(InstagramLabel.LIKE, "like_button", top, actions::toggleLike)
            .selected(actions.isLiked())
            .noted(SocialApp.number(actions.post().likes() + (actions.isLiked() ? 1 : 0))));
    views.add(
        icon(InstagramLabel.COMMENT, "comment_button", top + 180, actions::openComments)
            .noted(SocialApp.number(app.platform().commentCount(actions.post()))));
    views.add(icon(InstagramLabel.SHARE, "direct_share_button", top + 360, () -> {}));
    views.add(
        icon(
            InstagramLabel.MORE,
            "clips_ufi_more_button_component",
            top + 540,
            () -> app.push(new ReelMenu(app, actions))));
  }

  private View icon(InstagramLabel label, String id, int top, Runnable onTap) {
    return View.icon(app.say(label), app.at(940, top, 1060, top + 140), onTap).withId(id);
  }

  @Override
  public void swipe(Direction direction) {
    reels.swipe(direction);
  }

  @Override
  public boolean isPaused() {
    return reels.isPaused() || reels.video().isUnavailable();
  }

  @Override
  public String describe() {
    return reels.describe();
  }
}
