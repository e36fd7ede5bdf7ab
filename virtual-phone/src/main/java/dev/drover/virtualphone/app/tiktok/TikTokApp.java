package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.Installation;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.tiktok.compose.CameraScreen;
import dev.drover.virtualphone.app.tiktok.compose.EditScreen;
import dev.drover.virtualphone.app.tiktok.compose.SoundScreen;
import dev.drover.virtualphone.app.tiktok.content.SoundCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Look;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The TikTok-like app as it runs on a phone. Its resource ids are meaningless, as the real app's
 * are; its descriptions and texts stay the same in all versions.
 */
public final class TikTokApp extends SocialApp {
  TikTokApp(Installation installation, AppEnvironment environment) {
    super(TikTok.APP, installation, environment);
  }

  /** Returns all of the app's texts, with the number 7 in place of variable parts. */
  public static List<String> words(Language language) {
    return TikTok.APP.words(language);
  }

  @Override
  protected Optional<AppScreen> byLink(String url) {
    return TikTok.CATALOG
        .byLink(url)
        .<AppScreen>map(video -> VideoScreen.byLink(this, video))
        .or(() -> SoundCatalog.byLink(url).map(sound -> new SoundScreen(this, sound)))
        .or(() -> TikTok.CATALOG.userByLink(url).map(this::profileOf));
  }

  @Override
  protected AppScreen editorFor(Composition composition) {
    return new EditScreen(this, composition);
  }

  @Override
  protected Look.Accent accent() {
    return Look.Accent.ROSE;
  }

  @Override
  public Symbol icon() {
    return Symbol.PLAY;
  }

  @Override
  protected AppScreen firstPage() {
    return new FeedScreen(this);
  }

  /** The profile of a user, or the own profile for the account in use. */
  AppScreen profileOf(String user) {
    return platform().account().name().equals(user)
        ? new OwnProfileScreen(this)
        : new ProfileScreen(this, user);
  }

  /** The notice of an upload on the main pages. */
  List<View> uploadNotice() {
    View.Bounds place = at(140, 230, 940, 310);
    return uploads()
        .latest()
        .map(
            upload ->
                switch (upload.state()) {
                  case RUNNING ->
                      View.label(say(TikTokLabel.UPLOADING, upload.percent()), place)
                          .styled(Style.CHIP);
                  case POSTED ->
                      View.label(
                              say(
                                  upload.photos()
                                      ? TikTokLabel.PHOTOS_POSTED
                                      : TikTokLabel.VIDEO_POSTED),
                              place)
                          .styled(Style.CHIP);
                  case FAILED ->
                      View.tappableLabel(
                              say(TikTokLabel.UPLOAD_FAILED), place, uploads()::beginAgain)
                          .styled(Style.CHIP);
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
        .withId("my" + (char) ('a' + place))
        .styled(Style.TAB)
        .noted(label == TikTokLabel.CREATE ? "" : say(label));
  }

  private void create() {
    push(new CameraScreen(this, new Composition("camera")));
  }

  private void showPlain(TikTokLabel tab) {
    showTab(new PlainTab(this, tab));
  }
}
