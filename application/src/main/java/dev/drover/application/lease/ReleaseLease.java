package dev.drover.application.lease;

import dev.drover.application.lease.HeldPhones.Leased;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.util.Optional;

/** Gives a phone of this server back at its holder's request. Thread-safe. */
public final class ReleaseLease {
  private final HeldPhones phones;
  private final FindLease find;

  public ReleaseLease(HeldPhones phones, FindLease find) {
    this.phones = phones;
    this.find = find;
  }

  /** What a request comes to. */
  public sealed interface Result {
    /** The phone was tidied up and is free. */
    record Released(HeldPhone phone) implements Result {}

    /** The phone is released soon, unless its holder extends the lease before. */
    record Leaving(HeldPhone phone) implements Result {}

    /** The attempt whose program asks has the phone until it ends. */
    record EndsWithItsTask(HeldPhone phone) implements Result {}

    /** Another server has the phone; the request is to be sent there. */
    record OnOtherServer(PhoneLease lease) implements Result {}

    /** No lease has this token, or it is over. */
    record Over() implements Result {}
  }

  /**
   * Ends a lease. May block for some seconds, while the phone is tidied up. If the storage is
   * unavailable, the holder's end counts all the same and is recorded later.
   */
  public Result release(LeaseToken token) {
    return switch (find.find(token)) {
      case FindLease.Result.Found found -> released(found.phone(), token);
      case FindLease.Result.OnOtherServer other -> new Result.OnOtherServer(other.lease());
      case FindLease.Result.Over _ -> new Result.Over();
    };
  }

  /**
   * Ends a lease after some time, unless it is extended before: its holder leaves, and may come
   * back at once, as a page that is loaded again does. Does not block.
   *
   * @param after at most some seconds; a server that ends meanwhile ends the lease, too
   */
  public Result releaseUnlessExtended(LeaseToken token, Duration after) {
    return switch (find.find(token)) {
      case FindLease.Result.Found found -> leaving(found.phone(), token, after);
      case FindLease.Result.OnOtherServer other -> new Result.OnOtherServer(other.lease());
      case FindLease.Result.Over _ -> new Result.Over();
    };
  }

  private Result leaving(HeldPhone phone, LeaseToken token, Duration after) {
    Optional<Leased> leased = phones.findLeased(token);
    leased.ifPresent(held -> held.lease().leaveIn(after));
    return leased.isPresent() ? new Result.Leaving(phone) : new Result.EndsWithItsTask(phone);
  }

  private Result released(HeldPhone phone, LeaseToken token) {
    if (phones.findLeased(token).isEmpty() && phone.mayGoOn()) {
      return new Result.EndsWithItsTask(phone);
    }
    return phone.end("released by its holder") ? new Result.Released(phone) : new Result.Over();
  }
}
