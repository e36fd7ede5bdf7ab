package dev.drover.persistence.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Values in the form in which columns keep them. */
public final class ColumnValues {
  /** The longest text that lists show; phones and apps may report texts of any length. */
  public static final int MOST_CHARACTERS = 2_000;

  private ColumnValues() {}

  public static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * Shortens a text to {@link #MOST_CHARACTERS} and replaces each NUL, which PostgreSQL refuses.
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
