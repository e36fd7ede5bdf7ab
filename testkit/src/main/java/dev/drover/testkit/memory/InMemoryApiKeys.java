package dev.drover.testkit.memory;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores API keys in memory. */
final class InMemoryApiKeys implements ApiKeys {
  private final Tables tables;

  InMemoryApiKeys(Tables tables) {
    this.tables = tables;
  }

  @Override
  public boolean add(ApiKey key) {
    return tables.transaction(
        () -> {
          boolean taken =
              tables.keys.has(key.id())
                  || usable().anyMatch(other -> other.name().equals(key.name()));
          if (!taken) {
            tables.keys.put(key.id(), key);
          }
          return !taken;
        });
  }

  private Stream<ApiKey> usable() {
    return tables.keys.stream().filter(key -> key.revokedAt().isEmpty());
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return tables.transaction(() -> tables.keys.find(id));
  }

  @Override
  public List<ApiKey> all() {
    return tables.transaction(
        () ->
            tables.keys.stream()
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList());
  }

  @Override
  public boolean anyUsable() {
    return tables.transaction(() -> usable().findAny().isPresent());
  }

  @Override
  public boolean revoke(ApiKeyName name, Instant now) {
    return tables.transaction(
        () -> {
          Optional<ApiKey> found = usable().filter(key -> key.name().equals(name)).findFirst();
          found.ifPresent(
              key ->
                  tables.keys.put(
                      key.id(),
                      new ApiKey(
                          key.id(),
                          key.name(),
                          key.scope(),
                          key.hash(),
                          key.createdAt(),
                          Optional.of(now))));
          if (found.isPresent()) {
            tables.tell(new QueueEvent.AccessEnded());
          }
          return found.isPresent();
        });
  }
}
