package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of every profile.
 *
 * @param name that its owner chose to show
 */
record InstagramProfileHead(InstagramApp app, String user, String name) {

  List<View> render(String picture, boolean ring, int posts, int following) {
    List<View> views = new ArrayList<>();
    views.add(
        View.picture(picture, app.at(40, 200, 260, 420))
            .withId("row_profile_header_imageview")
            .drawing(new Ornament.Avatar(app.at(40, 200, 260, 420), user, ring)));
    views.add(
        View.label(name, app.at(300, 200, 900, 260))
            .withId("profile_header_full_name_above_vanity")
            .styled(Style.NAME));
    counter(views, "post_count", posts, InstagramLabel.POST_COUNT, 300);
    counter(views, "followers", 1_230, InstagramLabel.FOLLOWER_COUNT, 550);
    counter(views, "following", following, InstagramLabel.FOLLOWING_COUNT, 800);
    return views;
  }

  private void counter(List<View> views, String id, int count, InstagramLabel of, int left) {
    views.add(
        View.label(SocialApp.number(count), app.at(left, 280, left + 240, 340))
            .withId("profile_header_familiar_" + id + "_value")
            .styled(Style.COUNT));
    views.add(
        View.label(app.say(of), app.at(left, 345, left + 240, 400))
            .withId("profile_header_familiar_" + id + "_label")
            .styled(Style.QUIET_CENTERED));
  }
}
