package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The camera, which leads to the gallery. */
public final class CameraScreen implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  public CameraScreen(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(TikTokLabel.CLOSE), app.at(0, 110, 110, 220), app::pop)
            .drawing(
                new Ornament.Scene(
                    app.at(0, 0, 1080, 2060), "camera", "sea", new Ornament.Playing()))
            .drawing(new Ornament.Mark(app.at(430, 2110, 650, 2330), Symbol.SHUTTER, true)));
    views.add(View.icon(app.say(TikTokLabel.FLIP), app.at(960, 110, 1070, 220), () -> {}));
    views.add(
        View.tappableLabel(
                composition.sound().map(Sound::title).orElse(app.say(TikTokLabel.ADD_SOUND)),
                app.at(300, 110, 780, 220),
                () -> app.push(new SoundPicker(app, composition)))
            .styled(Style.CHIP)
            .marked(Symbol.NOTE));
    views.add(
        View.tappableLabel(
                app.say(TikTokLabel.UPLOAD), app.at(800, 2100, 1040, 2300), this::openGallery)
            .styled(Style.TOOL));
    return views;
  }

  private void openGallery() {
    app.push(
        GalleryScreen.forPost(
            app,
            chosen -> {
              composition.media(chosen);
              app.push(new EditScreen(app, composition));
            }));
  }

  @Override
  public String describe() {
    return "camera";
  }
}
