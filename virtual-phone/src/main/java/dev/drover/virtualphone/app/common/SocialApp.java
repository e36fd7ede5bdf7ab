package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppDialog;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.BlockedScreen;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.app.common.SocialPlatform.Outcome;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.system.MediaFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An app of a platform on which people post. What it has in common with others: accounts that act,
 * uploads on their way, links, what blocks it.
 */
public abstract class SocialApp extends PagedApp {
  private final String packageName;
  private final SocialPlatform platform;
  private final Uploads uploads = new Uploads(this);

  /**
   * @param accounts logged in, without {@code @}; the first is the one in use
   */
  public SocialApp(
      String packageName,
      AppVersion version,
      SocialCatalog catalog,
      List<String> accounts,
      AppEnvironment environment) {
    super(version, environment);
    this.packageName = packageName;
    this.platform = new SocialPlatform(environment, packageName, catalog, accounts);
  }

  /** The page that a link leads to. */
  protected abstract Optional<AppScreen> byLink(String url);

  /** Where a post that was shared to it begins. */
  protected abstract AppScreen editorFor(Composition composition);

  /** Says that what was shared to it can't be read. */
  protected abstract AppScreen mediaNotLoaded();

  protected abstract AppScreen profileOf(String user);

  protected abstract BlockedScreen loggedOut();

  protected abstract BlockedScreen verification();

  protected abstract BlockedScreen suspended(boolean forEver);

  protected abstract AppDialog tooFast();

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
      startOn(mediaNotLoaded());
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
      return Optional.of(loggedOut());
    }
    if (faults.holding(Fault.Kind.VERIFICATION).isPresent()) {
      return Optional.of(verification());
    }
    return faults
        .holding(Fault.Kind.SUSPENDED)
        .map(fault -> suspended(fault.name().equals("banned")));
  }

  public final SocialPlatform platform() {
    return platform;
  }

  public final Uploads uploads() {
    return uploads;
  }

  /** Shows what the platform says of an action. */
  public final Outcome heed(Outcome outcome) {
    if (outcome == Outcome.TOO_FAST) {
      pushDialog(tooFast());
    }
    return outcome;
  }

  /** Switches to an account, or stays with it. */
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
