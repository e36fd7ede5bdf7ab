package dev.drover.http.guard;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.json.ApiError;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What admitted a request. What stays open after its answer has begun asks again whether that still
 * stands.
 *
 * @param caller the name of the key; {@code local} where none is demanded
 * @param fromPage whether a session of the dashboard admitted it
 * @param endsAt when it ends by itself
 * @param stands asks the storage, and throws what the storage throws
 */
public record Access(
    String caller,
    AccessScope scope,
    boolean fromPage,
    Optional<Instant> endsAt,
    BooleanSupplier stands) {
  static final String LOCAL = "local";

  /** Whether no key was demanded, so that the caller has no name. */
  public boolean isLocal() {
    return caller.equals(LOCAL);
  }

  /** Whether whoever is admitted may go on. */
  public boolean isOpen() {
    return stands.getAsBoolean();
  }

  /**
   * Refuses to begin what would stay open.
   *
   * @throws ApiError 40101 if the access has ended since it was given
   */
  public void requireOpen(ServerResponse response) {
    if (!isOpen()) {
      throw ApiKeyCheck.refused(response, "the key was revoked, or the session has ended");
    }
  }
}
