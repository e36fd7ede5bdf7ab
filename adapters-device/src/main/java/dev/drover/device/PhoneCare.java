package dev.drover.device;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.ApkInstall;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.screen.PhoneState;
import dev.drover.device.screen.driver.ScreenDrivers;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations on a phone outside of attempts: checking it, and installing the agent. */
public final class PhoneCare {
  private static final PackageName ADB_KEYBOARD = new PackageName("com.android.adbkeyboard");

  private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(3);
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(15);

  private final AdbPhones phones;

  public PhoneCare(AdbPhones phones) {
    this.phones = phones;
  }

  /**
   * The state of a phone.
   *
   * @param usable whether the screen is on and not locked
   * @param apps the installed apps that profiles know
   * @param agent whether both packages of the agent are installed
   * @param adbKeyboard whether ADBKeyBoard is installed
   */
  public record Checkup(
      boolean usable, List<InstalledApp> apps, boolean agent, boolean adbKeyboard) {
    public Checkup {
      apps = List.copyOf(apps);
    }
  }

  /**
   * An installed app that a profile knows.
   *
   * @param fits whether the profile is for this version
   */
  public record InstalledApp(
      PackageName app, String version, String profile, String versions, boolean fits) {}

  /**
   * Checks a phone without changing anything.
   *
   * @throws PhoneLost if the phone is gone or does not answer; a retry is safe
   */
  public Checkup check(DeviceSerial serial, List<AppProfile> profiles) {
    try (PhoneSession session = new PhoneSession(phone(serial), () -> true)) {
      List<String> installed = packages(session);
      List<InstalledApp> apps = new ArrayList<>();
      boolean usable = true;
      for (AppProfile profile : profiles) {
        for (PackageName app : profile.packages()) {
          PhoneState state = PhoneState.ask(session, app);
          usable = state.usable();
          state
              .appVersion()
              .ifPresent(
                  version ->
                      apps.add(
                          new InstalledApp(
                              app,
                              version,
                              profile.name(),
                              profile.versions().toString(),
                              profile.fitsVersion(version))));
        }
      }
      return new Checkup(
          usable,
          apps,
          ScreenDrivers.AGENT.stream().allMatch(part -> installed.contains(part.value())),
          installed.contains(ADB_KEYBOARD.value()));
    }
  }

  /**
   * Installs packages on a phone, over older versions.
   *
   * @return why the phone refused a package; empty if all were installed
   * @throws PhoneLost if the phone is gone or does not answer; a retry is safe
   */
  public Optional<String> installAgent(DeviceSerial serial, List<Path> apks) {
    try (PhoneSession session = new PhoneSession(phone(serial), () -> true)) {
      for (Path apk : apks) {
        Optional<String> refused = ApkInstall.install(session, apk, INSTALL_DEADLINE);
        if (refused.isPresent()) {
          return refused;
        }
      }
      List<String> installed = packages(session);
      return ScreenDrivers.AGENT.stream()
          .map(PackageName::value)
          .filter(part -> !installed.contains(part))
          .findFirst()
          .map(missing -> "pm list packages does not name " + missing + " afterwards");
    }
  }

  private static List<String> packages(PhoneSession session) {
    return session
        .shell(ShellCommand.of("pm", "list", "packages"), COMMAND_DEADLINE)
        .output()
        .lines()
        .map(line -> line.strip().replaceFirst("^package:", ""))
        .toList();
  }

  private DadbPhone phone(DeviceSerial serial) {
    return phones
        .phone(serial)
        .orElseThrow(() -> new IllegalArgumentException("phone " + serial + " is not online"));
  }
}
