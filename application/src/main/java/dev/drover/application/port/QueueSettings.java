package dev.drover.application.port;

import dev.drover.domain.task.QueuePolicy;

/**
 * How the queue is run, the same for all nodes. Throws {@link StorageUnavailable} when the storage
 * can't be reached.
 */
public interface QueueSettings {

  QueuePolicy current();

  void replace(QueuePolicy policy);
}
