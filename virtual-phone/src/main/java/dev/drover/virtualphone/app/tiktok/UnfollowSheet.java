package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** Asks whether to unfollow. It lies over the profile. */
final class UnfollowSheet implements AppScreen {
  private final TikTokApp app;
  private final String user;

  UnfollowSheet(TikTokApp app, String user) {
    this.app = app;
    this.user = user;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(TikTokLabel.UNFOLLOW_QUESTION, user), app.at(200, 1920, 880, 2000))
            .styled(Style.TITLE));
    views.add(
        View.button(app.say(TikTokLabel.UNFOLLOW), app.at(0, 2020, 1080, 2180), this::unfollow));
    views.add(
        View.button(app.say(TikTokLabel.CANCEL), app.at(0, 2200, 1080, 2380), app::pop)
            .styled(Style.SECONDARY));
    return List.of(
        View.row(app.say(TikTokLabel.CLOSE), app.at(0, 0, 1080, 1900), app::pop, List.of())
            .styled(Style.SCRIM),
        View.sheet(app.at(0, 1900, 1080, 2400), views));
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
    return "asks whether to unfollow " + user;
  }
}
