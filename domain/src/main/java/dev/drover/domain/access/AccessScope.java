package dev.drover.domain.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the bearer of an API key may do; each scope holds those before it. */
public enum AccessScope {
  /** Look at everything. */
  READ,
  /** Change tasks, accounts and materials. */
  WRITE,
  /** Change how the server works: its settings, its phones, its queue. */
  ADMIN;

  /** As it stands on the command line, in the database and in answers: {@code read}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether this scope includes the other. */
  public boolean covers(AccessScope needed) {
    return compareTo(needed) >= 0;
  }

  public static Optional<AccessScope> ofWireName(String name) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
  }
}
