package dev.drover.virtualphone.app;

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
    views.add(View.icon("Back to previous screen", app.at(0, 110, 110, 220), app::pop));
    if (user.startsWith("missing")) {
      views.add(View.label("Couldn't find this account", app.at(200, 900, 880, 1000)));
      return views;
    }
    views.add(View.icon("Share", app.at(960, 110, 1070, 220), () -> {}));
    views.add(View.label("Name of " + user, app.at(340, 460, 740, 530)).withId("qxw"));
    views.add(
        View.tappableLabel("\u200e@" + user, app.at(340, 540, 740, 600), () -> {}).withId("qh5"));
    counter(views, "148", "Following", 200);
    counter(views, "12.3K", "Followers", 430);
    counter(views, "98.1K", "Likes", 660);
    views.add(
        app.follows(user)
            ? View.button(
                    "Following",
                    app.at(240, 780, 540, 880),
                    () -> app.push(new UnfollowSheet(app, user)))
                .withId("dvi")
            : View.button("Follow", app.at(240, 780, 540, 880), () -> app.follow(user))
                .withId("dvi"));
    views.add(View.button("Message", app.at(560, 780, 840, 880), () -> {}).withId("dvm"));
    views.add(View.label("Words about " + user, app.at(140, 910, 940, 980)));
    views.add(View.list("gxd", app.at(0, 1100, 1080, 2400), List.of()));
    return views;
  }

  private void counter(List<View> views, String count, String name, int left) {
    views.add(View.label(count, app.at(left, 630, left + 220, 690)));
    views.add(View.label(name, app.at(left, 690, left + 220, 740)));
  }

  @Override
  public String describe() {
    return "profile of " + user;
  }
}
