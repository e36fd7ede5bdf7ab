package dev.drover.device.attempt;

import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.app.App;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.PhoneState;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which of the apps that profiles know are on a phone, and in which versions. */
public final class InstalledApps {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Apps apps;
  private final AppProfiles profiles;

  public InstalledApps(Apps apps, AppProfiles profiles) {
    this.apps = apps;
    this.profiles = profiles;
  }

  /**
   * Reads a phone, one command a package.
   *
   * @param known the apps that were there before, of which clones are read too
   * @throws PhoneLost if the phone does not answer
   * @throws Malformed if a profile can't be read
   */
  public List<InstalledApp> read(PhoneSession session, List<AppVersion> known) {
    List<InstalledApp> found = new ArrayList<>();
    for (App app : apps.all()) {
      AppProfile profile = profiles.profile(app.profileName());
      Set<PackageName> packages = new LinkedHashSet<>(profile.packages());
      known.stream()
          .filter(before -> before.platform() == app.platform())
          .forEach(before -> packages.add(before.app()));
      for (PackageName packageName : packages) {
        version(session, packageName, known)
            .map(version -> AppVersion.told(packageName, app.platform(), version))
            .ifPresent(
                version ->
                    found.add(
                        new InstalledApp(
                            version,
                            profile.fitsVersion(version.version()),
                            profile.fingerprint())));
      }
    }
    return List.copyOf(found);
  }

  /** Asks twice: one garbled answer must not report an installed app as missing. */
  private static Optional<String> version(
      PhoneSession session, PackageName app, List<AppVersion> known) {
    String first = ask(session, app);
    Optional<String> version = PhoneState.versionIn(first);
    if (version.isPresent() || saysMissing(first, app)) {
      return version;
    }
    String second = ask(session, app);
    return PhoneState.versionIn(second)
        .or(
            () ->
                saysMissing(second, app)
                    ? Optional.empty()
                    : known.stream()
                        .filter(before -> before.app().equals(app))
                        .map(AppVersion::version)
                        .findFirst());
  }

  private static String ask(PhoneSession session, PackageName app) {
    return session.shell(ShellCommand.of("dumpsys", "package", app.value()), DEADLINE).output();
  }

  private static boolean saysMissing(String output, PackageName app) {
    return output.contains("Unable to find package: " + app);
  }
}
