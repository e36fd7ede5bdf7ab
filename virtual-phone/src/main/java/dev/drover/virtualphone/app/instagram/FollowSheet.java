package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** The actions on a followed user. It lies over the profile. */
final class FollowSheet implements AppScreen {
  private static final int TOP = 1500;

  private final InstagramApp app;
  private final String user;
  private boolean asked;

  FollowSheet(InstagramApp app, String user) {
    this.app = app;
    this.user = user;
  }

  @Override
  public List<View> render() {
    if (asked) {
      return List.of(
          View.sheet(
              app.at(100, 900, 980, 1_500),
              List.of(
                  View.label(
                          app.say(InstagramLabel.PRIVATE_AGAIN, user), app.at(140, 940, 940, 1100))
                      .styled(Style.MESSAGE),
                  View.button(
                          app.say(InstagramLabel.UNFOLLOW),
                          app.at(160, 1140, 920, 1270),
                          this::unfollow)
                      .withId("primary_button"),
                  View.button(
                          app.say(InstagramLabel.CANCEL), app.at(160, 1290, 920, 1420), app::pop)
                      .withId("negative_button")
                      .styled(Style.SECONDARY))));
    }
    return app.sheet(
        TOP,
        List.of(
            View.label(user, app.at(200, TOP + 40, 880, TOP + 120))
                .withId("title_text_view")
                .styled(Style.TITLE),
            app.sheetRow(InstagramLabel.CLOSE_FRIENDS, TOP + 160, () -> {}),
            app.sheetRow(InstagramLabel.MUTE, TOP + 300, () -> {}),
            app.sheetRow(InstagramLabel.UNFOLLOW, TOP + 440, this::chosen)
                .withId("follow_sheet_unfollow_row")));
  }

  /** Unfollowing a private account needs a confirmation. */
  private void chosen() {
    if (user.startsWith("private")) {
      asked = true;
    } else {
      unfollow();
    }
  }

  private void unfollow() {
    app.pop();
    app.heed(app.platform().unfollow(user));
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "asks what to do about " + user;
  }
}
