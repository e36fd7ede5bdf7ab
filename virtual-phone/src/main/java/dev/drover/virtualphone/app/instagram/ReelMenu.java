package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** Further actions on a reel. It lies over the reel. */
final class ReelMenu implements AppScreen {
  private static final int TOP = 1700;

  private final InstagramApp app;
  private final InstagramActions actions;

  ReelMenu(InstagramApp app, InstagramActions actions) {
    this.app = app;
    this.actions = actions;
  }

  @Override
  public List<View> render() {
    return app.sheet(
        TOP,
        List.of(
            app.sheetRow(
                actions.isSaved() ? InstagramLabel.UNSAVE : InstagramLabel.SAVE,
                TOP + 60,
                () -> {
                  app.pop();
                  actions.toggleSave();
                }),
            app.sheetRow(InstagramLabel.NOT_INTERESTED, TOP + 200, app::pop)));
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "reel menu";
  }
}
