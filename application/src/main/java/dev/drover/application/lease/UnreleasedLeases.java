package dev.drover.application.lease;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.access.SecretHash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases leases in the storage, and remembers those that could not be released, and those whose
 * opening got no answer and may be committed later. Nobody drives a phone by them. Thread-safe.
 */
public final class UnreleasedLeases {
  private static final Logger log = LoggerFactory.getLogger(UnreleasedLeases.class);

  /** How late a statement may still be committed after its answer was lost. */
  private static final Duration LATEST_COMMIT = Duration.ofMinutes(1);

  private final PhoneLeases leases;
  private final LongSupplier nanoTime;

  /** Until when each is tried, by the nanosecond clock. */
  private final Map<SecretHash, Long> waiting = new ConcurrentHashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public UnreleasedLeases(PhoneLeases leases, LongSupplier nanoTime) {
    this.leases = leases;
    this.nanoTime = nanoTime;
  }

  /** Releases a lease, now or later. */
  void release(SecretHash token) {
    try {
      leases.release(token);
    } catch (RuntimeException notNow) {
      log.warn("a lease is not released yet", notNow);
      remember(token);
    }
  }

  /** Releases a lease whose opening got no answer, as soon as it is there. */
  void remember(SecretHash token) {
    waiting.put(token, nanoTime.getAsLong() + LATEST_COMMIT.toNanos());
  }

  /**
   * Tries again.
   *
   * @throws StorageUnavailable if the storage is unavailable; a retry is safe
   */
  void releaseOnce() {
    waiting.forEach(
        (token, until) -> {
          if (leases.release(token) || nanoTime.getAsLong() - until >= 0) {
            waiting.remove(token, until);
          }
        });
  }
}
