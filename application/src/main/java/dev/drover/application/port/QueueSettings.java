package dev.drover.application.port;

import dev.drover.domain.task.QueuePolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * How the queue is run, the same for all nodes. Throws {@link StorageUnavailable} when the storage
 * can't be reached.
 */
public interface QueueSettings {

  QueuePolicy current();

  void replace(QueuePolicy policy);

  /** Since when nothing is started any more; empty while the queue goes on. */
  Optional<Instant> pausedSince();

  /** Has nothing started any more, on any node; what runs goes on. */
  void pause(Instant now);

  void resume();
}
