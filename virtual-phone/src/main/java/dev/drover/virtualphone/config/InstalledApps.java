package dev.drover.virtualphone.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The accounts and versions of a phone's apps. Each app is named by its id, such as {@code tiktok}.
 *
 * @param accounts logged in on every app without accounts of its own, without {@code @}; the first
 *     is the one in use
 * @param ownAccounts the accounts of single apps, by the app's id
 * @param versions of single apps, by the app's id; the others have their usual version
 */
public record InstalledApps(
    List<String> accounts,
    Map<String, List<String>> ownAccounts,
    Map<String, AppVersion> versions) {
  public InstalledApps {
    accounts = checked(accounts);
    Map<String, List<String>> own = new HashMap<>();
    ownAccounts.forEach((app, names) -> own.put(app, checked(names)));
    ownAccounts = Map.copyOf(own);
    versions = Map.copyOf(versions);
  }

  /** Returns every app in its usual version, with the same accounts on each. */
  static InstalledApps usual(List<String> accounts) {
    return new InstalledApps(accounts, Map.of(), Map.of());
  }

  InstalledApps withAccounts(String app, List<String> names) {
    Map<String, List<String>> changed = new HashMap<>(ownAccounts);
    changed.put(app, names);
    return new InstalledApps(accounts, changed, versions);
  }

  InstalledApps withVersion(String app, AppVersion version) {
    Map<String, AppVersion> changed = new HashMap<>(versions);
    changed.put(app, version);
    return new InstalledApps(accounts, ownAccounts, changed);
  }

  public List<String> accountsOf(String app) {
    return ownAccounts.getOrDefault(app, accounts);
  }

  public AppVersion versionOf(String app) {
    return versions.getOrDefault(app, AppVersion.USUAL);
  }

  /**
   * Checks that every app that is named here exists.
   *
   * @param apps the ids of all apps
   * @throws IllegalArgumentException if an unknown app is named
   */
  public void requireOnly(Collection<String> apps) {
    Stream.concat(ownAccounts.keySet().stream(), versions.keySet().stream())
        .filter(app -> !apps.contains(app))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new IllegalArgumentException(
                  "there is no app " + unknown + "; a phone has " + String.join(", ", apps));
            });
  }

  private static List<String> checked(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a phone has at least one account on each app");
    }
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("an account is on a phone once: " + names);
    }
    return List.copyOf(names);
  }
}
