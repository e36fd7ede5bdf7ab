package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppDialog;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.BlockedScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.MediaNotLoadedScreen;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.compose.CameraScreen;
import dev.drover.virtualphone.app.tiktok.compose.EditScreen;
import dev.drover.virtualphone.app.tiktok.compose.SoundScreen;
import dev.drover.virtualphone.app.tiktok.content.SoundCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulated app with the identifiers of TikTok's: resource ids that mean nothing, descriptions
 * and texts that last. What its accounts do is kept by its platform.
 */
public final class TikTokApp extends SocialApp {
  private static final Versions VERSIONS = new Versions("34.5.3", "36.1.4", "52.0.1");

  private final TikTokCatalog catalog;

  /**
   * @param accounts logged in, without {@code @}; the first is the one in use
   */
  public TikTokApp(
      String packageName, AppVersion version, List<String> accounts, AppEnvironment environment) {
    this(packageName, version, new TikTokCatalog(), accounts, environment);
  }

  private TikTokApp(
      String packageName,
      AppVersion version,
      TikTokCatalog catalog,
      List<String> accounts,
      AppEnvironment environment) {
    super(packageName, version, catalog, accounts, environment);
    this.catalog = catalog;
  }

  /** Everything that it says, with a number in the place of what varies. */
  public static List<String> words(Language language) {
    return Stream.of(TikTokLabel.values())
        .map(label -> label.in(language).replace("{}", "7"))
        .distinct()
        .toList();
  }

  @Override
  public String name() {
    return "TikTok";
  }

  @Override
  protected Versions versions() {
    return VERSIONS;
  }

  @Override
  public String activity() {
    return packageName() + "/com.ss.android.ugc.aweme.main.MainActivity";
  }

  @Override
  protected Optional<AppScreen> byLink(String url) {
    return catalog
        .byLink(url)
        .<AppScreen>map(video -> VideoScreen.byLink(this, video))
        .or(() -> SoundCatalog.byLink(url).map(sound -> new SoundScreen(this, sound)))
        .or(() -> catalog.userByLink(url).map(this::profileOf));
  }

  @Override
  protected AppScreen editorFor(Composition composition) {
    return new EditScreen(this, composition);
  }

  @Override
  protected AppScreen mediaNotLoaded() {
    return new MediaNotLoadedScreen(this, TikTokLabel.BACK, TikTokLabel.MEDIA_NOT_LOADED);
  }

  @Override
  protected AppScreen firstPage() {
    return new FeedScreen(this);
  }

  @Override
  protected BlockedScreen loggedOut() {
    return new BlockedScreen(this, TikTokLabel.LOG_IN, TikTokLabel.LOG_IN_WAYS);
  }

  @Override
  protected BlockedScreen verification() {
    return new BlockedScreen(this, TikTokLabel.VERIFY, TikTokLabel.DRAG_SLIDER);
  }

  @Override
  protected BlockedScreen suspended(boolean forEver) {
    return new BlockedScreen(this, forEver ? TikTokLabel.BANNED : TikTokLabel.SUSPENDED);
  }

  @Override
  protected AppDialog tooFast() {
    return new AppDialog(this, TikTokLabel.TOO_FAST, TikTokLabel.OK);
  }

  @Override
  protected Optional<AppScreen> popup(String name) {
    return switch (name) {
      case "notifications" ->
          Optional.of(
              new AppDialog(
                  this,
                  TikTokLabel.NOTIFICATIONS_QUESTION,
                  TikTokLabel.TURN_ON,
                  TikTokLabel.NOT_NOW));
      case "update" ->
          Optional.of(
              new AppDialog(
                  this, TikTokLabel.UPDATE_AVAILABLE, TikTokLabel.UPDATE, TikTokLabel.NOT_NOW));
      case "contacts" ->
          Optional.of(
              new AppDialog(
                  this, TikTokLabel.CONTACTS_QUESTION, TikTokLabel.OK, TikTokLabel.DONT_ALLOW));
      default -> Optional.empty();
    };
  }

  TikTokCatalog catalog() {
    return catalog;
  }

  @Override
  protected AppScreen profileOf(String user) {
    return platform().account().name().equals(user)
        ? new OwnProfileScreen(this)
        : new ProfileScreen(this, user);
  }

  /** What the main pages say of a post on its way. */
  List<View> uploadNotice() {
    View.Bounds place = at(140, 230, 940, 310);
    return uploads()
        .latest()
        .map(
            upload ->
                switch (upload.state()) {
                  case RUNNING -> View.label(say(TikTokLabel.UPLOADING, upload.percent()), place);
                  case POSTED ->
                      View.label(
                          say(
                              upload.photos()
                                  ? TikTokLabel.PHOTOS_POSTED
                                  : TikTokLabel.VIDEO_POSTED),
                          place);
                  case FAILED ->
                      View.tappableLabel(
                          say(TikTokLabel.UPLOAD_FAILED), place, uploads()::beginAgain);
                })
        .stream()
        .toList();
  }

  /** The bar at the bottom of the main pages. */
  List<View> tabs(TikTokLabel selected) {
    List<View> tabs = new ArrayList<>();
    tabs.add(tab(0, TikTokLabel.HOME, selected, this::showFeed));
    tabs.add(tab(1, TikTokLabel.FRIENDS, selected, () -> showPlain(TikTokLabel.FRIENDS)));
    tabs.add(tab(2, TikTokLabel.CREATE, selected, this::create));
    tabs.add(tab(3, TikTokLabel.INBOX, selected, () -> showPlain(TikTokLabel.INBOX)));
    tabs.add(tab(4, TikTokLabel.PROFILE, selected, () -> showTab(new OwnProfileScreen(this))));
    return tabs;
  }

  private View tab(int place, TikTokLabel label, TikTokLabel selected, Runnable onTap) {
    return View.row(say(label), at(place * 216, 2256, (place + 1) * 216, 2400), onTap, List.of())
        .selected(label == selected)
        .withId("my" + (char) ('a' + place));
  }

  private void create() {
    push(new CameraScreen(this, new Composition("camera")));
  }

  private void showPlain(TikTokLabel tab) {
    showTab(new PlainTab(this, tab));
  }
}
