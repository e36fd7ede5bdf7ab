package dev.drover.virtualphone.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The versions of an app that a phone can have. */
public enum AppVersion {
  /** The usual version. */
  USUAL,
  /** Another build in which only the resource ids differ. */
  RENAMED,
  /** A later version, in which elements are elsewhere and have other classes. */
  MOVED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AppVersion> ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(version -> version.wireName().equals(wireName))
        .findFirst();
  }
}
