package dev.drover.device;

import dev.drover.application.plugin.Finding;
import dev.drover.device.PhoneCare.Checkup;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.app.App;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import java.util.ArrayList;
import java.util.List;

/** Checks the adb server and every phone that was reached. Not thread-safe. */
final class AdbCheck {
  private final AdbPhones phones;
  private final AppProfiles profiles;
  private final Apps apps;
  private final List<Finding> findings = new ArrayList<>();

  AdbCheck(AdbPhones phones, AppProfiles profiles, Apps apps) {
    this.phones = phones;
    this.profiles = profiles;
    this.apps = apps;
  }

  /**
   * Looks each phone over.
   *
   * @param server the adb server, as {@code host:port}
   */
  List<Finding> findings(String server) {
    findings.add(
        phones
            .serverProblem()
            .map(problem -> Finding.note("adb server: " + problem))
            .orElseGet(() -> Finding.ok("adb server at " + server)));
    phones
        .unreached()
        .forEach(
            (address, problem) ->
                findings.add(Finding.fail("phone at " + address + ": " + problem)));
    if (phones.devices().isEmpty() && phones.unreached().isEmpty()) {
      findings.add(
          Finding.note(
              "phones: none; plug one in, or name it by devices.connect (docs/phones.md)"));
    }
    List<AppProfile> usable = usableProfiles();
    PhoneCare care = new PhoneCare(phones);
    for (Device phone : phones.devices()) {
      check(phone, care, usable);
    }
    return List.copyOf(findings);
  }

  private List<AppProfile> usableProfiles() {
    List<AppProfile> usable = new ArrayList<>();
    for (App app : apps.all()) {
      try {
        usable.add(profiles.profile(app.profileName()));
      } catch (AppProfile.Malformed malformed) {
        findings.add(
            Finding.note("app profile " + app.profileName() + ": " + malformed.getMessage()));
      }
    }
    return usable;
  }

  private void check(Device phone, PhoneCare care, List<AppProfile> usable) {
    String name = "phone " + phone.serial() + " (" + String.join(", ", phone.addresses()) + ")";
    if (phone.state() != DeviceState.ONLINE) {
      findings.add(Finding.fail(name + ": " + phone.problem().orElse(phone.state().toString())));
      return;
    }
    try {
      tell(name, phone, care.check(phone.serial(), usable));
    } catch (PhoneLost lost) {
      findings.add(Finding.fail(name + ": " + lost.getMessage()));
    }
  }

  private void tell(String name, Device phone, Checkup found) {
    findings.add(
        Finding.ok(
            name + ": authorised, " + phone.model() + ", Android " + phone.androidVersion()));
    if (!found.usable()) {
      findings.add(
          Finding.note(
              name
                  + ": the screen is off or locked; a lock with a PIN has to be taken away for"
                  + " scripts"));
    }
    found.apps().forEach(app -> findings.add(version(name, app)));
    if (found.apps().isEmpty()) {
      findings.add(
          Finding.fail(
              name + ": no app is installed that a profile is for; install one, and log in"));
    }
    findings.add(
        found.agent()
            ? Finding.ok(name + ": the UiAutomator2 agent is installed")
            : Finding.note(
                name
                    + ": no UiAutomator2 agent, screens that move are read slowly: drover agent"
                    + " install"));
    if (!found.agent() && !found.adbKeyboard()) {
      findings.add(
          Finding.note(
              name + ": types plain ASCII only; the agent, or ADBKeyBoard, types the rest"));
    }
  }

  private static Finding version(String name, PhoneCare.InstalledApp app) {
    String version = name + ": " + app.app() + " " + app.version();
    return app.fits()
        ? Finding.ok(version + ", which the profile " + app.profile() + " knows")
        : Finding.note(
            version
                + ", but the profile "
                + app.profile()
                + " is for "
                + app.versions()
                + ": unless it has passed here before, the next task looks first whether its main"
                + " pages are as the profile says, and does nothing if they are not"
                + " (app_version_unknown); then install another version, or repair the profile and"
                + " widen its versions");
  }
}
