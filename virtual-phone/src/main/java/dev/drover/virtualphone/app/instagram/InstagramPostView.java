package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A post as it stands in the feed, with its author above and its buttons below. */
record InstagramPostView(InstagramApp app, Video post) {

  /**
   * @param top where it begins, on the grid
   * @param picture what its middle shows
   */
  List<View> render(int top, Function<View.Bounds, Ornament> picture) {
    InstagramActions actions = new InstagramActions(app, post);
    List<View> views = new ArrayList<>(head(top));
    int bottom = top + 1_100;
    View.Bounds media = app.at(0, top + 100, 1080, bottom);
    views.add(View.group("media_group", media, List.of()).drawing(picture.apply(media)));
    boolean liked = actions.isLiked();
    views.add(
        View.icon(
                app.say(liked ? InstagramLabel.UNLIKE : InstagramLabel.LIKE),
                app.at(30, bottom + 10, 120, bottom + 110),
                actions::toggleLike)
            .as("android.widget.Button")
            .selected(liked)
            .withId("row_feed_button_like"));
    views.add(
        View.icon(
                app.say(InstagramLabel.COMMENT),
                app.at(150, bottom + 10, 240, bottom + 110),
                actions::openComments)
            .as("android.widget.Button")
            .withId("row_feed_button_comment"));
    views.add(
        View.icon(
                app.say(InstagramLabel.SEND_POST),
                app.at(270, bottom + 10, 360, bottom + 110),
                () -> {})
            .as("android.widget.Button")
            .withId("row_feed_button_share"));
    boolean saved = actions.isSaved();
    views.add(
        View.icon(
                app.say(saved ? InstagramLabel.UNSAVE_POST : InstagramLabel.SAVE_POST),
                app.at(960, bottom + 10, 1060, bottom + 110),
                actions::toggleSave)
            .as("android.widget.Button")
            .selected(saved)
            .withId("row_feed_button_save"));
    views.add(
        View.label(
                post.author() + " " + post.caption(), app.at(30, bottom + 120, 1040, bottom + 190))
            .as("com.instagram.ui.widget.textview.IgTextLayoutView")
            .styled(Style.CAPTION));
    return views;
  }

  /** What stands above the picture: whose post it is. */
  List<View> head(int top) {
    List<View> views = new ArrayList<>();
    views.add(
        View.picture(
                app.say(InstagramLabel.PICTURE_OF, post.author()), app.at(20, top, 110, top + 90))
            .withId("row_feed_photo_profile_imageview")
            .drawing(new Ornament.Avatar(app.at(20, top - 2, 112, top + 90), post.author(), true)));
    views.add(
        View.tappableLabel(
                post.author(),
                app.at(120, top, 800, top + 50),
                () -> app.push(app.profileOf(post.author())))
            .as("android.widget.Button")
            .withId("row_feed_photo_profile_name")
            .styled(Style.NAME));
    if (post.kind() == Video.Kind.AD) {
      views.add(
          View.label(app.say(InstagramLabel.SPONSORED), app.at(120, top + 52, 800, top + 92))
              .withId("secondary_label")
              .styled(Style.QUIET));
    }
    InstagramActions actions = new InstagramActions(app, post);
    if (actions.isFollowable()) {
      views.add(
          View.button(
                  app.say(InstagramLabel.FOLLOW), app.at(820, top, 1040, top + 80), actions::follow)
              .withId("inline_follow_button")
              .styled(Style.SECONDARY));
    }
    return views;
  }
}
