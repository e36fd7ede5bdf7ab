package dev.drover.virtualphone.app;

import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** A survey as apps show it: Back does not leave it, and its texts are unusual ones. */
public final class SurveyPage implements AppScreen {
  private static final List<String> ANSWERS = List.of("Dreadful", "Middling", "Splendid");

  private final PagedApp app;

  public SurveyPage(PagedApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    int top = 1140;
    List<View> views = new ArrayList<>();
    views.add(
        View.label("How does the new look strike you?", app.at(140, 940, 940, 1100))
            .styled(Style.TITLE));
    for (String answer : ANSWERS) {
      views.add(
          View.button(answer, app.at(160, top, 920, top + 130), app::pop).styled(Style.SECONDARY));
      top += 150;
    }
    return List.copyOf(views);
  }

  @Override
  public boolean back() {
    return true;
  }

  @Override
  public String describe() {
    return "survey";
  }
}
