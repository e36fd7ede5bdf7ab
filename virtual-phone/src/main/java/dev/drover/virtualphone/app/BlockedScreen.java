package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** All that there is of an app while something blocks it; no way leads round it. */
public final class BlockedScreen implements AppScreen {
  private final PagedApp app;
  private final Label title;
  private final List<Label> more;

  public BlockedScreen(PagedApp app, Label title, Label... more) {
    this.app = app;
    this.title = title;
    this.more = List.of(more);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.label(app.say(title), app.at(100, 500, 980, 620)));
    int top = 700;
    for (Label label : more) {
      views.add(View.tappableLabel(app.say(label), app.at(100, top, 980, top + 120), () -> {}));
      top += 140;
    }
    return views;
  }

  @Override
  public String describe() {
    return "blocked: " + title.in(Language.ENGLISH);
  }
}
