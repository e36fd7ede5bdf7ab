package dev.drover.virtualphone.config;

import java.util.List;

/**
 * The simulated apps of a phone.
 *
 * @param accounts logged in on the TikTok-like app, without {@code @}; the first is the one in use
 * @param instagramAccounts logged in on the Instagram-like app, likewise
 */
public record InstalledApps(
    List<String> accounts,
    AppVersion tiktokVersion,
    List<String> instagramAccounts,
    AppVersion instagramVersion) {
  public InstalledApps {
    accounts = checked(accounts);
    instagramAccounts = checked(instagramAccounts);
  }

  /** The usual ones, with the same accounts on each. */
  static InstalledApps usual(List<String> accounts) {
    return new InstalledApps(accounts, AppVersion.USUAL, accounts, AppVersion.USUAL);
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
