package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A tab without any function. */
final class PlainTab implements AppScreen {
  private final TikTokApp app;
  private final TikTokLabel tab;

  PlainTab(TikTokApp app, TikTokLabel tab) {
    this.app = app;
    this.tab = tab;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(tab), app.at(340, 120, 740, 210))
            .styled(Style.TITLE)
            .drawing(
                new Ornament.Hollow(
                    app.at(400, 960, 680, 1240),
                    tab == TikTokLabel.INBOX ? Symbol.INBOX : Symbol.PEOPLE)));
    views.addAll(app.tabs(tab));
    return views;
  }

  @Override
  public String describe() {
    return tab.in(Language.ENGLISH).toLowerCase(Locale.ROOT);
  }
}
