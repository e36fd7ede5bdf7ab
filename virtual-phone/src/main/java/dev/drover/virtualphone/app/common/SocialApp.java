package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppDialog;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.BlockedScreen;
import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.app.common.SocialPlatform.Outcome;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.system.MediaFile;
import java.util.List;
import java.util.Locale;
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
  private final Uploads uploads = new Uploads(this);

  protected SocialApp(
      SocialAppDescriptor descriptor, Installation installation, AppEnvironment environment) {
    super(installation.version(), environment);
    this.descriptor = descriptor;
    this.packageName = installation.packageName();
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
    return faults
        .holding(Fault.Kind.SUSPENDED)
        .flatMap(
            fault ->
                blockedBy(
                    fault.name().equals("banned")
                        ? descriptor.notices().banned()
                        : descriptor.notices().suspended()));
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

  public static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
