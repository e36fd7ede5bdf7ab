package dev.drover.application.lease;

import dev.drover.application.lease.HeldPhones.Leased;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Extends the lease of a phone of this server, as its holder asks again and again. Thread-safe. */
public final class ExtendLease {
  private final HeldPhones phones;
  private final FindLease find;

  public ExtendLease(HeldPhones phones, FindLease find) {
    this.phones = phones;
    this.find = find;
  }

  /** What a request comes to. */
  public sealed interface Result {
    /**
     * The holder keeps the phone.
     *
     * @param until by the storage's clock; empty for the own program of an attempt, which has the
     *     phone as long as the attempt runs
     */
    record Extended(HeldPhone phone, Optional<Instant> until) implements Result {}

    /** Another server has the phone; the request is to be sent there. */
    record OnOtherServer(PhoneLease lease) implements Result {}

    /** No lease has this token, or it is over. */
    record Over() implements Result {}
  }

  /**
   * Extends a lease: it ends {@code length} from now, or when it did before if that is later.
   *
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Result extend(LeaseToken token, Duration length) {
    return switch (find.find(token)) {
      case FindLease.Result.Found found -> extended(found.phone(), token, length);
      case FindLease.Result.OnOtherServer other -> new Result.OnOtherServer(other.lease());
      case FindLease.Result.Over _ -> new Result.Over();
    };
  }

  private Result extended(HeldPhone phone, LeaseToken token, Duration length) {
    Optional<Leased> leased = phones.findLeased(token);
    if (leased.isEmpty()) {
      return new Result.Extended(phone, Optional.empty());
    }
    Optional<PhoneLease> extended = leased.get().lease().extend(length);
    if (extended.isEmpty()) {
      phone.end("the storage has it no more");
      return new Result.Over();
    }
    return phone.mayGoOn()
        ? new Result.Extended(phone, Optional.of(extended.get().until()))
        : new Result.Over();
  }
}
