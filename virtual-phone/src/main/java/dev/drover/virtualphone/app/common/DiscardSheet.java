package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** Asks whether to discard or keep a post that is being composed. */
public final class DiscardSheet implements AppScreen {
  private static final int TOP = 1760;

  private final SocialApp app;
  private final Composition composition;
  private final Words words;

  /** The sheet's question and answers. */
  public record Words(Label question, Label discard, Label saveDraft, Label keepEditing) {}

  public DiscardSheet(SocialApp app, Composition composition, Words words) {
    this.app = app;
    this.composition = composition;
    this.words = words;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(
            app.at(0, TOP, 1080, 2400),
            List.of(
                View.label(app.say(words.question()), app.at(300, TOP + 20, 780, TOP + 110))
                    .styled(Style.TITLE),
                View.button(app.say(words.discard()), app.at(40, 1900, 1040, 2030), app::showFeed),
                View.button(app.say(words.saveDraft()), app.at(40, 2050, 1040, 2180), this::save)
                    .styled(Style.SECONDARY),
                View.button(app.say(words.keepEditing()), app.at(40, 2200, 1040, 2330), app::pop)
                    .styled(Style.SECONDARY))));
  }

  private void save() {
    app.saveDraft(composition);
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "asks whether to discard the edits";
  }
}
