package dev.drover.virtualphone.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dialog of the app: words, and buttons that all make it go. Its window is all that is seen. */
final class TikTokDialog implements AppScreen {
  private final TikTokApp app;
  private final TikTokLabel words;
  private final List<TikTokLabel> buttons;

  private TikTokDialog(TikTokApp app, TikTokLabel words, TikTokLabel... buttons) {
    this.app = app;
    this.words = words;
    this.buttons = List.of(buttons);
  }

  static AppScreen tooFast(TikTokApp app) {
    return new TikTokDialog(app, TikTokLabel.TOO_FAST, TikTokLabel.OK);
  }

  /** The popup of this name, if it is one of the app's. */
  static Optional<AppScreen> popup(TikTokApp app, String name) {
    return switch (name) {
      case "notifications" ->
          Optional.of(
              new TikTokDialog(
                  app,
                  TikTokLabel.NOTIFICATIONS_QUESTION,
                  TikTokLabel.TURN_ON,
                  TikTokLabel.NOT_NOW));
      case "update" ->
          Optional.of(
              new TikTokDialog(
                  app, TikTokLabel.UPDATE_AVAILABLE, TikTokLabel.UPDATE, TikTokLabel.NOT_NOW));
      case "contacts" ->
          Optional.of(
              new TikTokDialog(
                  app, TikTokLabel.CONTACTS_QUESTION, TikTokLabel.OK, TikTokLabel.DONT_ALLOW));
      default -> Optional.empty();
    };
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.label(words.text(), app.at(140, 940, 940, 1100)));
    int top = 1140;
    for (TikTokLabel button : buttons) {
      views.add(View.button(button.text(), app.at(160, top, 920, top + 130), app::pop));
      top += 150;
    }
    return List.of(View.sheet(app.at(100, 900, 980, top + 40), views));
  }

  @Override
  public String describe() {
    return "dialog: " + words.text();
  }
}
