package dev.drover.testkit.memory;

import dev.drover.application.port.storage.QueueSettings;
import dev.drover.domain.task.QueuePolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores the queue's settings in memory. */
final class InMemoryQueueSettings implements QueueSettings {
  private final Tables tables;

  InMemoryQueueSettings(Tables tables) {
    this.tables = tables;
  }

  @Override
  public QueuePolicy current() {
    return tables.transaction(tables.policy::get);
  }

  @Override
  public QueuePolicy change(UnaryOperator<QueuePolicy> edit) {
    return tables.transaction(
        () -> {
          QueuePolicy after = edit.apply(tables.policy.get());
          tables.policy.set(after);
          return after;
        });
  }

  @Override
  public Optional<Instant> pausedSince() {
    return tables.transaction(tables.pausedSince::get);
  }

  @Override
  public void pause(Instant now) {
    tables.transaction(
        () -> tables.pausedSince.set(tables.pausedSince.get().or(() -> Optional.of(now))));
  }

  @Override
  public void resume() {
    tables.transaction(
        () -> {
          tables.pausedSince.set(Optional.empty());
          tables.wakeDispatchers();
        });
  }
}
