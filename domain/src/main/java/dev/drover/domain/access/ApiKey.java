package dev.drover.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An issued key, without its secret.
 *
 * @param id the part of the key that finds it
 * @param revokedAt when it was revoked
 */
public record ApiKey(
    String id,
    ApiKeyName name,
    AccessScope scope,
    SecretHash hash,
    Instant createdAt,
    Optional<Instant> revokedAt) {

  /** Whether this is the key, and it has not been revoked. */
  public boolean opensFor(ApiKeyText text) {
    boolean same = id.equals(text.id()) && hash.equals(text.hash());
    return same && revokedAt.isEmpty();
  }
}
