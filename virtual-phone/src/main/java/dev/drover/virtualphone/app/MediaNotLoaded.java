package dev.drover.virtualphone.app;

import java.util.List;

/** Says that what was shared can't be read. */
final class MediaNotLoaded implements AppScreen {
  private final TikTokApp app;

  MediaNotLoaded(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.icon(TikTokLabel.BACK.text(), app.at(0, 110, 110, 220), app::pop),
        View.label(TikTokLabel.MEDIA_NOT_LOADED.text(), app.at(100, 1100, 980, 1200)));
  }

  @Override
  public String describe() {
    return "can't load the shared file";
  }
}
