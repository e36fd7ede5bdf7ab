package dev.drover.device.script;

import dev.drover.device.ui.ElementNotFound;
import dev.drover.device.ui.Screen;
import dev.drover.device.ui.Screen.Found;
import dev.drover.device.ui.UiNode;
import dev.drover.device.ui.UiTree;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ways to the app's main pages, from wherever it was left. */
final class AppPages {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(4);
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);
  private static final Duration COVERED_LOOK = Duration.ofSeconds(6);
  private static final int PAGES_BACK = 8;
  private static final int MOST_COVERS = 2;
  private static final List<String> TABS =
      List.of("feed.home_tab", "feed.create_tab", "feed.profile_tab");

  private final PhoneAtWork phone;
  private final Screen screen;

  AppPages(PhoneAtWork phone) {
    this.phone = phone;
    this.screen = phone.screen();
  }

  /**
   * Brings the app to the front, with its feed.
   *
   * @throws ScriptFailed if it can't be had
   */
  void openFeed() {
    Found tab = openTabs();
    if (!tab.node().selected()) {
      screen.tap(tab.node());
    }
    screen.expectVideo();
    screen.await("feed.search_button", PAGE);
  }

  /**
   * Brings up the page on which videos come one after the other.
   *
   * @throws ScriptFailed if it can't be had
   */
  void openVideos() {
    UiTree page = openTabs().screen();
    UiNode tab =
        screen
            .findOn(page, "feed.videos_tab", "")
            .orElseGet(() -> screen.await("feed.videos_tab", PAGE));
    if (!tab.selected()) {
      screen.tap(tab);
    }
    screen.expectVideo();
  }

  /**
   * Brings up the profile of the account that the app is logged in with.
   *
   * @return where its name stands
   * @throws ScriptFailed if it can't be had
   */
  UiNode openOwnProfile() {
    for (int covers = 0; ; covers++) {
      UiTree page = openTabs().screen();
      screen.tap(
          screen
              .findOn(page, "feed.profile_tab", "")
              .orElseGet(() -> screen.await("feed.profile_tab", PAGE)));
      try {
        return screen.await("profile.own_username", covers == MOST_COVERS ? PAGE : COVERED_LOOK);
      } catch (ElementNotFound covered) {
        if (covers == MOST_COVERS) {
          throw covered;
        }
        // A sheet that was left open stands in front of the tabs, and takes the tap.
        screen.pressBack();
      }
    }
  }

  /** The app comes up where it was left; back leads to a page with its tabs, sooner or later. */
  private Found openTabs() {
    launch();
    for (int pages = 0; ; pages++) {
      try {
        Found tab = screen.awaitAny(pages == 0 ? FIRST_LOOK : NEXT_LOOK, "feed.home_tab");
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
    return TABS.stream()
        .flatMap(tab -> screen.findAllOn(page, tab, "").stream())
        .anyMatch(page::isCovered);
  }

  /** A composer that was left open asks what to do with its post: no draft is to stay of it. */
  private void leave(UiTree page) {
    Optional<UiNode> discard = screen.findOn(page, "edit.discard_button", "");
    if (discard.isPresent()) {
      screen.tap(discard.get());
      return;
    }
    screen.pressBack();
    if (!screen.foreground().contains(phone.app().value())) {
      launch();
    }
  }

  private void launch() {
    if (!screen.launch(phone.app())) {
      throw new ScriptFailed(
          FailureCode.APP_NOT_INSTALLED,
          "phone "
              + phone.serial()
              + " can't open "
              + phone.app()
              + "; install the app and log in");
    }
  }
}
