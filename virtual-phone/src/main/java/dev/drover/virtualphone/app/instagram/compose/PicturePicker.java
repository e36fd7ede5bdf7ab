package dev.drover.virtualphone.app.instagram.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.MediaChoice;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The phone's pictures, of which one is chosen for the profile. */
public final class PicturePicker implements AppScreen {
  private static final int COLUMNS = 3;
  private static final int CELL = 360;
  private static final int TOP = 420;
  private static final int MOST = 12;

  private final SocialApp app;
  private final Consumer<MediaFile> onChosen;
  private final MediaChoice choice;

  public PicturePicker(SocialApp app, Consumer<MediaFile> onChosen) {
    this.app = app;
    this.onChosen = onChosen;
    this.choice = new MediaChoice(app, 1);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(InstagramLabel.CANCEL), app.at(0, 60, 120, 160), app::pop));
    if (!choice.chosen().isEmpty()) {
      views.add(
          View.button(
                  app.say(InstagramLabel.NEXT),
                  app.at(860, 60, 1080, 160),
                  () -> onChosen.accept(choice.chosen().getFirst()))
              .called(app.say(InstagramLabel.NEXT))
              .withId("next_button_textview")
              .styled(Style.LINK));
    }
    List<View> cells = new ArrayList<>();
    for (MediaFile file :
        choice.shown(file -> file.kind() == MediaFile.Kind.IMAGE).stream().limit(MOST).toList()) {
      cells.add(cell(file, cells.size()));
    }
    views.add(
        View.list("gallery_recycler_view", app.at(0, TOP, 1080, TOP + 4 * CELL), cells)
            .as("android.widget.GridView"));
    return views;
  }

  private View cell(MediaFile file, int place) {
    int left = place % COLUMNS * CELL;
    int top = TOP + place / COLUMNS * CELL;
    return View.row(
            app.say(
                InstagramLabel.UNSELECTED,
                app.say(InstagramLabel.PHOTO_THUMBNAIL, file.modified())),
            app.at(left, top, left + CELL, top + CELL),
            () -> choice.tapped(file),
            List.of())
        .as("android.widget.Button")
        .withId("gallery_grid_item_thumbnail")
        .drawing(
            app.preview(
                file, app.at(left, top, left + CELL - 3, top + CELL - 3), new Ornament.Still()));
  }

  @Override
  public String describe() {
    return "picture picker";
  }
}
