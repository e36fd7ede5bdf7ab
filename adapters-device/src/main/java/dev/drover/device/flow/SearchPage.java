package dev.drover.device.flow;

import dev.drover.device.screen.Screen;
import java.time.Duration;

/** The app's search page. */
public final class SearchPage {
  private static final Duration PAGE = Duration.ofSeconds(15);

  private final Screen screen;

  private SearchPage(Screen screen) {
    this.screen = screen;
  }

  /**
   * Opens the page from the feed.
   *
   * @throws FlowFailed if the app can't be opened
   */
  public static SearchPage open(FlowContext context) {
    new AppPages(context).openFeed();
    Screen screen = context.screen();
    screen.tap(screen.await("feed.search_button", PAGE));
    return new SearchPage(screen);
  }

  /**
   * Searches, and opens the results of one kind.
   *
   * @param tab such as {@code search.users_tab}
   */
  public void searchFor(String phrase, String tab) {
    screen.type(screen.await("search.field", PAGE), phrase);
    screen.pressEnter();
    screen.tap(screen.await(tab, PAGE));
  }
}
