package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** Says that the shared file can't be read. */
public final class MediaNotLoadedScreen implements AppScreen {
  private final SocialApp app;
  private final Notice notice;

  public MediaNotLoadedScreen(SocialApp app, Notice notice) {
    this.app = app;
    this.notice = notice;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.icon(app.say(notice.choices().getFirst()), app.at(0, 110, 110, 220), app::pop),
        View.label(app.say(notice.message()), app.at(100, 1100, 980, 1200)).styled(Style.MESSAGE));
  }

  @Override
  public String describe() {
    return "can't load the shared file";
  }
}
