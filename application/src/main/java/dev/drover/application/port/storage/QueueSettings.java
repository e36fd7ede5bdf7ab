package dev.drover.application.port.storage;

import dev.drover.domain.task.QueuePolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the queue is run, the same for all nodes. Throws {@link StorageUnavailable} when the storage
 * can't serve the call now.
 */
public interface QueueSettings {

  QueuePolicy current();

  /**
   * Changes the policy, so that no change at the same time, on any node, is lost.
   *
   * @param edit answers the policy as it is afterwards; it may be called while others wait
   * @return the policy as it is now
   */
  QueuePolicy change(UnaryOperator<QueuePolicy> edit);

  /** Since when nothing is started any more; empty while the queue goes on. */
  Optional<Instant> pausedSince();

  /** Has nothing started any more, on any node; what runs goes on. */
  void pause(Instant now);

  void resume();
}
