package dev.drover.application.port.storage;

import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The leases of phones, over all servers. A lease is live until {@link #GRACE} after its end, by
 * the storage's clock, but only while the process that opened it holds its server's lease without a
 * break. A live lease takes one of the plan's places, and no task is claimed for its phone. Every
 * method is one transaction, may be called from any thread, and throws {@link StorageUnavailable}
 * when the storage can't serve the call now.
 */
public interface PhoneLeases {

  /**
   * How long a phone stays taken after its lease's end: a command that was sent before the end may
   * still be under way.
   */
  Duration GRACE = Duration.ofSeconds(3);

  /**
   * Opens a lease, unless the phone runs a task or has a live lease, or the plan has no place left.
   * Not safe to try again: the first try may have succeeded. A lease whose token nobody knows ends
   * by its time.
   *
   * @param deviceLimit phones that may be driven at one time over all servers
   */
  Opening open(NewLease lease, int deviceLimit);

  /**
   * A lease to open.
   *
   * @param process holds the server lease of {@code node}; else nothing is opened
   * @param length how long it lasts unless it is extended
   */
  record NewLease(
      DeviceSerial serial,
      NodeId node,
      UUID process,
      LeaseHolder holder,
      LeaseLabel label,
      SecretHash token,
      Duration length) {}

  /** What an opening comes to. */
  sealed interface Opening {
    record Opened(PhoneLease lease) implements Opening {}

    /** The phone runs a task. */
    record RunsTask(TaskId task) implements Opening {}

    /** Another holder has the phone. */
    record Leased(PhoneLease by) implements Opening {}

    /** As many phones are driven as the plan allows. */
    record NoPlace(int deviceLimit) implements Opening {}

    /**
     * A live server of an older version, which knows no leases, shares the storage; it could start
     * a task on the phone.
     */
    record OlderServer(NodeId server) implements Opening {}

    /** This server holds no lease of its own now, so it may touch no phone. */
    record ServerWithoutLease() implements Opening {}

    /**
     * The storage keeps no leases.
     *
     * @param reason what to do, in plain words
     */
    record NotKept(String reason) implements Opening {}
  }

  /**
   * Extends a live lease: it ends {@code length} from now, or when it did before if that is later.
   * A lease never becomes shorter, so that a call which takes effect late does no harm. May be
   * tried again safely.
   *
   * @return the lease; empty when it is over
   */
  Optional<PhoneLease> extend(SecretHash token, Duration length);

  /**
   * Ends a lease. May be tried again safely.
   *
   * @return false when there was none
   */
  boolean release(SecretHash token);

  /** All live leases, by serial. */
  List<PhoneLease> all();

  /** The live lease of a phone. */
  Optional<PhoneLease> on(DeviceSerial serial);

  /** The live lease that this token proves. */
  Optional<PhoneLease> find(SecretHash token);

  /**
   * Removes leases that are no longer live, and tells of them by events. Several servers may do so
   * at once. May be tried again safely.
   *
   * @return the leases that were removed
   */
  List<PhoneLease> removeEnded();
}
