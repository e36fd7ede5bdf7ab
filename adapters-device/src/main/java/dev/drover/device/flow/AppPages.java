package dev.drover.device.flow;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the app's main pages, whatever page was left open. */
public final class AppPages {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(4);
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);
  private static final Duration COVERED_LOOK = Duration.ofSeconds(6);
  private static final int PAGES_BACK = 8;
  private static final int MOST_COVERS = 2;

  /** A page that is not known may lie on one that is; beyond that nobody knows where Back leads. */
  private static final int UNKNOWN_PAGES_BACK = 1;

  private static final String HOME = "feed.home_tab";

  /** What tells of sheets that hide the tabs. */
  private static final List<String> SHEETS = List.of("comments.title", "account_sheet.title");

  private static final List<String> TABS =
      List.of("feed.home_tab", "feed.create_tab", "feed.profile_tab");
  private final FlowContext context;
  private final Screen screen;
  private Duration firstLook = FIRST_LOOK;

  public AppPages(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /**
   * Opens the app at its feed.
   *
   * @throws FlowFailed if the app can't be opened
   */
  public void openFeed() {
    open("feed.home_tab", "feed.search_button", MOST_COVERS, PAGE);
  }

  /**
   * Opens the feed as {@link #openFeed} does, but gives up sooner, for a caller that then restarts
   * the app.
   */
  public void findFeed() {
    open("feed.home_tab", "feed.search_button", 1, COVERED_LOOK);
  }

  /**
   * Opens the page that plays one video after another.
   *
   * @throws FlowFailed if the app can't be opened
   */
  public void openVideos() {
    tapTab(openTabs(), "feed.videos_tab");
  }

  /**
   * Opens the profile of the account that the app is logged in with.
   *
   * @return the element with its name
   * @throws FlowFailed if the app can't be opened
   */
  public UiNode openOwnProfile() {
    return open("feed.profile_tab", "profile.own_username", MOST_COVERS, PAGE);
  }

  /** Opens the own profile as {@link #openOwnProfile} does, but gives up sooner. */
  public UiNode findOwnProfile() {
    return open("feed.profile_tab", "profile.own_username", 1, COVERED_LOOK);
  }

  /** Ends the app, so that it starts without the pages that were open. A running upload is lost. */
  public void restart() {
    screen.apps().forceStop(context.packageName());
    firstLook = PAGE;
  }

  /**
   * Opens the first page of a tab.
   *
   * @param sign an element that is on the page, and covered while something is in front of it
   * @param covers how often to press Back where something in front leaves the tabs uncovered
   * @param atMost how long to wait the last time
   */
  private UiNode open(String tab, String sign, int covers, Duration atMost) {
    for (int left = 0; ; left++) {
      tapTab(openTabs(), tab);
      try {
        Found page = screen.awaitAny(left == covers ? atMost : COVERED_LOOK, sign);
        // After the last attempt the element is accepted even if it seems covered: it can't be an
        // open page that covers it then.
        if (left == covers || !page.screen().isCovered(page.node())) {
          return page.node();
        }
      } catch (ElementNotFound covered) {
        if (left == covers) {
          throw covered;
        }
      }
      screen.pressBack();
    }
  }

  /**
   * Taps a tab unless it is selected, and so at its first page. The profile tab may show another
   * user's profile, so it is always tapped.
   */
  private void tapTab(Found tabs, String element) {
    UiNode tab =
        screen.findOn(tabs.screen(), element, "").orElseGet(() -> screen.await(element, PAGE));
    boolean profile = element.equals("feed.profile_tab");
    if (!tab.selected() || profile) {
      screen.tap(tab);
    }
    if (!profile) {
      screen.expectVideo();
    }
  }

  /**
   * Opens the app on its last page, and presses Back until it shows its tabs.
   *
   * @throws ElementNotFound if there are no tabs, or the app shows a page that the profile does not
   *     know twice in a row
   */
  private Found openTabs() {
    launch();
    int unknown = 0;
    for (int pages = 0; ; pages++) {
      try {
        Found tab = screen.awaitAny(pages == 0 ? firstLook : NEXT_LOOK, tabsOrSheet());
        if (tab.element().equals(HOME) && (pages == PAGES_BACK || !areTabsCovered(tab.screen()))) {
          return tab;
        }
        if (pages == PAGES_BACK) {
          screen.await(HOME, NEXT_LOOK);
        }
        leavePage(tab.screen());
      } catch (ElementNotFound elsewhere) {
        unknown = screen.isUnknown(elsewhere.screen(), context.packageName()) ? unknown + 1 : 0;
        if (pages == PAGES_BACK || unknown > UNKNOWN_PAGES_BACK) {
          throw elsewhere;
        }
        leavePage(elsewhere.screen());
      }
    }
  }

  /** The first tab, or what shows that a sheet is in front of it. */
  private String[] tabsOrSheet() {
    return Stream.concat(Stream.of(HOME), SHEETS.stream().filter(screen.profile()::has))
        .toArray(String[]::new);
  }

  /**
   * Returns whether an open sheet covers the tabs and would receive their taps. Such a tap once
   * sent a comment that was being written.
   */
  private boolean areTabsCovered(UiTree page) {
    return isOn(page, "account_sheet.title")
        || TABS.stream()
            .flatMap(tab -> screen.findAllOn(page, tab, "").stream())
            .anyMatch(page::isCovered);
  }

  private boolean isOn(UiTree page, String element) {
    return screen.profile().has(element) && screen.isOn(page, element);
  }

  /**
   * Leaves a page. If a composer asks what to do with its post, discards the post, so that no draft
   * stays.
   */
  private void leavePage(UiTree page) {
    Optional<UiNode> discard = screen.findOn(page, "edit.discard_button", "");
    if (discard.isPresent()) {
      screen.tap(discard.get());
      return;
    }
    screen.pressBack();
    if (!screen.apps().foreground().contains(context.packageName().value())) {
      launch();
    }
  }

  private void launch() {
    if (!screen.apps().launch(context.packageName())) {
      throw FlowFailed.cantOpen(context);
    }
  }
}
