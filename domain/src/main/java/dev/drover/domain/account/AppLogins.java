package dev.drover.domain.account;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import java.util.List;

/**
 * The accounts that an app on a phone is logged in with, as its account switcher lists them.
 *
 * @param packageName of the app on that phone
 * @param usernames each once, at most {@link #MOST}
 * @param complete false if some entry of the list could not be read; an account that is not among
 *     the others may still be logged in then
 */
public record AppLogins(
    Platform platform, PackageName packageName, List<Username> usernames, boolean complete) {
  /** More than any app allows; a phone must not decide how much is stored. */
  public static final int MOST = 50;

  public AppLogins {
    usernames = usernames.stream().distinct().toList();
    if (usernames.size() > MOST) {
      throw new IllegalArgumentException("an app is logged in with at most " + MOST + " accounts");
    }
  }
}
