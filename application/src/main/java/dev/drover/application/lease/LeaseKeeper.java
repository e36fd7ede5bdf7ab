package dev.drover.application.lease;

import dev.drover.application.lease.HeldPhones.Leased;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Ends the leases of this server that are out of time, and removes the ended leases of all servers.
 * One thread calls {@link #keepOnce}.
 */
public final class LeaseKeeper {
  /** The time between two looks at the storage. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final HeldPhones phones;
  private final PhoneLeases leases;
  private final UnreleasedLeases unreleased;
  private final Runnable freed;
  private final LongSupplier nanoTime;
  private long lookAt;

  /**
   * @param freed called when a phone may run a task again; it must not block
   * @param nanoTime as {@link System#nanoTime}
   */
  public LeaseKeeper(
      HeldPhones phones,
      PhoneLeases leases,
      UnreleasedLeases unreleased,
      Runnable freed,
      LongSupplier nanoTime) {
    this.phones = phones;
    this.leases = leases;
    this.unreleased = unreleased;
    this.freed = freed;
    this.nanoTime = nanoTime;
    this.lookAt = nanoTime.getAsLong();
  }

  /**
   * Runs one round. Call it at least once a second: a phone whose lease ran out can only be tidied
   * up within {@link PhoneLeases#GRACE}.
   *
   * @throws StorageUnavailable if the storage is unavailable; what needs no storage was done
   */
  public void keepOnce() {
    for (Leased leased : phones.leased()) {
      if (!leased.lease().isOfThisTerm()) {
        phones.endAside(leased, "this server did not hold its own lease all the time");
      } else if (!leased.lease().mayGoOn()) {
        phones.endAside(leased, "its time is over");
      } else if (leased.lease().isLeft()) {
        phones.endAside(leased, "its holder has left");
      }
    }
    long now = nanoTime.getAsLong();
    if (now - lookAt >= 0) {
      unreleased.releaseOnce();
      endVanished();
      removeEnded();
      lookAt = now + LOOK.toNanos();
    }
  }

  /** Ends leases that the storage does not have any more, for whatever reason. */
  private void endVanished() {
    List<Leased> held = phones.leased();
    if (held.isEmpty()) {
      return;
    }
    Set<SecretHash> stored =
        leases.all().stream().map(PhoneLease::token).collect(Collectors.toSet());
    held.stream()
        .filter(leased -> !stored.contains(leased.lease().opened().token()))
        .forEach(leased -> phones.endAside(leased, "the storage has it no more"));
  }

  private void removeEnded() {
    List<PhoneLease> removed = leases.removeEnded();
    removed.forEach(lease -> LeaseLog.ended(lease, "out of time, or lost with its server"));
    if (!removed.isEmpty()) {
      freed.run();
    }
  }
}
