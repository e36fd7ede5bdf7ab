package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.tiktok.compose.SoundScreen;
import dev.drover.virtualphone.app.tiktok.content.SoundCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The search page: a field first, then the results. */
final class SearchScreen implements AppScreen {
  private static final List<TikTokLabel> TABS =
      List.of(TikTokLabel.TOP, TikTokLabel.VIDEOS, TikTokLabel.USERS, TikTokLabel.SOUNDS);
  private static final int RESULTS_TOP = 350;
  private static final int CELLS_ON_A_PAGE = 4;

  private final TikTokApp app;
  private final TextField field = TextField.ofOneLine();
  private boolean submitted;
  private TikTokLabel tab = TikTokLabel.TOP;
  private int scrolledCells;

  SearchScreen(TikTokApp app) {
    this.app = app;
    field.focus();
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(TikTokLabel.BACK_TO_PREVIOUS), app.at(0, 110, 110, 220), app::pop));
    views.add(
        View.field(field, app.say(TikTokLabel.SEARCH), app.at(120, 110, 860, 220), this::beginAgain)
            .withId("f3k")
            .marked(Symbol.SEARCH));
    if (!submitted) {
      views.add(
          View.button(app.say(TikTokLabel.SEARCH), app.at(880, 110, 1070, 220), this::enter)
              .withId("w4m")
              .styled(Style.LINK));
      return views;
    }
    int left = 0;
    for (TikTokLabel name : TABS) {
      views.add(
          View.tappableLabel(app.say(name), app.at(left, 240, left + 250, 330), () -> show(name))
              .selected(name == tab)
              .styled(Style.SEGMENT));
      left += 260;
    }
    views.add(View.list("k9d", app.at(0, 340, 1080, 2400), results()));
    return views;
  }

  private void beginAgain() {
    submitted = false;
    app.focus(field);
  }

  private void show(TikTokLabel name) {
    tab = name;
    scrolledCells = 0;
  }

  private List<View> results() {
    String wanted = wanted();
    if (SocialCatalog.findsNothing(wanted)) {
      return List.of(
          View.label(app.say(TikTokLabel.NO_RESULTS, wanted), app.at(100, 600, 980, 700))
              .styled(Style.MESSAGE));
    }
    List<View> views = new ArrayList<>();
    switch (tab) {
      case USERS -> users(views, app.catalog().findUsers(wanted));
      case VIDEOS -> videos(views, wanted, RESULTS_TOP);
      case SOUNDS -> sounds(views, wanted);
      default -> {
        users(views, app.catalog().findUsers(wanted).subList(0, 1));
        videos(views, wanted, RESULTS_TOP + 220);
      }
    }
    return views;
  }

  private void users(List<View> views, List<String> users) {
    int top = RESULTS_TOP;
    for (String user : users) {
      views.add(userRow(user, top));
      top += 200;
    }
  }

  private View userRow(String user, int top) {
    List<View> children = new ArrayList<>();
    children.add(
        View.label(user, app.at(220, top + 20, 740, top + 90)).withId("y1x").styled(Style.NAME));
    children.add(
        View.label(app.say(TikTokLabel.DISPLAY_NAME, user), app.at(220, top + 95, 740, top + 150))
            .styled(Style.QUIET));
    children.add(
        View.button(
                app.say(app.platform().follows(user) ? TikTokLabel.FOLLOWING : TikTokLabel.FOLLOW),
                app.at(800, top + 50, 1040, top + 140),
                () -> app.heed(app.platform().follow(user)))
            .styled(app.platform().follows(user) ? Style.SECONDARY : Style.PRIMARY));
    return View.row(
            "", app.at(0, top, 1080, top + 190), () -> app.push(app.profileOf(user)), children)
        .drawing(new Ornament.Avatar(app.at(40, top + 20, 180, top + 160), user, false));
  }

  private void videos(List<View> views, String query, int top) {
    for (int i = 0; i < CELLS_ON_A_PAGE; i++) {
      views.add(videoCell(query, scrolledCells + i, i % 2 * 540, top + i / 2 * 780));
    }
  }

  private View videoCell(String query, int place, int left, int top) {
    Video video = app.catalog().found(query, place);
    return View.row(
            "",
            app.at(left + 5, top + 5, left + 535, top + 775),
            () ->
                app.push(VideoScreen.among(app, index -> app.catalog().found(query, index), place)),
            List.of(
                View.label(video.caption(), app.at(left + 20, top + 640, left + 520, top + 700))
                    .styled(Style.CAPTION),
                View.label(video.author(), app.at(left + 20, top + 705, left + 300, top + 760))
                    .styled(Style.QUIET),
                View.label(
                        TikTokApp.number(video.likes()),
                        app.at(left + 380, top + 705, left + 520, top + 760))
                    .styled(Style.QUIET)))
        .drawing(
            new Ornament.Scene(
                app.at(left + 8, top + 8, left + 532, top + 630),
                video.id(),
                video.caption(),
                new Ornament.Still()));
  }

  private void sounds(List<View> views, String query) {
    int top = RESULTS_TOP;
    for (Sound sound : SoundCatalog.find(query)) {
      views.add(
          View.row(
                  "",
                  app.at(0, top, 1080, top + 160),
                  () -> app.push(new SoundScreen(app, sound)),
                  List.of(
                      View.label(sound.title(), app.at(180, top + 20, 900, top + 80))
                          .styled(Style.NAME),
                      View.label(sound.author(), app.at(180, top + 85, 900, top + 140))
                          .styled(Style.QUIET)))
              .drawing(new Ornament.Disc(app.at(40, top + 20, 160, top + 140), sound.id())));
      top += 170;
    }
  }

  private String wanted() {
    String text = field.text().strip();
    return text.startsWith("@") ? text.substring(1) : text;
  }

  @Override
  public void enter() {
    if (!field.isEmpty()) {
      submitted = true;
      scrolledCells = 0;
      field.blur();
    }
  }

  @Override
  public List<TextField> fields() {
    return List.of(field);
  }

  @Override
  public void swipe(Direction direction) {
    switch (direction) {
      case UP -> scrolledCells += CELLS_ON_A_PAGE;
      case DOWN -> scrolledCells = Math.max(0, scrolledCells - CELLS_ON_A_PAGE);
      case LEFT, RIGHT -> {}
    }
  }

  @Override
  public String describe() {
    return submitted ? "results for " + field.text() : "search";
  }
}
