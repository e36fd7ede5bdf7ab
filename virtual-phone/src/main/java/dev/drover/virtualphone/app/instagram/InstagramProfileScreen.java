package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialPlatform.Relation;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** Another user's profile. Users whose name begins with "missing" do not exist. */
final class InstagramProfileScreen implements AppScreen {
  private final InstagramApp app;
  private final String user;

  InstagramProfileScreen(InstagramApp app, String user) {
    this.app = app;
    this.user = user;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(InstagramLabel.BACK), app.at(0, 60, 120, 160), app::pop));
    if (user.startsWith("missing")) {
      views.add(
          View.label(app.say(InstagramLabel.USER_NOT_FOUND), app.at(200, 900, 880, 1000))
              .styled(Style.MESSAGE));
      return views;
    }
    views.add(
        View.label(user, app.at(150, 60, 800, 160))
            .called(user)
            .withId("action_bar_title")
            .styled(Style.NAME));
    views.add(View.icon(app.say(InstagramLabel.OPTIONS), app.at(960, 60, 1080, 160), () -> {}));
    views.addAll(
        new InstagramProfileHead(app, user, app.say(InstagramLabel.DISPLAY_NAME, user))
            .render(app.say(InstagramLabel.PROFILE_PICTURE), true, 48, 148));
    int top = app.isMoved() ? 900 : 560;
    views.add(followButton(top));
    views.add(
        View.row(
                app.say(InstagramLabel.MESSAGE),
                app.at(550, top, 1050, top + 90),
                () -> {},
                List.of(
                    View.label(
                            app.say(InstagramLabel.MESSAGE), app.at(700, top + 10, 900, top + 80))
                        .styled(Style.INNER)))
            .as("android.widget.Button")
            .withId("button_container")
            .styled(Style.SECONDARY));
    View grid = app.strip(View.list("list", app.at(0, 1100, 1080, 2256), List.of()), 1100);
    views.add(
        app.gallery(app.isMoved() ? grid : app.highlights(grid, user, 700), user, 1100, 380, 9));
    views.addAll(app.tabs(InstagramApp.Tab.SEARCH));
    return views;
  }

  private View followButton(int top) {
    Relation relation = app.platform().relationTo(user);
    InstagramLabel label =
        switch (relation) {
          case NONE -> InstagramLabel.FOLLOW;
          case FOLLOWED_BY -> InstagramLabel.FOLLOW_BACK;
          case FOLLOWING, FRIENDS -> InstagramLabel.FOLLOWING;
          case REQUESTED -> InstagramLabel.REQUESTED;
        };
    Runnable onTap =
        switch (relation) {
          case NONE, FOLLOWED_BY -> () -> app.heed(app.platform().follow(user));
          case FOLLOWING, FRIENDS, REQUESTED -> () -> app.push(new FollowSheet(app, user));
        };
    return View.button(app.say(label), app.at(30, top, 530, top + 90), onTap)
        .styled(app.platform().follows(user) ? Style.SECONDARY : Style.PRIMARY)
        .called(app.say(label) + " " + app.say(InstagramLabel.DISPLAY_NAME, user))
        .withId("profile_header_follow_button");
  }

  @Override
  public boolean isPaused() {
    return true;
  }

  @Override
  public String describe() {
    return "profile of " + user;
  }
}
