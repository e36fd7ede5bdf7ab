package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppDialog;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.BlockedScreen;
import dev.drover.virtualphone.app.Icons;
import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.app.common.SocialPlatform.Outcome;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An app of a platform on which people post, as it runs on a phone: its accounts act, it uploads
 * posts, opens links, and can be blocked. A subclass provides the screens and interprets the links;
 * the descriptor has all other differences between apps.
 */
public abstract class SocialApp extends PagedApp {
  private final SocialAppDescriptor descriptor;
  private final String packageName;
  private final SocialPlatform platform;
  private final Icons icons;
  private LoginScreen login;
  private final Uploads uploads = new Uploads(this);

  protected SocialApp(
      SocialAppDescriptor descriptor, Installation installation, AppEnvironment environment) {
    super(installation.version(), environment);
    this.descriptor = descriptor;
    this.packageName = installation.packageName();
    this.login = new LoginScreen(this, descriptor.notices().loggedOut());
    this.icons = new Icons(descriptor.labels(), environment.language());
    this.platform =
        new SocialPlatform(environment, packageName, descriptor.catalog(), installation.accounts());
  }

  /** The page that a link leads to. */
  protected abstract Optional<AppScreen> byLink(String url);

  /** The first page for media that another app shared. */
  protected abstract AppScreen editorFor(Composition composition);

  @Override
  public final String name() {
    return descriptor.name();
  }

  @Override
  public final String activity() {
    return packageName + "/" + descriptor.mainActivity();
  }

  @Override
  protected final View dressed(View view) {
    return icons.on(view);
  }

  /**
   * Draws a grid of pictures of a user's posts on a list.
   *
   * @param top where the grid begins, on the grid of pages
   * @param height of a picture
   */
  public final View gallery(View list, String user, int top, int height, int count) {
    View drawn = list;
    for (int i = 0; i < count; i++) {
      int left = i % 3 * 361;
      int cellTop = top + i / 3 * (height + 2);
      drawn =
          drawn.drawing(
              new Ornament.Scene(
                  at(left, cellTop, left + 358, cellTop + height),
                  user + i,
                  "",
                  new Ornament.Still()));
    }
    return drawn;
  }

  /** Draws the line above a grid of pictures. */
  public final View strip(View list, int top) {
    return list.drawing(
            new Ornament.Mark(at(512, top - 72, 568, top - 16), Symbol.GRID_OF_PICTURES, false))
        .drawing(new Ornament.Rule(at(0, top - 3, 1080, top)));
  }

  /** Draws the media of a post on a part of a page. */
  public final View preview(View view, Composition composition) {
    return composition.media().stream()
        .findFirst()
        .map(file -> preview(file, view.bounds(), new Ornament.Playing()))
        .map(view::drawing)
        .orElse(view);
  }

  /** A picture or video of the gallery, to be drawn at a place. */
  public final Ornament preview(MediaFile file, View.Bounds place, Ornament.Motion motion) {
    return switch (file.kind()) {
      case IMAGE ->
          new Ornament.Photo(place, file.sha256(), () -> environment().media().content(file));
      case VIDEO -> new Ornament.Scene(place, file.sha256(), file.name(), motion);
    };
  }

  @Override
  protected final Versions versions() {
    return descriptor.versions();
  }

  @Override
  protected final Optional<AppScreen> popup(String name) {
    return Optional.ofNullable(descriptor.notices().popups().get(name))
        .map(notice -> new AppDialog(this, notice));
  }

  @Override
  public final String packageName() {
    return packageName;
  }

  @Override
  public final Optional<String> account() {
    return Optional.of(platform.account().name());
  }

  @Override
  public final boolean open(String url) {
    Optional<AppScreen> page = byLink(url);
    page.ifPresent(this::startOn);
    return page.isPresent();
  }

