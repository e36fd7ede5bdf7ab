package dev.drover.application.port.storage;

import java.time.Instant;

/**
 * The newest time that any server on the storage has seen, so that a clock that was set back is
 * noticed.
 */
public interface SeenTime {

  /**
   * Notes the time, to the minute, and answers the newest that was ever noted. May be tried again
   * safely.
   *
   * @return at most a minute before {@code now}, or later
   * @throws StorageUnavailable if the storage can't serve the call now
   */
  Instant newest(Instant now);
}
