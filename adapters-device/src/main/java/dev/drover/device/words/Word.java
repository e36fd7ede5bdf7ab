package dev.drover.device.words;

import java.util.Optional;
import java.util.regex.Pattern;

/** Makes words of an app fit for messages and profiles. */
final class Word {
  /** The longest that is proposed, in chars. */
  private static final int LONGEST = 120;

  /** Direction marks and joiners, which the profile's comparison leaves out too. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  /** What is no text on one line, and places for names and numbers. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]|%(?:\\d\\$)?[sd]|[{}]");

  private Word() {}

  /**
   * Returns a string as a person reads it; empty if it is no word: too long, in several lines, or
   * with places for names and numbers.
   */
  static Optional<String> of(String said) {
    String visible = INVISIBLE.matcher(said).replaceAll("").strip();
    return visible.isEmpty() || visible.length() > LONGEST || UNFIT.matcher(visible).find()
        ? Optional.empty()
        : Optional.of(visible);
  }
}
