package dev.drover.application.task;

import dev.drover.domain.task.BatchId;

/** No task of such a batch exists; nothing was changed. The message is for the user. */
public final class BatchNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchNotFound(BatchId id) {
    super("there is no batch " + id);
  }
}
