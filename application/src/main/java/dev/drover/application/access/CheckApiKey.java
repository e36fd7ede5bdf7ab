package dev.drover.application.access;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyText;
import java.util.Optional;

/**
 * Tells whose key it is. The storage is asked each time, so that a revoked key opens nothing from
 * that moment on, on every node.
 */
public final class CheckApiKey {
  private final ApiKeys keys;

  public CheckApiKey(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * @param text as it was sent
   * @return nothing if it is no key, not one of ours, or revoked
   */
  public Optional<ApiKey> check(String text) {
    return ApiKeyText.parse(text)
        .flatMap(given -> keys.find(given.id()).filter(key -> key.opensFor(given)));
  }
}
