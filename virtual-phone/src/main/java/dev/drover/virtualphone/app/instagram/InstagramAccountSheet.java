package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The accounts that are logged in. It lies over the own profile. */
final class InstagramAccountSheet implements AppScreen {
  private static final int TOP = 1400;

  private final InstagramApp app;

  InstagramAccountSheet(InstagramApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> rows = new ArrayList<>();
    int top = TOP + 60;
    for (String name : app.platform().accountNames()) {
      rows.add(
          View.row(
                  name,
                  app.at(40, top, 1040, top + 140),
                  () -> app.choose(name),
                  List.of(
                      View.label(name, app.at(240, top + 40, 900, top + 100))
                          .as("android.view.View")))
              .selected(name.equals(app.platform().account().name()))
              .styled(Style.ROW)
              .drawing(new Ornament.Avatar(app.at(90, top + 20, 190, top + 120), name, false)));
      top += 150;
    }
    rows.add(app.sheetRow(InstagramLabel.ADD_ACCOUNT, top, app::addAccount));
    return app.sheet(TOP, rows);
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
