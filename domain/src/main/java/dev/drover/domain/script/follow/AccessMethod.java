package dev.drover.domain.script.follow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a script reaches a user's profile. */
public enum AccessMethod {
  /** By the profile's URL. */
  DIRECT,
  /** By the app's own search. */
  SEARCH;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AccessMethod> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(method -> method.wireName().equals(wireName)).findFirst();
  }
}
