package dev.drover.virtualphone.app;

import java.util.ArrayList;
import java.util.List;

/** Search: a field first, results once it was asked. */
final class SearchScreen implements AppScreen {
  private final TikTokApp app;
  private final StringBuilder query = new StringBuilder();
  private boolean focused = true;
  private boolean submitted;
  private String tab = "Top";

  SearchScreen(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.icon("Back to previous screen", app.at(0, 110, 110, 220), app::pop));
    views.add(
        View.field(
                query.toString(),
                "Search",
                app.at(120, 110, 860, 220),
                focused,
                () -> {
                  focused = true;
                  submitted = false;
                })
            .withId("f3k"));
    if (!submitted) {
      views.add(View.button("Search", app.at(880, 110, 1070, 220), this::enter).withId("w4m"));
      return views;
    }
    int left = 0;
    for (String name : List.of("Top", "Videos", "Users", "Sounds")) {
      views.add(
          View.tappableLabel(name, app.at(left, 240, left + 250, 330), () -> tab = name)
              .selected(name.equals(tab)));
      left += 260;
    }
    List<View> rows = new ArrayList<>();
    if (!wanted().isEmpty() && !wanted().startsWith("missing")) {
      rows.add(row(wanted(), 350));
      rows.add(row(wanted() + "_official", 550));
      rows.add(row("the." + wanted(), 750));
    } else {
      rows.add(View.label("No results found", app.at(100, 600, 980, 700)));
    }
    views.add(View.list("k9d", app.at(0, 340, 1080, 2400), rows));
    return views;
  }

  private View row(String user, int top) {
    List<View> children = new ArrayList<>();
    children.add(View.label(user, app.at(220, top + 20, 740, top + 90)).withId("y1x"));
    children.add(View.label("Name of " + user, app.at(220, top + 95, 740, top + 150)));
    children.add(
        View.button(
            app.follows(user) ? "Following" : "Follow",
            app.at(800, top + 50, 1040, top + 140),
            () -> app.follow(user)));
    return View.row(
        "", app.at(0, top, 1080, top + 190), () -> app.push(app.profileOf(user)), children);
  }

  private String wanted() {
    String text = query.toString().strip();
    return text.startsWith("@") ? text.substring(1) : text;
  }

  @Override
  public void type(String text) {
    if (focused) {
      query.append(text);
    }
  }

  @Override
  public void backspace() {
    if (focused && !query.isEmpty()) {
      query.setLength(query.length() - 1);
    }
  }

  @Override
  public void enter() {
    if (!query.isEmpty()) {
      submitted = true;
      focused = false;
    }
  }

  @Override
  public boolean keyboardShown() {
    return focused;
  }

  @Override
  public void hideKeyboard() {
    focused = false;
  }

  @Override
  public String describe() {
    return submitted ? "results for " + query : "search";
  }
}
