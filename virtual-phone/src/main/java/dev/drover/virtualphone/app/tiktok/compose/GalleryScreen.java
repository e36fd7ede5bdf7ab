package dev.drover.virtualphone.app.tiktok.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.MediaChoice;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The phone's videos and pictures, to choose from. */
public final class GalleryScreen implements AppScreen {
  private static final int COLUMNS = 3;
  private static final int CELL = 360;
  private static final int TOP = 360;
  private static final int ROWS = 5;
  private static final int MOST = 35;

  private final SocialApp app;
  private final boolean photosOnly;
  private final Consumer<List<MediaFile>> onChosen;
  private final MediaChoice choice;
  private TikTokLabel tab = TikTokLabel.GALLERY_ALL;
  private int scrolledRows;

  private GalleryScreen(SocialApp app, boolean photosOnly, Consumer<List<MediaFile>> onChosen) {
    this.app = app;
    this.photosOnly = photosOnly;
    this.onChosen = onChosen;
    this.choice = new MediaChoice(app, MOST);
  }

  /** For a post: one, or several in the order of their choice. */
  static GalleryScreen forPost(SocialApp app, Consumer<List<MediaFile>> onChosen) {
    return new GalleryScreen(app, false, onChosen);
  }

  /** For a comment: a tap chooses the picture. */
  public static GalleryScreen forComment(SocialApp app, Consumer<MediaFile> onChosen) {
    return new GalleryScreen(app, true, files -> onChosen.accept(files.getFirst()));
  }

  private boolean isShown(MediaFile file) {
    boolean isVideo = file.kind() == MediaFile.Kind.VIDEO;
    boolean onTab =
        tab == TikTokLabel.GALLERY_ALL || (tab == TikTokLabel.GALLERY_VIDEOS) == isVideo;
    return onTab && !(photosOnly && isVideo);
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(TikTokLabel.CLOSE), app.at(0, 110, 110, 220), app::pop));
    if (!photosOnly) {
      tabs(views);
    }
    List<MediaFile> files = choice.shown(this::isShown);
    List<View> cells = new ArrayList<>();
    int first = Math.min(scrolledRows * COLUMNS, files.size());
    int end = Math.min(first + ROWS * COLUMNS, files.size());
    for (int i = first; i < end; i++) {
      cells.add(cell(files.get(i), i - first));
    }
    views.add(View.list("g4d", app.at(0, TOP, 1080, TOP + ROWS * CELL), cells));
    if (files.isEmpty()) {
      views.add(
          View.label(
                  app.say(choice.hasAccess() ? TikTokLabel.NO_MEDIA : TikTokLabel.NO_MEDIA_ACCESS),
                  app.at(100, 1100, 980, 1200))
              .styled(Style.MESSAGE));
    }
    List<MediaFile> chosen = choice.chosen();
    if (!chosen.isEmpty()) {
      views.add(
          View.button(
              chosen.size() == 1
                  ? app.say(TikTokLabel.NEXT)
                  : app.say(TikTokLabel.NEXT_COUNT, chosen.size()),
              app.at(760, 2240, 1060, 2360),
              () -> onChosen.accept(chosen)));
    }
    return views;
  }

  private void tabs(List<View> views) {
    int left = 40;
    for (TikTokLabel name :
        List.of(TikTokLabel.GALLERY_ALL, TikTokLabel.GALLERY_VIDEOS, TikTokLabel.GALLERY_PHOTOS)) {
      views.add(
          View.tappableLabel(
                  app.say(name),
                  app.at(left, 240, left + 220, 340),
                  () -> {
                    tab = name;
                    scrolledRows = 0;
                  })
              .selected(name == tab)
              .styled(Style.SEGMENT));
      left += 230;
    }
    views.add(
        View.tappableLabel(
                app.say(TikTokLabel.SELECT_MULTIPLE),
                app.at(40, 2240, 440, 2360),
                choice::toggleMultiple)
            .selected(choice.isMultiple())
            .styled(Style.CHIP));
  }

  private View cell(MediaFile file, int place) {
    int left = place % COLUMNS * CELL;
    int top = TOP + place / COLUMNS * CELL;
    List<View> children = new ArrayList<>();
    if (file.kind() == MediaFile.Kind.VIDEO) {
      children.add(
          View.label(MediaChoice.length(file), app.at(left + 200, top + 280, left + 340, top + 340))
              .styled(Style.BADGE));
    }
    int number = choice.numberOf(file);
    if (choice.isMultiple() && number > 0) {
      children.add(
          View.label(Integer.toString(number), app.at(left + 270, top + 20, left + 340, top + 90))
              .styled(Style.CHOICE));
    }
    return View.row("", app.at(left, top, left + CELL, top + CELL), () -> tapped(file), children)
        .selected(number > 0)
        .drawing(
            app.preview(
                file, app.at(left, top, left + CELL - 3, top + CELL - 3), new Ornament.Still()));
  }

  private void tapped(MediaFile file) {
    if (photosOnly) {
      onChosen.accept(List.of(file));
    } else {
      choice.tapped(file);
    }
  }

  @Override
  public void swipe(Direction direction) {
    int rows = (choice.shown(this::isShown).size() + COLUMNS - 1) / COLUMNS;
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
