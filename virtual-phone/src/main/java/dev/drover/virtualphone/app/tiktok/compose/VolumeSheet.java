package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;
import java.util.function.IntConsumer;

/** The volume of the original and of the added sound. It lies over the edit page. */
final class VolumeSheet implements AppScreen {
  private static final int TOP = 1800;

  private final SocialApp app;
  private final Composition composition;

  VolumeSheet(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(
            app.at(0, TOP, 1080, 2400),
            List.of(
                View.label(
                    app.say(TikTokLabel.ORIGINAL_SOUND), app.at(40, TOP + 60, 380, TOP + 140)),
                bar(composition.originalVolume(), TOP + 60, composition::originalVolume),
                View.label(app.say(TikTokLabel.ADDED_SOUND), app.at(40, TOP + 220, 380, TOP + 300)),
                bar(composition.addedVolume(), TOP + 220, composition::addedVolume),
                View.tappableLabel(
                        app.say(TikTokLabel.DONE), app.at(400, TOP + 400, 680, TOP + 520), app::pop)
                    .styled(Style.LINK))));
  }

  private View bar(int value, int top, IntConsumer onSet) {
    return View.seekBar(value, app.at(400, top, 1040, top + 80), onSet);
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "volume sheet";
  }
}
