package dev.drover.domain.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Scripts of the TikMatrix local API that Drover does not implement. */
public enum UnsupportedScript {
  LIKE(""),
  MESSAGE("Drover sends no mass messages"),
  SUPER_MARKETING("Drover sends no mass messages"),
  SCRAPE_USER("Drover scrapes nothing"),
  LOGIN("Drover takes no passwords; log in on the phone"),
  /** Also called {@code match_accounts}. */
  MATCH_ACCOUNT("");

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

  /** Finds a script by its name or another name of it. */
  public static Optional<UnsupportedScript> ofWireName(String wireName) {
    return wireName.equals("match_accounts")
        ? Optional.of(MATCH_ACCOUNT)
        : Arrays.stream(values()).filter(name -> name.wireName().equals(wireName)).findFirst();
  }
}
