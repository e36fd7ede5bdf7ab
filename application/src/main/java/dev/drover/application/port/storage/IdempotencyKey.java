package dev.drover.application.port.storage;

import java.util.regex.Pattern;

/**
 * A client's name for one request, by which a repeat of it is known.
 *
 * @param key 1 to 255 visible ASCII characters
 * @param fingerprint of what was asked for: the same for the same request, another for another
 */
public record IdempotencyKey(String key, String fingerprint) {
  private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,255}");

  public IdempotencyKey {
    if (!ALLOWED.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 255 visible ASCII characters without blanks");
    }
  }
}
