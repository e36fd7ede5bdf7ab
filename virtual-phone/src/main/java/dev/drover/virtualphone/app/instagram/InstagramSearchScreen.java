package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The explore page, with a search field at its top, and the results. */
final class InstagramSearchScreen implements AppScreen {
  private static final int CELLS = 6;

  private final InstagramApp app;
  private final TextField field = TextField.ofOneLine();
  private String query = "";
  private InstagramLabel tab = InstagramLabel.FOR_YOU;
  private int scrolled;

  InstagramSearchScreen(InstagramApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.field(
                field,
                app.say(InstagramLabel.SEARCH),
                app.at(40, 60, 1040, 170),
                () -> {
                  query = "";
                  app.focus(field);
                })
            .withId("action_bar_search_edit_text")
            .marked(Symbol.SEARCH));
    if (!query.isEmpty()) {
      results(views);
    } else {
      views.set(0, app.gallery(views.getFirst(), "explore", 200, 410, 15));
    }
    views.addAll(app.tabs(InstagramApp.Tab.SEARCH));
    return views;
  }

  private void results(List<View> views) {
    int left = 0;
    for (InstagramLabel name :
        List.of(
            InstagramLabel.FOR_YOU,
            InstagramLabel.ACCOUNTS,
            InstagramLabel.TAGS,
            InstagramLabel.REELS)) {
      views.add(
          View.tappableLabel(
                  app.say(name),
                  app.at(left, 200, left + 260, 290),
                  () -> {
                    tab = name;
                    scrolled = 0;
                  })
              .selected(name == tab)
              .withId("tab_button_name_text")
              .styled(Style.SEGMENT));
      left += 270;
    }
    List<View> found = new ArrayList<>();
    if (SocialCatalog.findsNothing(query)) {
      found.add(
          View.label(app.say(InstagramLabel.NO_RESULTS, query), app.at(100, 600, 980, 700))
              .styled(Style.MESSAGE));
    } else if (tab == InstagramLabel.REELS) {
      for (int i = 0; i < CELLS; i++) {
        found.add(cell(scrolled + i, i % 3 * 360, 320 + i / 3 * 640));
      }
    } else {
      int top = 320;
      for (String user : app.catalog().findUsers(query)) {
        found.add(user(user, top));
        top += 190;
      }
    }
    views.add(View.list("recycler_view", app.at(0, 300, 1080, 2256), found));
  }

  private View cell(int place, int left, int top) {
    Video reel = app.catalog().found(query, place);
    return View.row(
            app.say(InstagramLabel.REEL_BY, reel.author()),
            app.at(left + 4, top + 4, left + 356, top + 636),
            () ->
                app.push(ReelScreen.among(app, index -> app.catalog().found(query, index), place)),
            List.of())
        .as("android.widget.Button")
        .withId("image_button")
        .drawing(
            new Ornament.Scene(
                app.at(left + 4, top + 4, left + 356, top + 636),
                reel.id(),
                reel.caption(),
                new Ornament.Still()));
  }

  private View user(String user, int top) {
    return View.row(
            "",
            app.at(0, top, 1080, top + 180),
            () -> app.push(app.profileOf(user)),
            List.of(
                View.label(user, app.at(220, top + 20, 900, top + 90))
                    .withId("row_search_user_username")
                    .styled(Style.NAME),
                View.label(
                        app.say(InstagramLabel.DISPLAY_NAME, user),
                        app.at(220, top + 95, 900, top + 150))
                    .withId("row_search_user_fullname")
                    .styled(Style.QUIET)))
        .as("android.widget.Button")
        .withId("row_search_user_container")
        .drawing(new Ornament.Avatar(app.at(40, top + 20, 180, top + 160), user, false));
  }

  @Override
  public void enter() {
    query = field.text().strip();
    scrolled = 0;
    field.blur();
  }

  @Override
  public List<TextField> fields() {
    return List.of(field);
  }

  @Override
  public void swipe(Direction direction) {
    switch (direction) {
      case UP -> scrolled += CELLS;
      case DOWN -> scrolled = Math.max(0, scrolled - CELLS);
      case LEFT, RIGHT -> {}
    }
  }

  @Override
  public boolean back() {
    boolean searching = !query.isEmpty() || field.isFocused();
    query = "";
    field.clear();
    field.blur();
    return searching;
  }

  @Override
  public String describe() {
    return query.isEmpty() ? "search" : "results for " + query;
  }
}
