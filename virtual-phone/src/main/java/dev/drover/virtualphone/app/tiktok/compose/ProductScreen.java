package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The products that a post can link to. */
final class ProductScreen implements AppScreen {
  private static final int ROW = 180;
  private static final List<String> PRODUCTS = List.of("Ceramic mug", "Trail bottle", "Desk lamp");

  private final SocialApp app;
  private final PostScreen post;

  ProductScreen(SocialApp app, PostScreen post) {
    this.app = app;
    this.post = post;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(TikTokLabel.BACK), app.at(0, 110, 110, 220), app::pop));
    int top = 260;
    for (String product : PRODUCTS) {
      views.add(
          View.group(
              "",
              app.at(0, top, 1080, top + ROW),
              List.of(
                  View.label(product, app.at(40, top + 40, 740, top + 130))
                      .styled(Style.NAME)
                      .drawing(new Ornament.Rule(app.at(40, top + ROW - 2, 1040, top + ROW))),
                  View.button(
                      app.say(TikTokLabel.ADD),
                      app.at(780, top + 30, 1040, top + 140),
                      () -> post.add(product)))));
      top += ROW;
    }
    return views;
  }

  @Override
  public String describe() {
    return "products";
  }
}
