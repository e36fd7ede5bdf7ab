package dev.drover.testkit;

import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.task.QueuePolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Queue settings that a test can make unavailable for a number of reads. */
public final class SettingsThatGoAway implements QueueSettings {
  private final QueueSettings settings;
  private final AtomicInteger refusals = new AtomicInteger();

  public SettingsThatGoAway(QueueSettings settings) {
    this.settings = settings;
  }

  /** Makes this many reads fail. */
  public void refuse(int times) {
    refusals.set(times);
  }

  public boolean refusesStill() {
    return refusals.get() > 0;
  }

  @Override
  public QueuePolicy current() {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StorageUnavailable("away, says the test", new IllegalStateException());
    }
    return settings.current();
  }

  @Override
  public QueuePolicy change(UnaryOperator<QueuePolicy> edit) {
    return settings.change(edit);
  }

  @Override
  public Optional<Instant> pausedSince() {
    return settings.pausedSince();
  }

  @Override
  public void pause(Instant now) {
    settings.pause(now);
  }

  @Override
  public void resume() {
    settings.resume();
  }
}
