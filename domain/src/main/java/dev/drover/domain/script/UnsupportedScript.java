package dev.drover.domain.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Scripts that clients of the local API know by name and that Drover does not run. */
public enum UnsupportedScript {
  LIKE,
  MESSAGE,
  SUPER_MARKETING,
  PROFILE,
  SCRAPE_USER;

  /** As it stands in requests: {@code super_marketing}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<UnsupportedScript> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(name -> name.wireName().equals(wireName)).findFirst();
  }
}
