package dev.drover.domain.access;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The stored form of a {@link WebSessionToken}: its SHA-256. A plain hash is enough, and a session
 * may be looked up by it, because a token has 256 random bits and can't be guessed.
 *
 * @param hex 64 lower-case digits
 */
public record WebSessionHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public WebSessionHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a session's hash is 64 hexadecimal digits");
    }
  }

  /**
   * @param bytes 32 of them
   */
  public static WebSessionHash of(byte[] bytes) {
    return new WebSessionHash(HexFormat.of().formatHex(bytes));
  }

  /** Returns the 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
