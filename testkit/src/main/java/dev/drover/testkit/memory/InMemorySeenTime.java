package dev.drover.testkit.memory;

import dev.drover.application.port.storage.SeenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stores in memory the latest time that any server has seen. */
final class InMemorySeenTime implements SeenTime {
  private static final Duration GRAIN = Duration.ofMinutes(1);

  private final Tables tables;

  InMemorySeenTime(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Instant newest(Instant now) {
    return tables.transaction(
        () -> {
          Instant newest =
              tables
                  .newestTime
                  .get()
                  .filter(before -> before.isAfter(now.minus(GRAIN)))
                  .orElse(now);
          tables.newestTime.set(Optional.of(newest));
          return newest;
        });
  }
}
