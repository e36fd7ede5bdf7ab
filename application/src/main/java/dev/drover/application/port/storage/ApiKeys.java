package dev.drover.application.port.storage;

import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that open the API, shared by all nodes. What one node writes the others see at once.
 * Throws {@link StorageUnavailable} when the storage can't serve the call now.
 */
public interface ApiKeys {

  /**
   * Keeps a new key.
   *
   * @return false, and nothing is kept, if a key that has not been revoked has its name
   */
  boolean add(ApiKey key);

  Optional<ApiKey> find(String id);

  /** All keys, revoked ones too, the oldest first. */
  List<ApiKey> all();

  /** Whether there is a key that has not been revoked. */
  boolean anyUsable();

  /**
   * Has a key open nothing from now on. May be tried again safely.
   *
   * @return false if there is no such key, or it was revoked before
   */
  boolean revoke(ApiKeyName name, Instant now);
}
