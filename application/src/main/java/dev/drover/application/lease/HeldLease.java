package dev.drover.application.lease;

import dev.drover.application.node.NodeTerms;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that this server holds, as it measures the lease itself: by a clock that goes on while
 * the process is suspended, from the time of each request to the storage. It is over here at least
 * {@link PhoneLeases#GRACE} before the storage gives the phone to anybody else. Thread-safe.
 */
final class HeldLease {
  private static final Logger log = LoggerFactory.getLogger(HeldLease.class);

  /** How long the phone may be tidied up after the holder's end. */
  private static final Duration TIDYING = Duration.ofSeconds(10);

  private final PhoneLeases leases;
  private final UnreleasedLeases unreleased;
  private final NodeTerms terms;
  private final long term;
  private final LongSupplier nanoTime;
  private final PhoneLease opened;

  /** By the nanosecond clock. */
  private long holderEndsAt;

  private long tidyingEndsAt;

  /** When it ends because its holder has left; empty unless the holder said so. */
  private OptionalLong leavesAt = OptionalLong.empty();

  /**
   * @param term of this server's own lease in which it was opened
   * @param endsAt by the nanosecond clock
   */
  HeldLease(
      PhoneLeases leases,
      UnreleasedLeases unreleased,
      NodeTerms terms,
      long term,
      LongSupplier nanoTime,
      PhoneLease opened,
      long endsAt) {
    this.leases = leases;
    this.unreleased = unreleased;
    this.terms = terms;
    this.term = term;
    this.nanoTime = nanoTime;
    this.opened = opened;
    this.holderEndsAt = endsAt;
    this.tidyingEndsAt = endsAt;
  }

  /** As it was opened; it may have been extended since. */
  PhoneLease opened() {
    return opened;
  }

  /** Whether this server has held its own lease since this one was opened. */
  boolean isOfThisTerm() {
    return terms.isHeldSince(term);
  }

  /** Whether the holder may send a command now. */
  boolean mayGoOn() {
    return isOfThisTerm() && isBefore(true);
  }

  /** Whether this server may put back what the holder changed on the phone. */
  boolean mayTidyUp() {
    return isOfThisTerm() && isBefore(false);
  }

  private synchronized boolean isBefore(boolean forHolder) {
    return nanoTime.getAsLong() - (forHolder ? holderEndsAt : tidyingEndsAt) < 0;
  }

  /** Notes that the holder leaves: the lease ends so soon, unless it is extended before. */
  synchronized void leaveIn(Duration time) {
    leavesAt = OptionalLong.of(nanoTime.getAsLong() + time.toNanos());
  }

  /** Whether the holder has left, and did not come back in time. */
  synchronized boolean isLeft() {
    return leavesAt.isPresent() && nanoTime.getAsLong() - leavesAt.getAsLong() >= 0;
  }

  /**
   * Extends the lease: it ends {@code length} from now, or when it did before if that is later.
   *
   * @return empty when it is over
   * @throws StorageUnavailable if the storage can't be asked now; a retry is safe
   */
  Optional<PhoneLease> extend(Duration length) {
    long asked = nanoTime.getAsLong();
    Optional<PhoneLease> extended = leases.extend(opened.token(), length);
    if (extended.isPresent()) {
      synchronized (this) {
        leavesAt = OptionalLong.empty();
        holderEndsAt = later(holderEndsAt, asked + length.toNanos());
        tidyingEndsAt = later(tidyingEndsAt, holderEndsAt);
      }
    }
    return extended;
  }

  /** Keeps the phone a little longer for tidying up, if the lease is about to end. */
  void holdForTidyingUp() {
    if (!isOfThisTerm()) {
      return;
    }
    long asked = nanoTime.getAsLong();
    try {
      if (leases.extend(opened.token(), TIDYING).isPresent()) {
        synchronized (this) {
          tidyingEndsAt = later(tidyingEndsAt, asked + TIDYING.toNanos());
        }
      }
    } catch (StorageUnavailable unavailable) {
      log.warn(
          "phone {} may not be tidied up after its lease: {}",
          opened.serial(),
          unavailable.getMessage());
    }
  }

  /** Gives the phone back; if that can't be recorded now, {@link UnreleasedLeases} tries again. */
  void release(String reason) {
    unreleased.release(opened.token());
    LeaseLog.ended(opened, reason);
  }

  private static long later(long one, long other) {
    return one - other >= 0 ? one : other;
  }
}
