package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The last page before a post is posted. */
final class PostScreen implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  PostScreen(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
    fields().forEach(TextField::blur);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(TikTokLabel.BACK), app.at(0, 110, 110, 220), app::pop)
            .drawing(new Ornament.Rule(app.at(0, 226, 1080, 228))));
    views.add(
        app.told(
            View.field(
                composition.title(),
                app.say(TikTokLabel.TITLE_HINT),
                app.at(40, 240, 1040, 350),
                () -> app.focus(composition.title())),
            composition.title()));
    views.add(
        app.told(
            View.field(
                composition.description(),
                app.say(TikTokLabel.DESCRIPTION_HINT),
                app.at(40, 370, 1040, 640),
                () -> app.focus(composition.description())),
            composition.description()));
    row(views, app.say(TikTokLabel.TAG_PEOPLE), 700, () -> {});
    row(views, app.say(TikTokLabel.LOCATION), 830, () -> {});
    row(
        views,
        composition
            .product()
            .map(name -> app.say(TikTokLabel.PRODUCT_ADDED, name))
            .orElse(app.say(TikTokLabel.ADD_LINK)),
        960,
        () -> app.push(new AddLinkSheet(app, this)));
    row(views, app.say(TikTokLabel.EVERYONE_CAN_VIEW), 1090, () -> {});
    views.add(
        View.button(
                app.say(TikTokLabel.DRAFTS),
                app.at(40, 2220, 520, 2350),
                () -> app.saveDraft(composition))
            .styled(Style.SECONDARY));
    views.add(
        View.button(
            app.say(TikTokLabel.POST),
            app.at(560, 2220, 1040, 2350),
            () -> app.publish("post", composition)));
    return views;
  }

  private void row(List<View> views, String text, int top, Runnable onTap) {
    views.add(View.tappableLabel(text, app.at(40, top, 1040, top + 120), onTap).styled(Style.ROW));
  }

  /** Sets the product that the post links to. */
  void add(String product) {
    composition.product(product);
    app.popTo(this);
  }

  @Override
  public List<TextField> fields() {
    return List.of(composition.title(), composition.description());
  }

  @Override
  public String describe() {
    return "post page";
  }
}
