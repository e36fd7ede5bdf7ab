package dev.drover.domain.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Scripts of the TikMatrix local API that Drover does not implement. */
public enum UnsupportedScript {
  MESSAGE("Drover sends no mass messages"),
  SUPER_MARKETING("Drover sends no mass messages"),
  SCRAPE_USER("Drover scrapes nothing"),
  LOGIN("Drover takes no passwords; log in by hand, on the phone or on its live screen");

  private final String whyNever;

  UnsupportedScript(String whyNever) {
    this.whyNever = whyNever;
  }

  /** Returns why Drover will never have it; empty if it may come. */
  public Optional<String> whyNever() {
    return Optional.of(whyNever).filter(why -> !why.isEmpty());
  }

  /** Returns the name in requests: {@code super_marketing}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a script by its name. */
  public static Optional<UnsupportedScript> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(name -> name.wireName().equals(wireName)).findFirst();
  }
}
