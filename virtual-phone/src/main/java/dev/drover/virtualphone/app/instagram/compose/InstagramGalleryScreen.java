package dev.drover.virtualphone.app.instagram.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.MediaChoice;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.List;

/** The phone's videos and pictures, for a post, a reel or a story. */
public final class InstagramGalleryScreen implements AppScreen {
  private static final int COLUMNS = 3;
  private static final int CELL = 360;
  private static final int TOP = 420;
  private static final int ROWS = 4;
  private static final int MOST = 20;

  private final SocialApp app;
  private final Composition composition;
  private final MediaChoice choice;
  private InstagramLabel destination;
  private int scrolledRows;

  /**
   * @param destination {@code POST_TAB}, {@code STORY_TAB} or {@code REEL_TAB}
   */
  public InstagramGalleryScreen(
      SocialApp app, Composition composition, InstagramLabel destination) {
    this.destination = destination;
    this.app = app;
    this.composition = composition;
    this.choice = new MediaChoice(app, MOST);
    chooseNewest();
  }

  /** The newest file is chosen from the beginning, and shows in the preview. */
  private void chooseNewest() {
    files().stream().findFirst().ifPresent(choice::tapped);
  }

  private List<MediaFile> files() {
    return choice.shown(
        file -> destination != InstagramLabel.REEL_TAB || file.kind() == MediaFile.Kind.VIDEO);
  }

  private boolean isPost() {
    return destination == InstagramLabel.POST_TAB;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(InstagramLabel.CANCEL), app.at(0, 60, 120, 160), app::pop)
            .as("android.widget.Button")
            .withId("gallery_cancel_button"));
    views.add(
        View.label(title(), app.at(300, 60, 780, 160))
            .withId("gallery_title_text")
            .styled(Style.TITLE));
    if (isPost() && !choice.chosen().isEmpty()) {
      views.add(
          View.button(app.say(InstagramLabel.NEXT), app.at(860, 60, 1080, 160), this::goOn)
              .called(app.say(InstagramLabel.NEXT))
              .withId("next_button_textview")
              .styled(Style.LINK));
    }
    if (isPost()) {
      views.add(
          View.icon(
                  app.say(InstagramLabel.SELECT_MULTIPLE),
                  app.at(940, 300, 1060, 400),
                  this::toggleMultiple)
              .as("android.widget.Button")
              .selected(choice.isMultiple())
              .withId("gallery_menu_multi_select_button"));
    }
    List<MediaFile> files = files();
    views.add(
        View.list("gallery_recycler_view", app.at(0, TOP, 1080, TOP + ROWS * CELL), cells(files))
            .as("android.widget.GridView"));
    if (files.isEmpty()) {
      views.add(
          View.label(
                  app.say(
                      choice.hasAccess()
                          ? InstagramLabel.NO_MEDIA
                          : InstagramLabel.NO_MEDIA_ACCESS),
                  app.at(100, 1100, 980, 1200))
              .styled(Style.MESSAGE));
    }
    destination(views, InstagramLabel.POST_TAB, "cam_dest_feed", 100);
    destination(views, InstagramLabel.STORY_TAB, "cam_dest_story", 420);
    destination(views, InstagramLabel.REEL_TAB, "cam_dest_clips", 740);
    return views;
  }

  private String title() {
    return app.say(
        switch (destination) {
          case STORY_TAB -> InstagramLabel.ADD_TO_STORY;
          case REEL_TAB -> InstagramLabel.NEW_REEL;
          default -> InstagramLabel.NEW_POST;
        });
  }

  private void destination(List<View> views, InstagramLabel label, String id, int left) {
    views.add(
        View.tappableLabel(
                app.say(label),
                app.at(left, 2240, left + 300, 2340),
                () -> {
                  destination = label;
                  scrolledRows = 0;
                  if (choice.isMultiple()) {
                    choice.toggleMultiple();
                  }
                  choice.clear();
                  chooseNewest();
                })
            .called(app.say(label))
            .selected(label == destination)
            .withId(id)
            .styled(Style.SEGMENT));
  }

  private void toggleMultiple() {
    choice.toggleMultiple();
    chooseNewest();
  }

  /** For a story or a reel, the first cell opens the camera. */
  private List<View> cells(List<MediaFile> files) {
    List<View> cells = new ArrayList<>();
    int camera = isPost() ? 0 : 1;
    if (camera == 1 && scrolledRows == 0) {
      cells.add(
          View.icon(app.say(InstagramLabel.OPEN_CAMERA), app.at(0, TOP, CELL, TOP + CELL), () -> {})
              .as("android.widget.Button")
              .drawing(new Ornament.Hollow(app.at(80, TOP + 80, 280, TOP + 280), Symbol.CAMERA)));
    }
    int first = Math.max(0, scrolledRows * COLUMNS - camera);
    int end = Math.min((scrolledRows + ROWS) * COLUMNS - camera, files.size());
    for (int i = first; i < end; i++) {
      cells.add(cell(files.get(i), i + camera - scrolledRows * COLUMNS));
    }
    return cells;
  }

  private View cell(MediaFile file, int place) {
    int left = place % COLUMNS * CELL;
    int top = TOP + place / COLUMNS * CELL;
    boolean video = file.kind() == MediaFile.Kind.VIDEO;
    List<View> children = new ArrayList<>();
    if (video) {
      children.add(
          View.label(MediaChoice.length(file), app.at(left + 200, top + 280, left + 340, top + 340))
              .withId("gallery_grid_item_label")
              .styled(Style.BADGE));
    }
    String kind =
        app.say(
            video ? InstagramLabel.VIDEO_THUMBNAIL : InstagramLabel.PHOTO_THUMBNAIL,
            file.modified());
    int number = choice.numberOf(file);
    String words =
        choice.isMultiple() && number > 0
            ? app.say(InstagramLabel.SELECTED, kind).replace("%n", Integer.toString(number))
            : app.say(InstagramLabel.UNSELECTED, kind);
    return View.row(words, app.at(left, top, left + CELL, top + CELL), () -> tapped(file), children)
        .as("android.widget.Button")
        .withId("gallery_grid_item_thumbnail")
        .drawing(
            app.preview(
                file, app.at(left, top, left + CELL - 3, top + CELL - 3), new Ornament.Still()));
  }

  private void tapped(MediaFile file) {
    choice.tapped(file);
    if (!isPost()) {
      goOn();
    }
  }

  private void goOn() {
    composition.media(choice.chosen());
    switch (destination) {
      case STORY_TAB -> {
        composition.placement("story");
        app.push(new StoryEditor(app, composition));
      }
      case REEL_TAB -> {
        composition.placement("reel");
        app.push(new InstagramEditScreen(app, composition));
      }
      default -> {
        composition.placement("feed");
        app.push(new InstagramEditScreen(app, composition));
      }
    }
  }

  @Override
  public void swipe(Direction direction) {
    int rows = (files().size() + COLUMNS) / COLUMNS;
    switch (direction) {
      case UP -> scrolledRows = Math.clamp(rows - ROWS, 0, scrolledRows + ROWS - 1);
      case DOWN -> scrolledRows = Math.max(0, scrolledRows - ROWS + 1);
      case LEFT, RIGHT -> {}
    }
  }

  @Override
  public String describe() {
    return "gallery";
  }
}
