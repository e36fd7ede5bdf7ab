package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.config.AppVersion;
import java.util.List;

/**
 * A social app as it is installed on one phone.
 *
 * @param accounts logged in, without {@code @}; the first is the one in use
 */
public record Installation(String packageName, AppVersion version, List<String> accounts) {
  public Installation {
    accounts = List.copyOf(accounts);
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException(packageName + " has no account");
    }
  }
}
