package dev.drover.domain.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a browser sends to prove its session. {@link #toString} masks it. */
public final class WebSessionToken {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String text;

  private WebSessionToken(String text) {
    this.text = text;
  }

  /** Creates a token with 256 random bits. */
  public static WebSessionToken generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new WebSessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Returns empty if the text does not have the form of a token. */
  public static Optional<WebSessionToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new WebSessionToken(text)) : Optional.empty();
  }

  public SecretHash hash() {
    return SecretHash.of(text);
  }

  /** Returns the whole token, for the browser that it belongs to. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "********";
  }
}
