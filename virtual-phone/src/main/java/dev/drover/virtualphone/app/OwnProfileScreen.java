package dev.drover.virtualphone.app;

import java.util.ArrayList;
import java.util.List;

/** The profile of the account in use. */
final class OwnProfileScreen implements AppScreen {
  private final TikTokApp app;

  OwnProfileScreen(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.tappableLabel(app.currentAccount(), app.at(340, 120, 740, 210), () -> {}));
    views.add(View.icon("Profile menu", app.at(960, 110, 1070, 220), () -> {}));
    views.add(
        View.tappableLabel("\u200e@" + app.currentAccount(), app.at(340, 540, 740, 600), () -> {}));
    views.add(View.label(Integer.toString(app.followingCount()), app.at(200, 630, 420, 690)));
    views.add(View.label("Following", app.at(200, 690, 420, 740)));
    views.add(View.button("Edit profile", app.at(300, 780, 780, 880), () -> {}));
    views.addAll(app.tabs("Profile"));
    return views;
  }

  @Override
  public String describe() {
    return "own profile";
  }
}
