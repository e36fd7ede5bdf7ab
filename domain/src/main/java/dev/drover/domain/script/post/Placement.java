package dev.drover.domain.script.post;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where Instagram shows a post. */
public enum Placement {
  REEL,
  STORY;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Placement> ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(placement -> placement.wireName().equals(wireName))
        .findFirst();
  }
}
