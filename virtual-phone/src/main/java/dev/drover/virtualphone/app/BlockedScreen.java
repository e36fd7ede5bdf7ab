package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The only page of an app while something blocks it. */
public final class BlockedScreen implements AppScreen {
  private final PagedApp app;
  private final Notice notice;

  public BlockedScreen(PagedApp app, Notice notice) {
    this.app = app;
    this.notice = notice;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(notice.message()), app.at(100, 500, 980, 620))
            .styled(Style.TITLE)
            .drawing(new Ornament.Emblem(app.at(445, 250, 635, 440), app.icon())));
    int top = 700;
    for (Label label : notice.choices()) {
      views.add(
          View.tappableLabel(app.say(label), app.at(100, top, 980, top + 120), () -> {})
              .styled(Style.SECONDARY));
      top += 140;
    }
    return views;
  }

  @Override
  public String describe() {
    return "blocked: " + notice.message().in(Language.ENGLISH);
  }
}
