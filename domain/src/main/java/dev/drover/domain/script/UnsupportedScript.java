package dev.drover.domain.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Scripts of the TikMatrix local API that Drover does not implement. */
public enum UnsupportedScript {
  LIKE,
  MESSAGE,
  SUPER_MARKETING,
  PROFILE,
  SCRAPE_USER,
  LOGIN,
  /** Also called {@code match_accounts}. */
  MATCH_ACCOUNT;

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
