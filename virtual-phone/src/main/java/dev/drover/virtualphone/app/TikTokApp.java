package dev.drover.virtualphone.app;

import dev.drover.virtualphone.Fault;
import dev.drover.virtualphone.MediaFile;
import dev.drover.virtualphone.app.TikTokPlatform.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A simulated app with the identifiers of TikTok's: resource ids that mean nothing, descriptions
 * and texts that last. What its accounts do is kept by its platform.
 */
public final class TikTokApp extends PagedApp {
  private final String packageName;
  private final TikTokCatalog catalog = new TikTokCatalog();
  private final TikTokPlatform platform;
  private final Uploads uploads = new Uploads(this);

  /**
   * @param accounts logged in, without {@code @}; the first is the one in use
   */
  public TikTokApp(String packageName, List<String> accounts, AppEnvironment environment) {
    super(environment);
    this.packageName = packageName;
    this.platform = new TikTokPlatform(environment, packageName, accounts);
  }

  @Override
  public String packageName() {
    return packageName;
  }

  @Override
  public String name() {
    return "TikTok";
  }

  @Override
  public String version() {
    return environment().faults().holding(Fault.Kind.MOVED).isPresent() ? "36.1.4" : "34.5.3";
  }

  @Override
  public String activity() {
    return packageName + "/com.ss.android.ugc.aweme.main.MainActivity";
  }

  @Override
  public Optional<String> account() {
    return Optional.of(platform.account().name());
  }

  @Override
  public boolean open(String url) {
    Optional<AppScreen> page =
        catalog
            .byLink(url)
            .<AppScreen>map(video -> VideoScreen.byLink(this, video))
            .or(() -> catalog.soundByLink(url).map(sound -> new SoundScreen(this, sound)))
            .or(() -> catalog.userByLink(url).map(this::profileOf));
    if (page.isEmpty()) {
      return false;
    }
    startOn(page.get());
    return true;
  }

  @Override
  public boolean share(String type, List<String> uris) {
    if (!type.matches("(video|image|\\*)/.*")) {
      return false;
    }
    List<MediaFile> files =
        uris.stream().flatMap(uri -> environment().media().byUri(uri).stream()).toList();
    if (files.isEmpty() || files.size() < uris.size()) {
      startOn(new MediaNotLoaded(this));
    } else {
      Composition composition = new Composition("share");
      composition.media(files);
      startOn(new EditScreen(this, composition));
    }
    return true;
  }

  @Override
  public void stop() {
    super.stop();
    uploads.abandon();
  }

  @Override
  public void settle() {
    uploads.settle();
  }

  @Override
  AppScreen firstPage() {
    return new FeedScreen(this);
  }

  @Override
  Optional<AppScreen> blockingPage() {
    return TikTokBlockedScreen.of(this);
  }

  @Override
  Optional<AppScreen> popup(String name) {
    return TikTokDialog.popup(this, name);
  }

  TikTokCatalog catalog() {
    return catalog;
  }

  TikTokPlatform platform() {
    return platform;
  }

  AppScreen profileOf(String user) {
    return platform.account().name().equals(user)
        ? new OwnProfileScreen(this)
        : new ProfileScreen(this, user);
  }

  /** Shows what the platform says of an action. */
  Outcome heed(Outcome outcome) {
    if (outcome == Outcome.TOO_FAST) {
      pushDialog(TikTokDialog.tooFast(this));
    }
    return outcome;
  }

  void switchAccount(String name) {
    platform.switchTo(name);
    showFeed();
    load(environment().timing().accountSwitch());
  }

  void showFeed() {
    showTab(new FeedScreen(this));
  }

  void saveDraft(Composition composition) {
    platform.account().drafts.push(composition);
    showFeed();
  }

  /**
   * Begins to upload a post.
   *
   * @param kind {@code post} or {@code story}
   */
  void publish(String kind, Composition composition) {
    if (heed(platform.judgePost(kind)) == Outcome.DONE) {
      uploads.begin(kind, composition);
      showFeed();
    }
  }

  /** What the main pages say of a post on its way. */
  List<View> uploadNotice() {
    return uploads.notice().stream().toList();
  }

  static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
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
    return View.row(label.text(), at(place * 216, 2256, (place + 1) * 216, 2400), onTap, List.of())
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
