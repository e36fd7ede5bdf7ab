package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialPlatform.Relation;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** Another user's profile. Users whose name begins with "missing" do not exist. */
final class ProfileScreen implements AppScreen {
  private final TikTokApp app;
  private final String user;

  ProfileScreen(TikTokApp app, String user) {
    this.app = app;
    this.user = user;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(TikTokLabel.BACK_TO_PREVIOUS), app.at(0, 110, 110, 220), app::pop));
    if (user.startsWith("missing")) {
      views.add(
          View.label(app.say(TikTokLabel.ACCOUNT_NOT_FOUND), app.at(200, 900, 880, 1000))
              .styled(Style.MESSAGE));
      return views;
    }
    views.add(View.icon(app.say(TikTokLabel.SHARE), app.at(960, 110, 1070, 220), () -> {}));
    views.add(
        View.label(app.say(TikTokLabel.DISPLAY_NAME, user), app.at(340, 460, 740, 530))
            .withId("qxw")
            .styled(Style.TITLE)
            .drawing(new Ornament.Avatar(app.at(430, 220, 650, 440), user, false)));
    views.add(
        View.tappableLabel("\u200e@" + user, app.at(340, 540, 740, 600), () -> {})
            .withId("qh5")
            .styled(Style.QUIET_CENTERED));
    counter(views, "148", TikTokLabel.FOLLOWING, 200);
    counter(views, "12.3K", TikTokLabel.FOLLOWERS, 430);
    counter(views, "98.1K", TikTokLabel.LIKES, 660);
    int top = app.isMoved() ? 990 : 780;
    views.add(followButton(top));
    views.add(
        View.button(app.say(TikTokLabel.MESSAGE), app.at(560, top, 840, top + 100), () -> {})
            .withId("dvm")
            .styled(Style.SECONDARY));
    views.add(
        View.label(app.say(TikTokLabel.BIOGRAPHY, user), app.at(140, 910, 940, 980))
            .styled(Style.QUIET_CENTERED));
    View grid = View.list("gxd", app.at(0, 1100, 1080, 2400), List.of());
    views.add(app.gallery(app.isMoved() ? grid : app.strip(grid, 1100), user, 1100, 430, 9));
    return views;
  }

  private View followButton(int top) {
    Relation relation = app.platform().relationTo(user);
    TikTokLabel label =
        switch (relation) {
          case NONE -> TikTokLabel.FOLLOW;
          case FOLLOWED_BY -> TikTokLabel.FOLLOW_BACK;
          case FOLLOWING -> TikTokLabel.FOLLOWING;
          case FRIENDS -> TikTokLabel.FRIEND;
          case REQUESTED -> TikTokLabel.REQUESTED;
        };
    Runnable onTap =
        switch (relation) {
          case NONE, FOLLOWED_BY -> () -> app.heed(app.platform().follow(user));
          case FOLLOWING, FRIENDS, REQUESTED -> () -> app.push(new UnfollowSheet(app, user));
        };
    View button =
        View.button(app.say(label), app.at(240, top, 540, top + 100), onTap).withId("dvi");
    return app.platform().follows(user) ? button.styled(Style.SECONDARY) : button;
  }

  private void counter(List<View> views, String count, TikTokLabel name, int left) {
    views.add(View.label(count, app.at(left, 630, left + 220, 690)).styled(Style.COUNT));
    views.add(
        View.label(app.say(name), app.at(left, 690, left + 220, 740)).styled(Style.QUIET_CENTERED));
  }

  @Override
  public String describe() {
    return "profile of " + user;
  }
}
