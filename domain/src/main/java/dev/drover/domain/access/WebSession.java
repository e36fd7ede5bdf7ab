package dev.drover.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's use of the dashboard in one browser.
 *
 * @param key the API key that the person signed in with; empty where none is demanded
 * @param expiresAt when it ends by itself; later than {@code createdAt}
 */
public record WebSession(
    SecretHash hash, Optional<ApiKey> key, Instant createdAt, Instant expiresAt) {
  public WebSession {
    if (!expiresAt.isAfter(createdAt)) {
      throw new IllegalArgumentException("a session lasts for some time");
    }
  }

  /** What it may do: as much as its key, and everything where no key is demanded. */
  public AccessScope scope() {
    return key.map(ApiKey::scope).orElse(AccessScope.ADMIN);
  }

  /** Whether it still stands: its time is not over, and its key was not revoked. */
  public boolean standsAt(Instant now) {
    return now.isBefore(expiresAt) && key.flatMap(ApiKey::revokedAt).isEmpty();
  }
}
