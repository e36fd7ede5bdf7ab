package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** Asks where the picture comes from. It lies over the page that lists the fields. */
final class PhotoSheet implements AppScreen {
  private static final int TOP = 1900;

  private final SocialApp app;
  private final ProfileStyle style;
  private final AppScreen page;

  PhotoSheet(SocialApp app, ProfileStyle style, AppScreen page) {
    this.app = app;
    this.style = style;
    this.page = page;
  }

  @Override
  public List<View> render() {
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(
            app.at(0, TOP, 1080, 2400),
            List.of(
                View.button(
                        app.say(style.words().fromGallery()),
                        app.at(40, TOP + 60, 1040, TOP + 190),
                        this::openGallery)
                    .styled(Style.SECONDARY),
                View.button(
                        app.say(style.words().cancel()),
                        app.at(40, TOP + 230, 1040, TOP + 360),
                        app::pop)
                    .styled(Style.SECONDARY))));
  }

  private void openGallery() {
    app.pop();
    app.push(
        style.gallery().open(app, chosen -> app.push(new CropScreen(app, style, chosen, page))));
  }

  @Override
  public boolean isOverlay() {
    return true;
  }

  @Override
  public String describe() {
    return "asks where the picture comes from";
  }
}
