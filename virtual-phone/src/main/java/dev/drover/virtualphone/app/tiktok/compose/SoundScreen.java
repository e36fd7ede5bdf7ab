package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.List;
import java.util.Optional;

/** The page of a sound. A post with that sound can be begun here. */
public final class SoundScreen implements AppScreen {
  private final SocialApp app;
  private final Sound sound;

  public SoundScreen(SocialApp app, Sound sound) {
    this.app = app;
    this.sound = sound;
  }

  @Override
  public List<View> render() {
    View back = View.icon(app.say(TikTokLabel.BACK), app.at(0, 110, 110, 220), app::pop);
    if (sound.isUnavailable()) {
      return List.of(
          back,
          View.label(app.say(TikTokLabel.SOUND_UNAVAILABLE), app.at(200, 900, 880, 1000))
              .styled(Style.MESSAGE));
    }
    return List.of(
        back,
        View.label(sound.title(), app.at(340, 300, 1040, 400))
            .styled(Style.NAME)
            .drawing(
                new Ornament.Scene(
                    app.at(40, 280, 310, 550), sound.id(), "music", new Ornament.Playing())),
        app.gallery(
            View.label(sound.author(), app.at(340, 410, 1040, 480)).styled(Style.QUIET),
            sound.title(),
            640,
            430,
            9),
        View.button(app.say(TikTokLabel.USE_THIS_SOUND), app.at(240, 2200, 840, 2340), this::use));
  }

  private void use() {
    Composition composition = new Composition("sound");
    composition.sound(Optional.of(sound));
    app.push(new CameraScreen(app, composition));
  }

  @Override
  public String describe() {
    return "sound " + sound.title();
  }
}
