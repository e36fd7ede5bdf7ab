package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** A dialog of an app. Each of its buttons closes it; the page below is not visible. */
public final class AppDialog implements AppScreen {
  private final PagedApp app;
  private final Notice notice;

  public AppDialog(PagedApp app, Notice notice) {
    this.app = app;
    this.notice = notice;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(notice.message()), app.at(140, 940, 940, 1100)).styled(Style.TITLE));
    int top = 1140;
    for (Label button : notice.choices()) {
      views.add(
          View.button(app.say(button), app.at(160, top, 920, top + 130), app::pop)
              .styled(top == 1140 ? Style.PRIMARY : Style.SECONDARY));
      top += 150;
    }
    return List.of(
        View.sheet(app.at(100, 900, 980, top + 40), views)
            .drawing(
                new Ornament.Scene(
                    app.at(0, 0, 1080, 2400), app.packageName(), "", new Ornament.Still())));
  }

  @Override
  public String describe() {
    return "dialog: " + notice.message().in(Language.ENGLISH);
  }
}
