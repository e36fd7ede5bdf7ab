package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The accounts that are logged in. It lies over the own profile. */
final class AccountSheet implements AppScreen {
  private static final int TOP = 1300;
  private static final int ROW = 140;

  private final TikTokApp app;

  AccountSheet(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(TikTokLabel.SWITCH_ACCOUNT), app.at(300, TOP + 20, 780, TOP + 110))
            .styled(Style.TITLE));
    views.add(
        View.icon(app.say(TikTokLabel.CLOSE), app.at(970, TOP + 10, 1070, TOP + 110), app::pop));
    int top = TOP + 130;
    String present = app.platform().account().name();
    for (String name : app.platform().accountNames()) {
      views.add(
          View.tappableLabel(name, app.at(40, top, 1040, top + ROW - 10), () -> app.choose(name))
              .selected(name.equals(present))
              .styled(Style.ROW)
              .drawing(new Ornament.Avatar(app.at(50, top + 20, 140, top + 110), name, false)));
      top += ROW;
    }
    views.add(
        View.tappableLabel(
                app.say(TikTokLabel.ADD_ACCOUNT),
                app.at(40, top, 1040, top + ROW - 10),
                app::addAccount)
            .styled(Style.ROW));
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(app.at(0, TOP, 1080, 2400), views));
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "account sheet";
  }
}
