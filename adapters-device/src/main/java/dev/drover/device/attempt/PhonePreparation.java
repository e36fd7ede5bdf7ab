package dev.drover.device.attempt;

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
import dev.drover.domain.task.FailureCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every flow begins with: a phone that is awake, an app that the profile knows, an account.
 */
public final class PhonePreparation {
  private final FlowContext context;
  private final AppPages pages;
  private final AcceptedVersions passed;

  private PhonePreparation(FlowContext context, AcceptedVersions passed) {
    this.context = context;
    this.pages = new AppPages(context);
    this.passed = passed;
  }

  /**
   * Readies the phone for a flow: with the app at a page that is known, whatever was left open
   * there, and acting for the account.
   *
   * @param state as the phone told it just now
   * @param passed which unknown versions are known to do
   * @throws FlowFailed if it can't be made ready
   * @throws AppBlocked if the app shows what needs a person, and that may be the account's
   */
  public static void run(FlowContext context, PhoneState state, AcceptedVersions passed) {
    new PhonePreparation(context, passed).run(state);
  }

  private void run(PhoneState state) {
    context.step("ready the phone", 2);
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
      if (!context.screen().profile().fitsVersion(version)) {
        tryOut(version);
      }
      begin();
    } catch (AppBlocked blocked) {
      throw ofWhom(blocked);
    }
  }

  /**
   * Comes to a known page. Back leads there from most of what may have been left open; where it
   * does not, the app starts anew.
   */
  private void begin() {
    try {
      begin(pages::findOwnProfile, pages::findFeed);
    } catch (ElementNotFound | Selector.Ambiguous | AppBlocked left) {
      leaveBehind(left, 8);
      begin(pages::openOwnProfile, pages::openFeed);
    }
  }

  private void begin(Supplier<UiNode> ownProfile, Runnable feed) {
    context
        .account()
        .ifPresentOrElse(account -> new AccountSwitch(context).to(account, ownProfile), feed);
  }

  /** An app that is ended loses the upload of an earlier run. */
  private void leaveBehind(RuntimeException left, int progress) {
    if (context.note().mayBeUploading()) {
      context.step("go back, since a post may be on its way: " + left.getMessage(), progress);
      context.screen().pressBack();
    } else {
      context.step("start the app anew, since it was left on an unusual page", progress);
      pages.restart();
    }
  }

  /**
   * What came up while the app acted for another account is not this one's: that one is to be
   * looked after.
   */
  private RuntimeException ofWhom(AppBlocked blocked) {
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

  /** A version that the profile was not made for does, if the profile finds its way about it. */
  private void tryOut(String version) {
    if (passed.has(context, version)) {
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
              + ", which it was not made for",
          3);
      missing = walk();
    }
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
              + " is not for ("
              + profile.versions()
              + ") and does not fit: it lacks "
              + missing.get()
              + "; install another version, or repair the profile and widen its versions");
    }
    passed.add(context, version);
  }

  /** What was left open is not to pass for what a version lacks. */
  private Optional<String> walk() {
    try {
      Optional<String> missing = CanaryWalk.missing(context, pages);
      if (missing.isEmpty() || context.note().mayBeUploading()) {
        return missing;
      }
    } catch (AppBlocked left) {
      leaveBehind(left, 3);
      return CanaryWalk.missing(context, pages);
    }
    context.step("start the app anew, and look once more", 3);
    pages.restart();
    return CanaryWalk.missing(context, pages);
  }
}
