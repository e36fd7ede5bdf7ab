package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.tiktok.content.SoundCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sounds that a post can have. A tap on one chooses and plays it. */
final class SoundPicker implements AppScreen {
  private static final int TOP = 900;
  private static final int ROW = 150;

  private final SocialApp app;
  private final Composition composition;
  private final TextField field = TextField.ofOneLine();
  private TikTokLabel tab = TikTokLabel.RECOMMENDED;
  private boolean searching;
  private Optional<String> searched = Optional.empty();

  SoundPicker(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(TikTokLabel.CLOSE), app.at(970, TOP + 10, 1070, TOP + 120), app::pop));
    if (searching) {
      views.add(
          View.field(
                  field,
                  app.say(TikTokLabel.SEARCH_SOUNDS),
                  app.at(40, TOP + 10, 940, TOP + 130),
                  () -> app.focus(field))
              .marked(Symbol.SEARCH));
    } else {
      tab(views, TikTokLabel.RECOMMENDED, 40);
      tab(views, TikTokLabel.FAVORITES, 400);
      views.add(
          View.icon(
              app.say(TikTokLabel.SEARCH_SOUNDS),
              app.at(840, TOP + 10, 950, TOP + 120),
              this::search));
    }
    List<View> rows = new ArrayList<>();
    int top = TOP + 150;
    for (Sound sound : sounds()) {
      rows.add(row(sound, top));
      top += ROW;
    }
    views.add(View.list("s2d", app.at(0, TOP + 140, 1080, 2400), rows));
    if (searching && searched.isPresent() && rows.isEmpty()) {
      views.add(
          View.label(
                  app.say(TikTokLabel.NO_RESULTS, searched.get()),
                  app.at(100, TOP + 400, 980, TOP + 500))
              .styled(Style.MESSAGE));
    }
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(app.at(0, TOP, 1080, 2400), views));
  }

  private void tab(List<View> views, TikTokLabel name, int left) {
    views.add(
        View.tappableLabel(
                app.say(name), app.at(left, TOP + 10, left + 340, TOP + 120), () -> tab = name)
            .selected(name == tab)
            .styled(Style.SEGMENT));
  }

  private void search() {
    searching = true;
    app.focus(field);
  }

  private List<Sound> sounds() {
    if (searching) {
      return searched.map(SoundCatalog::find).orElse(List.of());
    }
    return tab == TikTokLabel.RECOMMENDED ? SoundCatalog.recommended() : SoundCatalog.favorites();
  }

  private View row(Sound sound, int top) {
    return View.row(
            "",
            app.at(0, top, 1080, top + ROW - 10),
            () -> composition.sound(Optional.of(sound)),
            List.of(
                View.label(sound.title(), app.at(180, top + 15, 900, top + 75)).styled(Style.NAME),
                View.label(sound.author(), app.at(180, top + 80, 900, top + 130))
                    .styled(Style.QUIET)))
        .selected(composition.sound().equals(Optional.of(sound)))
        .styled(Style.ROW)
        .drawing(new Ornament.Disc(app.at(40, top + 15, 150, top + 125), sound.id()));
  }

  @Override
  public void enter() {
    if (!field.isEmpty()) {
      searched = Optional.of(field.text().strip());
      field.blur();
    }
  }

  @Override
  public List<TextField> fields() {
    return List.of(field);
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "sound picker";
  }
}
