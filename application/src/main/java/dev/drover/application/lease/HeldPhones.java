package dev.drover.application.lease;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The phones that this server drives for programs and people, by their tokens. Thread-safe. It
 * excludes nobody by itself: a lease in the storage, or the attempt whose program it is, keeps
 * others off a phone.
 */
public final class HeldPhones {
  private final DeviceGateway gateway;
  private final Runnable freed;
  private final Map<SecretHash, Entry> held = new ConcurrentHashMap<>();

  /** How many sessions wait for each phone. */
  private final Map<DeviceSerial, Integer> awaited = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /**
   * @param lease empty for an attempt's own program
   */
  private record Entry(HeldPhone phone, Optional<HeldLease> lease) {}

  /** A lease that this server holds, and its phone. */
  record Leased(HeldPhone phone, HeldLease lease) {}

  /**
   * @param freed called, on any thread, when a phone may run a task again; it must not block
   */
  public HeldPhones(DeviceGateway gateway, Runnable freed) {
    this.gateway = gateway;
    this.freed = freed;
  }

  /**
   * Lets the own program of an attempt drive the attempt's phone. The caller ends the hold.
   *
   * @param mayGoOn asked right before every command, on any thread; once it answers false, nothing
   *     more is sent
   * @param mayTidyUp asked instead once the hold has ended
   */
  public HeldPhone hold(
      LeaseToken token,
      DeviceSerial serial,
      LeaseLabel label,
      BooleanSupplier mayGoOn,
      BooleanSupplier mayTidyUp,
      Intents intents) {
    SecretHash key = token.hash();
    HeldPhone phone =
        new HeldPhone(
            serial, label, mayGoOn, mayTidyUp, intents, gateway, new Removal(() -> remove(key)));
    held.put(key, new Entry(phone, Optional.empty()));
    return phone;
  }

  /** Lets the holder of a lease that was just opened drive the phone. */
  HeldPhone hold(HeldLease lease, Intents intents) {
    PhoneLease opened = lease.opened();
    HeldPhone phone =
        new HeldPhone(
            opened.serial(),
            opened.label(),
            lease::mayGoOn,
            lease::mayTidyUp,
            intents,
            gateway,
            new HeldPhone.Ending() {
              @Override
              public void tidyUp(PhoneControl control) {
                lease.holdForTidyingUp();
                control.close();
              }

              @Override
              public void afterwards(String reason) {
                lease.release(reason);
                remove(opened.token());
              }
            });
    held.put(opened.token(), new Entry(phone, Optional.of(lease)));
    return phone;
  }

  /** What ends with an attempt's own program: the attempt goes on with the page that is shown. */
  private record Removal(Runnable remove) implements HeldPhone.Ending {
    @Override
    public void tidyUp(PhoneControl control) {
      control.closeWithoutHome();
    }

    @Override
    public void afterwards(String reason) {
      remove.run();
    }
  }

  private void remove(SecretHash token) {
    held.remove(token);
    freed.run();
  }

  /** Finds the phone that this token proves; its hold may be over. */
  public Optional<HeldPhone> find(LeaseToken token) {
    return Optional.ofNullable(held.get(token.hash())).map(Entry::phone);
  }

  /** Finds the lease that this token proves; empty for an attempt's own program. */
  Optional<Leased> findLeased(LeaseToken token) {
    return Optional.ofNullable(held.get(token.hash())).flatMap(HeldPhones::leased);
  }

  private static Optional<Leased> leased(Entry entry) {
    return entry.lease().map(lease -> new Leased(entry.phone(), lease));
  }

  /** The leases that this server holds. */
  List<Leased> leased() {
    return held.values().stream().map(HeldPhones::leased).flatMap(Optional::stream).toList();
  }

  /** The phones for which no task is to be claimed now: they are leased, or a session waits. */
  public Set<DeviceSerial> taken() {
    Set<DeviceSerial> taken = new HashSet<>(awaited.keySet());
    leased().forEach(leased -> taken.add(leased.phone().serial()));
    return taken;
  }

  /** Keeps the phone's next task back until the returned object is closed. */
  Awaited await(DeviceSerial serial) {
    awaited.merge(serial, 1, Integer::sum);
    return new Awaited(
        () -> {
          awaited.computeIfPresent(serial, (_, count) -> count == 1 ? null : count - 1);
          freed.run();
        });
  }

  /** Closed once. */
  record Awaited(Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Opens no lease any more, and begins to end those that are held. */
  public void close() {
    closed = true;
    leased().forEach(leased -> endAside(leased, "the server shuts down"));
  }

  /** Ends a lease on a thread of its own: tidying up a phone may take seconds. */
  void endAside(Leased leased, String reason) {
    if (leased.phone().ended().isEmpty()) {
      Thread.ofVirtual()
          .name("lease-" + leased.phone().serial())
          .start(() -> leased.phone().end(reason));
    }
  }

  /** Waits until no lease is held any more. */
  public void awaitEnds(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Leased leased : leased()) {
      leased.phone().awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }
}
