package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.SocialPlatform;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.common.VideoRoll;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A video that fills the page. Swiping leads to the next and the previous one. */
final class VideoStage {
  private final TikTokApp app;
  private final VideoRoll roll;
  private final int bottom;

  /**
   * @param videos the video at each place, from 0
   * @param bottom where it ends, on the grid
   */
  VideoStage(TikTokApp app, IntFunction<Video> videos, int place, int bottom) {
    this.app = app;
    this.roll = new VideoRoll(videos, place);
    this.bottom = bottom;
  }

  Video video() {
    return roll.video();
  }

  boolean isPaused() {
    return roll.isPaused();
  }

  void swipe(Direction direction) {
    roll.swipe(direction);
  }

  List<View> render() {
    Video video = video();
    List<View> views = new ArrayList<>();
    views.add(
        View.list(
            "viewpager",
            app.at(0, 0, 1080, bottom),
            List.of(
                View.row("", app.at(0, 0, 1080, bottom), () -> roll.tapped(app.now()), List.of())
                    .withId("long_press_layout")
                    .drawing(roll.picture(app.at(0, 0, 1080, bottom))))));
    views.add(
        View.label("\u200e@" + video.author(), app.at(36, bottom - 316, 700, bottom - 256))
            .withId("title")
            .styled(Style.NAME));
    View caption =
        View.label(video.caption(), app.at(36, bottom - 246, 860, bottom - 186))
            .withId("desc")
            .styled(Style.CAPTION);
    views.add(
        video.kind() == Video.Kind.LIVE
            ? caption
            : caption.drawing(
                new Ornament.Avatar(app.at(944, 924, 1056, 1036), video.author(), false)));
    switch (video.kind()) {
      case VIDEO -> buttons(video, views);
      case AD -> {
        buttons(video, views);
        views.add(
            View.label(app.say(TikTokLabel.SPONSORED), app.at(36, bottom - 176, 300, bottom - 126))
                .styled(Style.BADGE));
        views.add(
            View.button(
                app.say(TikTokLabel.LEARN_MORE),
                app.at(36, bottom - 116, 860, bottom - 16),
                () -> {}));
      }
      case LIVE -> {
        views.add(
            View.label(app.say(TikTokLabel.LIVE_NOW), app.at(380, 700, 700, 780))
                .styled(Style.LIVE));
        views.add(
            View.tappableLabel(
                    app.say(TikTokLabel.TAP_TO_WATCH_LIVE), app.at(280, 1300, 800, 1400), () -> {})
                .styled(Style.CHIP));
      }
    }
    return views;
  }

  private void buttons(Video video, List<View> views) {
    SocialPlatform platform = app.platform();
    String author = video.author();
    if (!platform.follows(author) && !author.equals(platform.account().name())) {
      views.add(
          View.icon(
              app.say(TikTokLabel.FOLLOW_AUTHOR, author),
              app.at(940, 1000, 1060, 1060),
              () -> app.heed(platform.follow(author))));
    }
    boolean liked = platform.likes(video);
    boolean told = liked && !app.leavesOut("like_state");
    views.add(
        View.icon(
                app.say(
                    told ? TikTokLabel.VIDEO_LIKED : TikTokLabel.LIKE_VIDEO,
                    TikTokApp.number(video.likes() + (liked ? 1 : 0))),
                app.at(940, 1100, 1060, 1240),
                () -> app.heed(platform.toggleLike(video)))
            .selected(told)
            .noted(TikTokApp.number(video.likes() + (liked ? 1 : 0))));
    views.add(
        View.icon(
                app.say(TikTokLabel.READ_COMMENTS, TikTokApp.number(platform.commentCount(video))),
                app.at(940, 1280, 1060, 1420),
                () -> app.push(new CommentSheet(app, video)))
            .noted(TikTokApp.number(platform.commentCount(video))));
    views.add(
        View.icon(
                app.say(TikTokLabel.FAVORITE),
                app.at(940, 1460, 1060, 1600),
                () -> app.heed(platform.toggleCollect(video)))
            .selected(platform.collects(video))
            .noted(TikTokApp.number(video.likes() / 9)));
    views.add(
        View.icon(app.say(TikTokLabel.SHARE_VIDEO, 12), app.at(940, 1640, 1060, 1780), () -> {})
            .noted("12")
            .drawing(new Ornament.Disc(app.at(948, bottom - 170, 1052, bottom - 66), video.id())));
  }

  String describe() {
    return roll.describe();
  }
}
