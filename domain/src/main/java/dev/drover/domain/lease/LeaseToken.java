package dev.drover.domain.lease;

import dev.drover.domain.access.SecretHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret that proves a lease: whoever knows it drives the phone. Clients call it the session
 * id. {@link #toString} masks it.
 */
public final class LeaseToken {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String secret;

  private LeaseToken(String secret) {
    this.secret = secret;
  }

  /** Creates a token with 256 random bits. */
  public static LeaseToken generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new LeaseToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns empty if the text does not have the form of a token. */
  public static Optional<LeaseToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new LeaseToken(text)) : Optional.empty();
  }

  /** Returns the form that is stored. */
  public SecretHash hash() {
    return SecretHash.of(secret);
  }

  /** Returns the whole token, which only its holder may see. */
  public String reveal() {
    return secret;
  }

  /** Returns the first characters alone, by which a person tells leases apart. */
  @Override
  public String toString() {
    return secret.substring(0, 4) + "********";
  }
}
