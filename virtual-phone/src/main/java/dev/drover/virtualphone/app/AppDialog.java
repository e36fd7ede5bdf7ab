package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** A dialog of an app: words, and buttons that all make it go. Its window is all that is seen. */
public final class AppDialog implements AppScreen {
  private final PagedApp app;
  private final Label words;
  private final List<Label> buttons;

  public AppDialog(PagedApp app, Label words, Label... buttons) {
    this.app = app;
    this.words = words;
    this.buttons = List.of(buttons);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.label(app.say(words), app.at(140, 940, 940, 1100)));
    int top = 1140;
    for (Label button : buttons) {
      views.add(View.button(app.say(button), app.at(160, top, 920, top + 130), app::pop));
      top += 150;
    }
    return List.of(View.sheet(app.at(100, 900, 980, top + 40), views));
  }

  @Override
  public String describe() {
    return "dialog: " + words.in(Language.ENGLISH);
  }
}
