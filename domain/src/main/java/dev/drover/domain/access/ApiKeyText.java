package dev.drover.domain.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its bearer sends it: {@code drover_<id>_<secret>}. The id finds the key, the secret
 * proves it. {@link #toString} masks the secret.
 */
public final class ApiKeyText {
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("drover_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");

  private final String id;
  private final String secret;

  private ApiKeyText(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /** Creates a key with 256 random bits. */
  public static ApiKeyText generate(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new ApiKeyText(
        HexFormat.of().formatHex(id),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns empty if the text does not have the form of a key. */
  public static Optional<ApiKeyText> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKeyText(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The id is not secret. */
  public String id() {
    return id;
  }

  public SecretHash hash() {
    return SecretHash.of(secret);
  }

  /** Returns the whole key, which is shown once to the person who creates it. */
  public String reveal() {
    return "drover_" + id + "_" + secret;
  }

  @Override
  public String toString() {
    return "drover_" + id + "_********";
  }
}
