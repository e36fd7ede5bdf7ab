package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** The kinds of links that a post can have. It lies over the post page. */
final class AddLinkSheet implements AppScreen {
  private static final int TOP = 1900;

  private final SocialApp app;
  private final PostScreen post;

  AddLinkSheet(SocialApp app, PostScreen post) {
    this.app = app;
    this.post = post;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(
            app.at(0, TOP, 1080, 2400),
            List.of(
                View.tappableLabel(
                        app.say(TikTokLabel.PRODUCT),
                        app.at(40, TOP + 60, 1040, TOP + 190),
                        () -> app.push(new ProductScreen(app, post)))
                    .styled(Style.ROW),
                View.button(
                        app.say(TikTokLabel.CANCEL),
                        app.at(40, TOP + 320, 1040, TOP + 450),
                        app::pop)
                    .styled(Style.SECONDARY))));
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "link sheet";
  }
}
