package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.SocialPlatform.Edit;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the chosen picture, and saves it. */
final class CropScreen implements AppScreen {
  private final SocialApp app;
  private final ProfileStyle style;
  private final MediaFile picture;
  private final AppScreen page;
  private Optional<Label> complaint = Optional.empty();

  CropScreen(SocialApp app, ProfileStyle style, MediaFile picture, AppScreen page) {
    this.app = app;
    this.style = style;
    this.picture = picture;
    this.page = page;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(style.leave(app));
    views.add(style.save(app, true, this::save));
    views.add(
        View.picture("", app.at(0, 400, 1080, 1480))
            .drawing(app.preview(picture, app.at(0, 400, 1080, 1480), new Ornament.Still())));
    complaint.ifPresent(
        words ->
            views.add(
                View.label(app.say(words), app.at(40, 1520, 1040, 1600)).styled(Style.MISTAKE)));
    return views;
  }

  private void save() {
    Edit edit = app.platform().changeAvatar(picture);
    switch (edit) {
      case DONE -> app.popTo(page);
      case TOO_FAST -> app.warnTooFast();
      case REFUSED, TAKEN, TOO_LATELY -> complaint = Optional.of(style.words().notSaved());
    }
  }

  @Override
  public String describe() {
    return "crop page";
  }
}
