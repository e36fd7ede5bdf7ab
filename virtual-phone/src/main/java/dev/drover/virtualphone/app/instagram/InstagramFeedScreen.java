package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.Uploads;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.common.VideoRoll;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The first page: a tray of stories, and below it one post at a time. */
final class InstagramFeedScreen implements AppScreen {
  private final InstagramApp app;
  private final VideoRoll posts;

  InstagramFeedScreen(InstagramApp app) {
    this.app = app;
    this.posts = new VideoRoll(app.catalog()::inFeed, 0);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.picture("Instagram Home Feed", app.at(160, 60, 460, 160))
            .withId("title_logo")
            .drawing(new Ornament.Lettering(app.at(40, 70, 700, 160), app.name()))
            .drawing(new Ornament.Mark(app.at(980, 84, 1044, 148), Symbol.HEART, false)));
    views.add(View.list("reels_tray_container", app.at(0, 180, 1080, 460), tray()));
    views.addAll(uploadNotice());
    views.addAll(new InstagramPostView(app, posts.video()).render(600, posts::picture));
    views.addAll(new InstagramPostView(app, posts.next()).head(1_938));
    views.set(0, beginningOf(posts.next(), views.getFirst()));
    views.addAll(app.tabs(InstagramApp.Tab.HOME));
    return views;
  }

  /** Draws the picture of a post that is only just on the page. */
  private View beginningOf(Video post, View view) {
    return view.drawing(
        new Ornament.Scene(
            app.at(0, 2044, 1080, 3044), post.id(), post.caption(), new Ornament.Still()));
  }

  private List<View> tray() {
    List<View> tray = new ArrayList<>();
    boolean told = app.platform().account().hasStory();
    tray.add(
        bubble(
            0,
            app.platform().account().name(),
            app.say(InstagramLabel.YOUR_STORY),
            app.say(InstagramLabel.STORY_OF, app.platform().account().name()),
            told));
    for (int place = 1; place < 4; place++) {
      String author = app.catalog().inFeed(place).author();
      tray.add(bubble(place, author, author, app.say(InstagramLabel.STORY_OF, author), true));
    }
    return tray;
  }

  private View bubble(int place, String user, String name, String description, boolean ring) {
    int left = place * 270;
    List<View> children = new ArrayList<>();
    if (ring) {
      children.add(View.picture("", app.at(left + 20, 190, left + 240, 390)).withId("seen_state"));
    }
    children.add(
        View.label(name, app.at(left + 20, 400, left + 250, 450))
            .withId("username")
            .styled(Style.QUIET_CENTERED));
    return View.row(description, app.at(left, 180, left + 260, 460), () -> {}, children)
        .withId("outer_container")
        .drawing(new Ornament.Avatar(app.at(left + 34, 190, left + 236, 392), user, ring));
  }

  /** The row for a post that is being uploaded. */
  private List<View> uploadNotice() {
    return app.uploads().latest().stream().map(this::row).toList();
  }

  private View row(Uploads.Progress upload) {
    List<View> children = new ArrayList<>();
    switch (upload.state()) {
      case RUNNING -> {
        children.add(status(words(upload)));
        children.add(
            View.progress(app.at(140, 550, 1040, 570))
                .saying(upload.percent() + ".0")
                .withId("row_pending_media_progress_bar"));
      }
      case POSTED -> children.add(status(done(upload)));
      case FAILED ->
          children.add(
              View.tappableLabel(
                      app.say(
                          upload.photos()
                              ? InstagramLabel.PHOTO_NOT_POSTED
                              : InstagramLabel.VIDEO_NOT_POSTED),
                      app.at(140, 480, 1040, 540),
                      app.uploads()::beginAgain)
                  .withId("row_pending_media_status_textview"));
    }
    return View.group("row_pending_container", app.at(0, 466, 1080, 590), children);
  }

  private View status(InstagramLabel words) {
    return View.label(app.say(words), app.at(140, 480, 1040, 540))
        .withId("row_pending_media_sub_status_textview")
        .styled(Style.QUIET);
  }

  private static InstagramLabel words(Uploads.Progress upload) {
    if (upload.story()) {
      return InstagramLabel.SHARING_TO_STORY;
    }
    return upload.photos() ? InstagramLabel.POSTING : InstagramLabel.SHARING_TO_REELS;
  }

  private static InstagramLabel done(Uploads.Progress upload) {
    if (upload.story()) {
      return InstagramLabel.STORY_POSTED;
    }
    return upload.photos() ? InstagramLabel.POSTED : InstagramLabel.REEL_POSTED;
  }

  @Override
  public void swipe(Direction direction) {
    posts.swipe(direction);
  }

  @Override
  public String describe() {
    return "feed: " + posts.describe();
  }
}
