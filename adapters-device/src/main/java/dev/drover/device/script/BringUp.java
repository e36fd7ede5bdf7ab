package dev.drover.device.script;

import dev.drover.application.port.ScriptRun;
import dev.drover.device.ui.AppProfile;
import dev.drover.device.ui.PhoneState;
import dev.drover.domain.task.FailureCode;
import java.util.Optional;

/**
 * What every flow begins with: a phone that is awake, an app that the profile knows, an account.
 */
public final class BringUp {
  private BringUp() {}

  /**
   * Readies the phone for a flow.
   *
   * @param state as the phone told it just now
   * @param passed which unknown versions are known to do
   * @throws ScriptFailed if it can't be made ready
   */
  public static void run(
      PhoneAtWork phone, PhoneState state, PassedCanaries passed, ScriptRun run) {
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
    if (!phone.screen().profile().fitsVersion(version)) {
      tryOut(version, phone, passed, run);
    }
    phone.account().ifPresent(account -> new AccountSwitch(phone).to(account, run));
  }

  /** A version that the profile was not made for does, if the profile finds its way about it. */
  private static void tryOut(
      String version, PhoneAtWork phone, PassedCanaries passed, ScriptRun run) {
    if (passed.has(phone, version)) {
      return;
    }
    AppProfile profile = phone.screen().profile();
    Optional<String> missing = Optional.of("a canary walk");
    if (!profile.canary().isEmpty()) {
      run.step(
          "look whether "
              + profile.source()
              + " fits version "
              + version
              + ", which it was not made for",
          3);
      missing = CanaryWalk.missing(phone, run);
    }
    if (missing.isPresent()) {
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
              + ") and does not fit: it lacks "
              + missing.get()
              + "; install another version, or repair the profile and widen its versions");
    }
    passed.add(phone, version);
  }
}
