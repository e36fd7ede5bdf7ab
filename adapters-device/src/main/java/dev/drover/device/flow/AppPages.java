package dev.drover.device.flow;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ways to the app's main pages, from wherever it was left. */
public final class AppPages {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(4);
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);
  private static final Duration COVERED_LOOK = Duration.ofSeconds(6);
  private static final int PAGES_BACK = 8;
  private static final int MOST_COVERS = 2;
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
   * Brings the app to the front, with its feed.
   *
   * @throws FlowFailed if it can't be had
   */
  public void openFeed() {
    open("feed.home_tab", "feed.search_button", MOST_COVERS, PAGE);
  }

  /** Brings up the feed, where nothing is known of how the app was left. */
  public void findFeed() {
    open("feed.home_tab", "feed.search_button", 1, COVERED_LOOK);
  }

  /**
   * Brings up the page on which videos come one after the other.
   *
   * @throws FlowFailed if it can't be had
   */
  public void openVideos() {
    tapTab(openTabs(), "feed.videos_tab");
  }

  /**
   * Brings up the profile of the account that the app is logged in with.
   *
   * @return where its name stands
   * @throws FlowFailed if it can't be had
   */
  public UiNode openOwnProfile() {
    return open("feed.profile_tab", "profile.own_username", MOST_COVERS, PAGE);
  }

  /** Brings up the own profile, where nothing is known of how the app was left. */
  public UiNode findOwnProfile() {
    return open("feed.profile_tab", "profile.own_username", 1, COVERED_LOOK);
  }

  /**
   * Ends the app, so that it comes up anew: whatever was left open is gone then, and an upload too.
   */
  public void restart() {
    screen.apps().forceStop(context.packageName());
    firstLook = PAGE;
  }

  /**
   * Brings up the first page of a tab.
   *
   * @param sign is seen where the page is, and nothing in front of it
   * @param covers how often something that does not show the tabs as covered may be left
   * @param atMost how long to wait the last time
   */
  private UiNode open(String tab, String sign, int covers, Duration atMost) {
    for (int left = 0; ; left++) {
      tapTab(openTabs(), tab);
      try {
        Found page = screen.awaitAny(left == covers ? atMost : COVERED_LOOK, sign);
        // An element that seems covered on every page is none that something was left in front of.
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
   * A tab that is selected is at its first page, but for the profile: its sign may be another's.
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

  /** The app comes up where it was left; back leads to a page with its tabs, sooner or later. */
  private Found openTabs() {
    launch();
    for (int pages = 0; ; pages++) {
      try {
        Found tab = screen.awaitAny(pages == 0 ? firstLook : NEXT_LOOK, "feed.home_tab");
        if (pages == PAGES_BACK || !areTabsCovered(tab.screen())) {
          return tab;
        }
        leave(tab.screen());
      } catch (ElementNotFound elsewhere) {
        if (pages == PAGES_BACK) {
          throw elsewhere;
        }
        leave(elsewhere.screen());
      }
    }
  }

  /**
   * A sheet that was left open in front of them takes their taps: one on a tab has sent a comment
   * that stood there written.
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

  /** A composer that was left open asks what to do with its post: no draft is to stay of it. */
  private void leave(UiTree page) {
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
