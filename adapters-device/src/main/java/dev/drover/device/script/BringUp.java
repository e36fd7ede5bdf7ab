package dev.drover.device.script;

import dev.drover.application.port.ScriptRun;
import dev.drover.device.ui.AppProfile;
import dev.drover.device.ui.PhoneState;
import dev.drover.domain.task.FailureCode;

/**
 * What every flow begins with: a phone that is awake, an app that the profile knows, an account.
 */
public final class BringUp {
  private BringUp() {}

  /**
   * Readies the phone for a flow.
   *
   * @param state as the phone told it just now
   * @throws ScriptFailed if it can't be made ready
   */
  public static void run(PhoneAtWork phone, PhoneState state, ScriptRun run) {
    run.step("ready the phone", 2);
    if (!state.usable() && !phone.screen().wake()) {
      throw new ScriptFailed(
          FailureCode.DEVICE_ERROR,
          "phone "
              + phone.serial()
              + " is locked with a secret; unlock it, and switch the lock off");
    }
    String version =
        state
            .appVersion()
            .orElseThrow(
                () ->
                    new ScriptFailed(
                        FailureCode.APP_NOT_INSTALLED,
                        "phone "
                            + phone.serial()
                            + " has no "
                            + phone.app()
                            + "; install the app and log in"));
    AppProfile profile = phone.screen().profile();
    if (!profile.fitsVersion(version)) {
      throw new ScriptFailed(
          FailureCode.APP_VERSION_UNKNOWN,
          "phone "
              + phone.serial()
              + " has version "
              + version
              + " of "
              + phone.app()
              + ", which "
              + profile.source()
              + " is not for ("
              + profile.versions()
              + "); install another version, or widen the profile once it fits");
    }
    phone.account().ifPresent(account -> new AccountSwitch(phone).to(account, run));
  }
}
