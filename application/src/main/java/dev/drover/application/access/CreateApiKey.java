package dev.drover.application.access;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Creates an API key. */
public final class CreateApiKey {
  private final ApiKeys keys;
  private final SecureRandom random;
  private final Clock clock;

  public CreateApiKey(ApiKeys keys, SecureRandom random, Clock clock) {
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @return the key, which can be shown only now; empty if a key with this name is in use
   */
  public Optional<ApiKeyText> create(ApiKeyName name, AccessScope scope) {
    ApiKeyText text = ApiKeyText.generate(random);
    ApiKey key =
        new ApiKey(
            text.id(),
            name,
            scope,
            text.hash(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Optional.empty());
    return keys.add(key) ? Optional.of(text) : Optional.empty();
  }
}
