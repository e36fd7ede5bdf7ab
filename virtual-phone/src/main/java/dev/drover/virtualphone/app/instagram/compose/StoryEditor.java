package dev.drover.virtualphone.app.instagram.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** The chosen media of a story, and the button that publishes it. */
final class StoryEditor implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  StoryEditor(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    return List.of(
        app.preview(View.group("preview", app.at(0, 180, 1080, 2100), List.of()), composition),
        View.icon(app.say(InstagramLabel.CANCEL), app.at(0, 60, 120, 160), app::pop)
            .withId("cancel_button"),
        View.row(
                app.say(InstagramLabel.YOUR_STORY),
                app.at(40, 2200, 520, 2340),
                () -> app.publish("story", composition),
                List.of(
                    View.label(app.say(InstagramLabel.YOUR_STORY), app.at(140, 2230, 500, 2310))
                        .styled(Style.INNER)))
            .as("android.widget.Button")
            .withId("button_container")
            .styled(Style.PRIMARY));
  }

  @Override
  public String describe() {
    return "story editor";
  }
}
