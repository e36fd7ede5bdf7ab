package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.DiscardSheet;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chosen media of a post, before its description is written; a sound can be added here. */
public final class EditScreen implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  public EditScreen(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(app.preview(View.group("preview", app.at(0, 0, 1080, 2160), List.of()), composition));
    views.add(View.icon(app.say(TikTokLabel.BACK), app.at(0, 110, 110, 220), this::back));
    views.add(
        View.tappableLabel(
                composition.sound().map(Sound::title).orElse(app.say(TikTokLabel.ADD_SOUND)),
                app.at(260, 110, 760, 220),
                () -> app.push(new SoundPicker(app, composition)))
            .styled(Style.CHIP)
            .marked(Symbol.NOTE));
    if (composition.sound().isPresent()) {
      views.add(
          View.icon(
              app.say(TikTokLabel.REMOVE_SOUND),
              app.at(770, 110, 880, 220),
              () -> composition.sound(Optional.empty())));
    }
    sideButton(views, TikTokLabel.VOLUME, 300, () -> app.push(new VolumeSheet(app, composition)));
    sideButton(views, TikTokLabel.TEXT, 440, () -> {});
    sideButton(views, TikTokLabel.STICKERS, 580, () -> {});
    views.add(
        View.button(app.say(TikTokLabel.YOUR_STORY), app.at(40, 2220, 520, 2350), this::tellStory)
            .styled(Style.SECONDARY));
    views.add(
        View.button(
            app.say(TikTokLabel.NEXT),
            app.at(560, 2220, 1040, 2350),
            () -> app.push(new PostScreen(app, composition))));
    return views;
  }

  private void sideButton(List<View> views, TikTokLabel label, int top, Runnable onTap) {
    views.add(
        View.tappableLabel(app.say(label), app.at(880, top, 1070, top + 110), onTap)
            .styled(Style.TOOL));
  }

  private void tellStory() {
    app.publish("story", composition);
  }

  @Override
  public boolean back() {
    app.push(
        new DiscardSheet(
            app,
            composition,
            new DiscardSheet.Words(
                TikTokLabel.DISCARD_QUESTION,
                TikTokLabel.DISCARD,
                TikTokLabel.SAVE_DRAFT,
                TikTokLabel.KEEP_EDITING)));
    return true;
  }

  @Override
  public String describe() {
    return "edit page";
  }
}
