package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** The choice between post, story and reel. It lies over the own profile. */
final class CreateSheet implements AppScreen {
  private static final int TOP = 1600;

  private final InstagramApp app;

  CreateSheet(InstagramApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    return app.sheet(
        TOP,
        List.of(
            row(InstagramLabel.CREATE_REEL, InstagramLabel.REEL_TAB, TOP + 60),
            row(InstagramLabel.CREATE_POST, InstagramLabel.POST_TAB, TOP + 200),
            row(InstagramLabel.CREATE_STORY, InstagramLabel.STORY_TAB, TOP + 340)));
  }

  private View row(InstagramLabel words, InstagramLabel destination, int top) {
    return app.sheetRow(
        words,
        top,
        () -> {
          app.pop();
          app.create(destination);
        });
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "create sheet";
  }
}
