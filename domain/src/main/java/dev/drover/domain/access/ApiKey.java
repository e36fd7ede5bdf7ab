package dev.drover.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that was given out, without its secret.
 *
 * @param id the part of the key by which it is found
 * @param revokedAt since when it opens nothing any more
 */
public record ApiKey(
    String id,
    ApiKeyName name,
    AccessScope scope,
    ApiKeyHash hash,
    Instant createdAt,
    Optional<Instant> revokedAt) {

  /** Whether this is the key, and it has not been revoked. */
  public boolean opensFor(ApiKeyText text) {
    boolean same = id.equals(text.id()) && hash.equals(text.hash());
    return same && revokedAt.isEmpty();
  }
}
