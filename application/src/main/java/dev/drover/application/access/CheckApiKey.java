package dev.drover.application.access;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyText;
import java.util.Optional;

/**
 * Looks up an API key. It asks the storage each time, so that a revoked key stops working at once
 * on every node.
 */
public final class CheckApiKey {
  private final ApiKeys keys;

  public CheckApiKey(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * @param text as it was sent
   * @return empty if the text is not a key, or the key is unknown or revoked
   */
  public Optional<ApiKey> check(String text) {
    return ApiKeyText.parse(text)
        .flatMap(given -> keys.find(given.id()).filter(key -> key.opensFor(given)));
  }
}