  @Override
  public final boolean share(String type, List<String> uris) {
    if (!type.matches("(video|image|\\*)/.*")) {
      return false;
    }
    List<MediaFile> files =
        uris.stream().flatMap(uri -> environment().media().byUri(uri).stream()).toList();
    if (files.isEmpty() || files.size() < uris.size()) {
      startOn(new MediaNotLoadedScreen(this, descriptor.notices().mediaNotLoaded()));
    } else {
      Composition composition = new Composition("share");
      composition.media(files);
      startOn(editorFor(composition));
    }
    return true;
  }

  @Override
  public final void stop() {
    super.stop();
    uploads.abandon();
  }

  @Override
  public final void settle() {
    uploads.settle();
  }

  @Override
  protected final Optional<AppScreen> blockingPage() {
    Faults faults = environment().faults();
    if (faults.holding(Fault.Kind.LOGGED_OUT).isPresent()) {
      return blockedBy(descriptor.notices().loggedOut());
    }
    if (faults.holding(Fault.Kind.VERIFICATION).isPresent()) {
      return blockedBy(descriptor.notices().verification());
    }
    Optional<Fault> suspended = faults.holding(Fault.Kind.SUSPENDED);
    if (suspended.isPresent()) {
      return blockedBy(
          suspended.get().name().equals("banned")
              ? descriptor.notices().banned()
              : descriptor.notices().suspended());
    }
    return platform.isLoggedOut() ? Optional.of(login) : Optional.empty();
  }

  @Override
  public final Map<String, Boolean> accounts() {
    return platform.logins();
  }

  /** Logs an account out. If it is the one in use, the app shows its login page. */
  @Override
  public final boolean logOut(String account) {
    boolean known = platform.logOut(account);
    if (platform.isLoggedOut()) {
      stop();
      login = new LoginScreen(this, descriptor.notices().loggedOut());
    }
    return known;
  }

  /** Opens the page on which a person logs in with another account. */
  public final void addAccount() {
    push(new LoginScreen(this, descriptor.notices().loggedOut()));
  }

  /** Logs in and shows the feed; returns false if there is no account of this name. */
  final boolean logIn(String user) {
    boolean known = platform.logIn(user);
    if (known) {
      showFeed();
      load(environment().timing().accountSwitch());
    }
    return known;
  }

  private Optional<AppScreen> blockedBy(Notice notice) {
    return Optional.of(new BlockedScreen(this, notice));
  }

  /** The posts and users that exist on its platform. */
  public final SocialCatalog catalog() {
    return descriptor.catalog();
  }

  public final SocialPlatform platform() {
    return platform;
  }

  public final Uploads uploads() {
    return uploads;
  }

  /** Shows the platform's warning that an action came too soon. */
  public final void warnTooFast() {
    heed(Outcome.TOO_FAST);
  }

  /** Shows the platform's warning if an action came too soon. */
  public final Outcome heed(Outcome outcome) {
    if (outcome == Outcome.TOO_FAST) {
      pushDialog(new AppDialog(this, descriptor.notices().tooFast()));
    }
    return outcome;
  }

  /** Switches to an account, unless it is already in use. */
  public final void choose(String account) {
    if (account.equals(platform.account().name())) {
      pop();
      return;
    }
    platform.switchTo(account);
    showFeed();
    load(environment().timing().accountSwitch());
  }

  public final void showFeed() {
    showTab(firstPage());
  }

  public final void saveDraft(Composition composition) {
    platform.account().drafts.push(composition);
    showFeed();
  }

  /**
   * Begins to upload a post.
   *
   * @param kind {@code post} or {@code story}
   */
  public final void publish(String kind, Composition composition) {
    if (heed(platform.judgePost(kind)) == Outcome.DONE) {
      uploads.begin(kind, composition);
      showFeed();
    }
  }

  /**
   * Returns whether the hierarchy leaves something out that the app shows.
   *
   * @param what one of {@link Fault#UNREADABLES}
   */
  public final boolean leavesOut(String what) {
    return environment().faults().leavesOut(what);
  }

  /** A field for a caption, as far as the hierarchy tells what is in it. */
  public final View told(View caption, TextField field) {
    boolean leftOut =
        leavesOut("caption") || (leavesOut("caption_until_focused") && !field.isFocused());
    return leftOut ? caption.saying("") : caption;
  }

  public static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
