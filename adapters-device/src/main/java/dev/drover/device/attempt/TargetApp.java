package dev.drover.device.attempt;

import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.app.App;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.screen.PhoneState;
import dev.drover.domain.account.Account;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Unfit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The app that an attempt uses, and its state on the phone. The account determines the app's
 * package and, through its platform, the profile. A clone of an app has a package of its own.
 *
 * @param profile the profile in its first language
 * @param state the state of the phone and of this package
 */
record TargetApp(
    DeviceSerial serial, App app, AppProfile profile, PackageName packageName, PhoneState state) {
  /**
   * Finds the app for an assignment.
   *
   * @throws FlowFailed if the script needs something that the app can't do
   */
  static TargetApp find(Assignment assignment, AttemptResources resources, PhoneSession session) {
    DeviceSerial serial = assignment.serial();
    Optional<Account> account = assignment.account();
    Platform platform =
        account.map(Account::platform).orElseGet(() -> platformOf(assignment.script()));
    refuseUnfit(assignment, platform);
    App app =
        resources
            .apps()
            .of(platform)
            .orElseThrow(
                () ->
                    FlowFailed.notSupported(
                        "this server has no app for "
                            + platform.displayName()
                            + "; install the plug-in that has it, and restart the server"));
    AppProfile profile = resources.profiles().profile(app.profileName());
    PackageName packageName =
        account
            .map(Account::packageName)
            .orElseGet(() -> new PackageName(platform.defaultPackage()));
    PhoneState state = ask(session, packageName);
    if (state.appVersion().isEmpty() && account.isEmpty()) {
      // No package was named, so another edition of the app serves as well.
      for (PackageName edition : profile.packages()) {
        if (state.appVersion().isEmpty()) {
          state = ask(session, edition);
          packageName = edition;
        }
      }
    }
    return new TargetApp(serial, app, profile, packageName, state);
  }

  /** Without an account, the script's target tells the platform, as the address of a post does. */
  private static Platform platformOf(Script script) {
    return script.platform().orElse(Platform.WITHOUT_ACCOUNT);
  }

  /** Asks twice: one garbled answer must not report an installed app as missing. */
  private static PhoneState ask(PhoneSession session, PackageName app) {
    PhoneState state = PhoneState.ask(session, app);
    return state.appVersion().isPresent() && state.tellsLanguage()
        ? state
        : PhoneState.ask(session, app);
  }

  /** The platform may have been unknown when the task was created, or may have changed since. */
  private static void refuseUnfit(Assignment assignment, Platform platform) {
    List<Unfit> unfit = assignment.script().unfitFor(platform);
    if (!unfit.isEmpty()) {
      throw FlowFailed.notSupported(
          "the task on phone "
              + assignment.serial()
              + " is for "
              + platform.displayName()
              + ": "
              + unfit.stream()
                  .map(parameter -> parameter.parameter() + " " + parameter.reason())
                  .collect(Collectors.joining("; "))
              + "; create it anew without");
    }
  }

  /**
   * The app's profile with the labels of the phone's language.
   *
   * @throws FlowFailed if the profile has none, or the phone names no language
   */
  AppProfile localizedProfile() {
    return profile.inLanguage(state.language()).orElseThrow(this::otherLanguage);
  }

  private FlowFailed otherLanguage() {
    return state.tellsLanguage()
        ? FlowFailed.notSupported(
            "phone "
                + serial
                + " is set to "
                + state.language()
                + ", and "
                + profile.source()
                + " has labels of "
                + String.join(", ", profile.locales())
                + " only; set the phone to one of these, or add its labels to the profile")
        : FlowFailed.garbled(
            "phone "
                + serial
                + " says that its language is \""
                + state.language()
                + "\", which is none; check its cable or network, and retry");
  }
}
