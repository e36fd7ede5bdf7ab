package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.AppBlocked;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.PhoneState;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.task.FailureCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prepares a phone for a flow: the phone is awake, its app has a version that the profile fits, and
 * the app acts for the task's account.
 */
public final class PhonePreparation {
  private final FlowContext context;
  private final AppPages pages;
  private final AcceptedVersions accepted;
  private final boolean needsAccount;
  private final Attempt attempt;

  private PhonePreparation(
      FlowContext context, AcceptedVersions accepted, boolean needsAccount, Attempt attempt) {
    this.context = context;
    this.pages = new AppPages(context);
    this.accepted = accepted;
    this.needsAccount = needsAccount;
    this.attempt = attempt;
  }

  /**
   * Prepares the phone. Afterwards the app shows a known page, and acts for the account if that is
   * needed.
   *
   * @param state the phone's state, read just now
   * @param accepted the app versions that passed a canary walk
   * @param needsAccount whether the app must act for the task's account
   * @param attempt decides whether the app's version is tried first
   * @throws FlowFailed if the phone can't be prepared
   * @throws AppBlocked if the app shows a screen that needs a person, possibly about the account
   */
  public static void run(
      FlowContext context,
      PhoneState state,
      AcceptedVersions accepted,
      boolean needsAccount,
      Attempt attempt) {
    new PhonePreparation(context, accepted, needsAccount, attempt).run(state);
  }

  private void run(PhoneState state) {
    context.step("ready the phone", 2);
    if (context.account().isEmpty()) {
      // As an attempt before this one has read it; a flow that reads it anew corrects it.
      context.note().account().ifPresent(context::actsFor);
    }
    if (!state.usable() && !context.screen().wake()) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "phone "
              + context.serial()
              + " is locked with a secret; unlock it, and switch the lock off");
    }
    String version =
        state
            .appVersion()
            .orElseThrow(
                () ->
                    new FlowFailed(
                        FailureCode.APP_NOT_INSTALLED,
                        "phone "
                            + context.serial()
                            + " has no "
                            + context.packageName()
                            + "; install the app and log in"));
    try {
      AppProfile profile = context.screen().profile();
      InstalledApp app =
          new InstalledApp(
              AppVersion.told(context.packageName(), context.app().platform(), version),
              profile.fitsVersion(version),
              profile.fingerprint());
      // A profile without a walk can't tell whether it fits a version that it lists.
      if (!(app.listed() && profile.canary().isEmpty()) && attempt.tries(app)) {
        tryVersion(app, version);
      }
      begin();
    } catch (AppBlocked blocked) {
      throw attributed(blocked);
    }
  }

  /**
   * Reaches a known page. Pressing Back leads there from most pages that may have been left open;
   * otherwise the app is restarted.
   */
  private void begin() {
    try {
      begin(pages::findOwnProfile, pages::findFeed);
    } catch (ElementNotFound | Selector.Ambiguous | AppBlocked left) {
      leaveOpenPage(left, 8);
      begin(pages::openOwnProfile, pages::openFeed);
    }
  }

  private void begin(Supplier<UiNode> ownProfile, Runnable feed) {
    context
        .account()
        .filter(_ -> needsAccount)
        .ifPresentOrElse(account -> new AccountSwitch(context).to(account, ownProfile), feed);
  }

  /**
   * Leaves the open page. Restarts the app only where no post may be uploading: a restart would
   * lose it.
   */
  private void leaveOpenPage(RuntimeException left, int progress) {
    if (context.note().mayBeUploading()) {
      context.step("go back, since a post may be on its way: " + left.getMessage(), progress);
      context.screen().pressBack();
    } else {
      context.step("start the app anew, since it was left on an unusual page", progress);
      pages.restart();
    }
  }

  /** Attributes a blocking screen to the account for which the app acted when it appeared. */
  private RuntimeException attributed(AppBlocked blocked) {
    Optional<Username> inUse = context.note().account();
    Optional<Username> wanted = context.account();
    return wanted.isEmpty() || inUse.isEmpty() || inUse.equals(wanted)
        ? blocked
        : new FlowFailed(
            FailureCode.DEVICE_ERROR,
            "on phone "
                + context.serial()
                + " "
                + blocked.getMessage()
                + ". It came up while the app acted for "
                + inUse.get()
                + ", and keeps "
                + wanted.get()
                + " from it; look after "
                + inUse.get()
                + " there");
  }

  /** Accepts a version of the app when its canary walk succeeds. */
  private void tryVersion(InstalledApp app, String version) {
    if (accepted.has(context, version)) {
      attempt.tried(app, Optional.empty());
      return;
    }
    AppProfile profile = context.screen().profile();
    Optional<String> missing = Optional.of("a canary walk");
    if (!profile.canary().isEmpty()) {
      context.step(
          "look whether "
              + profile.source()
              + " fits version "
              + version
              + (app.listed() ? ", which is new here" : ", which it was not made for"),
          3);
      missing = walk();
    }
    attempt.tried(app, missing);
    if (missing.isPresent()) {
      throw new FlowFailed(
          FailureCode.APP_VERSION_UNKNOWN,
          "phone "
              + context.serial()
              + " has version "
              + version
              + " of "
              + context.packageName()
              + ", which "
              + profile.source()
              + (app.listed()
                  ? " should fit ("
                      + profile.versions()
                      + ") and does not: it lacks "
                      + missing.get()
                      + "; repair the profile, or install another version"
                  : " is not for ("
                      + profile.versions()
                      + ") and does not fit: it lacks "
                      + missing.get()
                      + "; install another version, or repair the profile and widen its versions"));
    }
    accepted.add(context, version);
  }

  /**
   * Walks, and if that fails walks once more after a restart, because an open page must not look
   * like a missing element.
   */
  private Optional<String> walk() {
    try {
      Optional<String> missing = CanaryWalk.missing(context, pages);
      if (missing.isEmpty() || context.note().mayBeUploading()) {
        return missing;
      }
    } catch (AppBlocked left) {
      leaveOpenPage(left, 3);
      return CanaryWalk.missing(context, pages);
    }
    context.step("start the app anew, and look once more", 3);
    pages.restart();
    return CanaryWalk.missing(context, pages);
  }
}
