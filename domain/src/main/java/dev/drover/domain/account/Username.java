package dev.drover.domain.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A user's name on a platform, without the leading {@code @}. Platforms ignore case, so names are
 * compared in lower case; {@link #value()} keeps the case that was given. Letters with marks are
 * normalised to Unicode's NFC, since some keyboards and file systems write {@code é} as two
 * characters.
 */
public record Username(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]{1,64}");

  public Username {
    value = Normalizer.normalize(value, Normalizer.Form.NFC);
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a username is 1 to 64 letters, digits, dots, underscores or hyphens, with an optional"
              + " leading @");
    }
  }

  /**
   * Reads a name as people write it: trimmed, with or without the leading {@code @}.
   *
   * @throws IllegalArgumentException if it is not a username; the message says what is
   */
  public static Username parse(String text) {
    String trimmed = text.strip();
    return new Username(trimmed.startsWith("@") ? trimmed.substring(1) : trimmed);
  }

  /** The form that is compared and stored for look-ups. */
  public String canonical() {
    return Normalizer.normalize(value.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /** Returns the name as platforms show it: {@code @ann}. */
  public String handle() {
    return "@" + value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Username that && canonical().equals(that.canonical());
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }

  @Override
  public String toString() {
    return handle();
  }
}
