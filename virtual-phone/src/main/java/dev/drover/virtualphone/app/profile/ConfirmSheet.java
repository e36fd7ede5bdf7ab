package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** Asks whether a username is really to be changed. It lies over the editor. */
final class ConfirmSheet implements AppScreen {
  private final SocialApp app;
  private final ProfileStyle style;
  private final String username;
  private final Runnable onYes;

  ConfirmSheet(SocialApp app, ProfileStyle style, String username, Runnable onYes) {
    this.app = app;
    this.style = style;
    this.username = username;
    this.onYes = onYes;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.row("", app.at(0, 0, 1080, 1500), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(
            app.at(0, 900, 1080, 1500),
            List.of(
                View.label(app.say(style.words().question(), username), app.at(100, 940, 980, 1080))
                    .styled(Style.TITLE),
                View.button(
                    app.say(style.words().confirm()), app.at(100, 1120, 980, 1250), this::yes),
                View.button(app.say(style.words().cancel()), app.at(100, 1280, 980, 1410), app::pop)
                    .styled(Style.SECONDARY))));
  }

  private void yes() {
    app.pop();
    onYes.run();
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "asks whether to change the username";
  }
}
