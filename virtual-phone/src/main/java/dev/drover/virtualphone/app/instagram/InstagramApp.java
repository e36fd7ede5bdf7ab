package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.Installation;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.compose.InstagramEditScreen;
import dev.drover.virtualphone.app.instagram.compose.InstagramGalleryScreen;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Instagram-like app as it runs on a phone. Its resource ids are readable and stay the same in
 * all versions, as the real app's do.
 */
public final class InstagramApp extends SocialApp {
  /** A tab of the bar at the bottom. */
  enum Tab {
    HOME("feed_tab", InstagramLabel.HOME),
    SEARCH("search_tab", InstagramLabel.SEARCH_AND_EXPLORE),
    CREATE("creation_tab", InstagramLabel.CREATE),
    REELS("clips_tab", InstagramLabel.REELS),
    MESSAGES("direct_tab", InstagramLabel.MESSAGES),
    PROFILE("profile_tab", InstagramLabel.PROFILE);

    private final String id;
    private final InstagramLabel label;

    Tab(String id, InstagramLabel label) {
      this.id = id;
      this.label = label;
    }
  }

  InstagramApp(Installation installation, AppEnvironment environment) {
    super(Instagram.APP, installation, environment);
  }

  /** Returns all of the app's texts, with the number 7 in place of variable parts. */
  public static List<String> words(Language language) {
    return Instagram.APP.words(language);
  }

  @Override
  protected Optional<AppScreen> byLink(String url) {
    return Instagram.CATALOG
        .byLink(url)
        .map(
            linked ->
                linked.reel()
                    ? ReelScreen.byLink(this, linked.post())
                    : new InstagramPostScreen(this, linked.post()))
        .or(() -> Instagram.CATALOG.userByLink(url).map(this::profileOf));
  }

  @Override
  protected AppScreen editorFor(Composition composition) {
    composition.placement("reel");
    return new InstagramEditScreen(this, composition);
  }

  @Override
  protected Look.Accent accent() {
    return Look.Accent.VIOLET;
  }

  @Override
  public Symbol icon() {
    return Symbol.PICTURE;
  }

  @Override
  protected AppScreen firstPage() {
    return new InstagramFeedScreen(this);
  }

  /** The profile of a user, or the own profile for the account in use. */
  AppScreen profileOf(String user) {
    return platform().account().name().equals(user)
        ? new InstagramOwnProfileScreen(this)
        : new InstagramProfileScreen(this, user);
  }

  /**
   * Opens the gallery.
   *
   * @param destination the kind of post to create
   */
  void create(InstagramLabel destination) {
    push(new InstagramGalleryScreen(this, new Composition("camera"), destination));
  }

  /** The bar at the bottom of the main pages; later versions have another order. */
  List<View> tabs(Tab selected) {
    List<Tab> order =
        isMoved()
            ? List.of(Tab.HOME, Tab.REELS, Tab.MESSAGES, Tab.SEARCH, Tab.PROFILE)
            : List.of(Tab.HOME, Tab.SEARCH, Tab.CREATE, Tab.REELS, Tab.PROFILE);
    List<View> tabs = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      Tab tab = order.get(place);
      tabs.add(
          View.row(
                  say(tab.label),
                  at(place * 216, 2256, (place + 1) * 216, 2400),
                  () -> show(tab),
                  List.of())
              .as("android.widget.FrameLayout")
              .selected(tab == selected)
              .withId(tab.id)
              .styled(Style.TAB));
    }
    return tabs;
  }

  private void show(Tab tab) {
    switch (tab) {
      case HOME -> showFeed();
      case SEARCH -> showTab(new InstagramSearchScreen(this));
      case CREATE -> create(InstagramLabel.POST_TAB);
      case REELS -> showTab(ReelScreen.ofTab(this));
      case MESSAGES -> {}
      case PROFILE -> showTab(new InstagramOwnProfileScreen(this));
    }
  }

  /** The button at the top left of the own profile that later versions have instead of a tab. */
  List<View> createButton() {
    return isMoved()
        ? List.of(
            View.icon(
                say(InstagramLabel.CREATE_NEW),
                at(0, 60, 120, 160),
                () -> push(new CreateSheet(this))))
        : List.of();
  }

  /** Draws the small round pictures above the grid of a profile. */
  View highlights(View list, String user, int top) {
    View drawn = list;
    for (int i = 0; i < 4; i++) {
      int left = 60 + i * 255;
      drawn =
          drawn.drawing(
              new Ornament.Bubble(at(left, top, left + 196, top + 196), user + " kept " + i));
    }
    return drawn;
  }

  /** A row of a sheet. All of it takes taps. */
  View sheetRow(InstagramLabel label, int top, Runnable onTap) {
    return View.row(
            say(label),
            at(0, top, 1080, top + 130),
            onTap,
            List.of(View.label(say(label), at(140, top + 30, 1000, top + 100)).withId("label")))
        .as("android.widget.Button")
        .styled(Style.ROW);
  }

  /** A sheet over the page, below the dimmed part of it. */
  List<View> sheet(int top, List<View> views) {
    return List.of(
        View.row("", at(0, 0, 1080, top), this::pop, List.of())
            .as("android.widget.Button")
            .withId("background_dimmer")
            .styled(Style.SCRIM),
        View.sheet(at(0, top, 1080, 2400), views).withId("layout_container_bottom_sheet"));
  }
}
