package dev.drover.application.lease;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import java.util.Optional;

/** Finds the phone that a token proves. Thread-safe. */
public final class FindLease {
  private final HeldPhones phones;
  private final PhoneLeases leases;

  public FindLease(HeldPhones phones, PhoneLeases leases) {
    this.phones = phones;
    this.leases = leases;
  }

  /** What a token proves. */
  public sealed interface Result {
    /** This server drives the phone; the hold may end at any time. */
    record Found(HeldPhone phone) implements Result {}

    /** Another server has the phone; commands are to be sent there. */
    record OnOtherServer(PhoneLease lease) implements Result {}

    /** No lease has this token, or it is over. */
    record Over() implements Result {}
  }

  /**
   * Finds the phone.
   *
   * @throws StorageUnavailable if another server may have it and the storage can't be asked now
   */
  public Result find(LeaseToken token) {
    Optional<HeldPhone> here = phones.find(token);
    if (here.isPresent()) {
      return here.get().mayGoOn() ? new Result.Found(here.get()) : new Result.Over();
    }
    return leases
        .find(token.hash())
        .<Result>map(Result.OnOtherServer::new)
        .orElseGet(Result.Over::new);
  }
}
