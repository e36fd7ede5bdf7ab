package dev.drover.virtualphone.app;

import java.util.ArrayList;
import java.util.List;

/** Videos, one at a time. */
final class FeedScreen implements AppScreen {
  private static final List<String> AUTHORS = List.of("mila.cooks", "trailrunner", "old_radios");

  private final TikTokApp app;
  private int video;

  FeedScreen(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    String author = AUTHORS.get(video % AUTHORS.size());
    List<View> views = new ArrayList<>();
    views.add(
        View.list(
            "viewpager",
            app.at(0, 0, 1080, 2256),
            List.of(
                View.row("", app.at(0, 0, 1080, 2256), () -> {}, List.of())
                    .withId("long_press_layout"))));
    views.add(View.tappableLabel("Following", app.at(280, 120, 500, 220), () -> {}));
    views.add(View.tappableLabel("For You", app.at(520, 120, 760, 220), () -> {}).selected(true));
    views.add(
        View.icon("Search", app.at(952, 120, 1056, 224), () -> app.push(new SearchScreen(app))));
    views.add(View.label("\u200e@" + author, app.at(36, 1940, 700, 2000)).withId("title"));
    views.add(
        View.icon("Follow " + author, app.at(940, 1000, 1060, 1060), () -> app.follow(author)));
    views.add(View.icon("Like video. 1,204 likes", app.at(940, 1100, 1060, 1240), () -> {}));
    views.add(
        View.icon("Read or add comments. 87 comments", app.at(940, 1280, 1060, 1420), () -> {}));
    views.add(
        View.icon(
            "Add or remove this video from Favorites.", app.at(940, 1460, 1060, 1600), () -> {}));
    views.add(View.icon("Share video. 12 shares", app.at(940, 1640, 1060, 1780), () -> {}));
    views.addAll(app.tabs("Home"));
    return views;
  }

  @Override
  public void swipeUp() {
    video++;
  }

  @Override
  public String describe() {
    return "feed";
  }
}
