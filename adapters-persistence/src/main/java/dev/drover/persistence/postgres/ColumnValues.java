package dev.drover.persistence.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Converts values to the form in which columns store them. */
public final class ColumnValues {
  /** The longest stored text, in characters. Phones and apps may report longer ones. */
  public static final int MOST_CHARACTERS = 2_000;

  private ColumnValues() {}

  public static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * Shortens a text to {@link #MOST_CHARACTERS} characters and replaces each NUL, which PostgreSQL
   * refuses.
   */
  public static String storable(String text) {
    String kept = text.replace('\0', '\uFFFD');
    if (kept.length() <= MOST_CHARACTERS) {
      return kept;
    }
    int end = MOST_CHARACTERS - 1;
    return kept.substring(0, Character.isHighSurrogate(kept.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
