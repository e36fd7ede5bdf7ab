package dev.drover.application.lease;

import dev.drover.application.lease.HeldPhones.Awaited;
import dev.drover.application.node.NodeTerms;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.meter.LeaseMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.application.port.storage.PhoneLeases.Opening;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Leases a phone of this server to a program or a person. Thread-safe. */
public final class LeasePhone {
  /** How long an opening that queues waits for the phone. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** The longest time between two looks at a busy phone, if an event is lost. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final HeldPhones phones;
  private final PhoneLeases leases;
  private final UnreleasedLeases unreleased;
  private final NodeTerms terms;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final LicenseProvider licenses;
  private final QueueEvents events;
  private final LeaseMeter meter;
  private final SecureRandom random;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}; it goes on while the process is suspended
   */
  public LeasePhone(
      HeldPhones phones,
      PhoneLeases leases,
      UnreleasedLeases unreleased,
      NodeTerms terms,
      DeviceGateway gateway,
      DeviceDirectory directory,
      AccountDirectory accounts,
      ActionBudgets budgets,
      LicenseProvider licenses,
      QueueEvents events,
      LeaseMeter meter,
      SecureRandom random,
      Clock clock,
      LongSupplier nanoTime) {
    this.phones = phones;
    this.leases = leases;
    this.unreleased = unreleased;
    this.terms = terms;
    this.gateway = gateway;
    this.directory = directory;
    this.accounts = accounts;
    this.budgets = budgets;
    this.licenses = licenses;
    this.events = events;
    this.meter = meter;
    this.random = random;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * What is wanted.
   *
   * @param phone its serial or its ADB address
   * @param length how long the lease lasts unless it is extended; 1 s or more
   * @param queue whether to wait for a phone that is busy, at most {@link #LONGEST_WAIT}. The
   *     phone's next task waits meanwhile
   */
  public record Request(
      String phone, LeaseHolder holder, LeaseLabel label, Duration length, boolean queue) {
    public Request {
      if (length.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("a lease lasts a second or more");
      }
    }
  }

  /** What a request comes to. */
  public sealed interface Result {
    /**
     * The holder has the phone.
     *
     * @param token proves it; for the holder alone
     */
    record Leased(LeaseToken token, PhoneLease lease) implements Result {}

    /** The phone runs a task. */
    record RunsTask(DeviceSerial serial, TaskId task) implements Result {}

    /** Another holder has the phone. */
    record LeasedBy(PhoneLease by) implements Result {}

    /** As many phones are driven as the plan allows, by tasks and leases. */
    record NoPlace(DeviceSerial serial, int deviceLimit) implements Result {}

    /** A live server of an older version, which knows no leases, shares the storage. */
    record OlderServer(NodeId server) implements Result {}

    /** This server may touch no phone now: it has lost its own lease, or it shuts down. */
    record ServerWithoutLease() implements Result {}

    /** The storage keeps no leases. */
    record NotKept(String reason) implements Result {}

    record UnknownPhone(String phone) implements Result {}

    /** Another server has the phone; a lease is to be opened there. */
    record OnOtherServer(DeviceSerial serial, NodeId server) implements Result {}

    /**
     * The phone can't be used now.
     *
     * @param phone its state and what is wrong
     */
    record NotConnected(Device phone) implements Result {}
  }

  /**
   * Opens a lease, on the caller's thread.
   *
   * @throws StorageUnavailable if the storage can't serve the call now; a lease that was opened all
   *     the same is released
   */
  public Result open(Request request) throws InterruptedException {
    Result result = opened(request);
    reason(result).ifPresent(meter::refused);
    return result;
  }

  private Result opened(Request request) throws InterruptedException {
    Optional<KnownDevice> known = directory.resolve(request.phone()).flatMap(directory::find);
    if (known.isEmpty()) {
      return new Result.UnknownPhone(request.phone());
    }
    DeviceSerial serial = known.get().device().serial();
    if (!gateway.online().contains(serial)) {
      return known.get().node().equals(terms.node())
          ? new Result.NotConnected(known.get().device())
          : new Result.OnOtherServer(serial, known.get().node());
    }
    return request.queue() ? inTurn(serial, request) : attempt(serial, request);
  }

  /** Tries until the phone is free, or the time for it is over. */
  private Result inTurn(DeviceSerial serial, Request request) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    Semaphore changed = new Semaphore(0);
    try (Awaited _ = phones.await(serial);
        QueueEvents.Subscription _ =
            events.subscribe(
                event -> {
                  if (mayFree(event)) {
                    changed.release();
                  }
                })) {
      while (true) {
        Result result = attempt(serial, request);
        long left = deadline - System.nanoTime();
        if (!isBusy(result) || left <= 0) {
          return result;
        }
        if (changed.tryAcquire(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
          changed.drainPermits();
        }
      }
    }
  }

  private static boolean mayFree(QueueEvent event) {
    return switch (event) {
      case QueueEvent.TaskChanged _, QueueEvent.TaskDeleted _, QueueEvent.LeaseChanged _ -> true;
      case QueueEvent.StepTaken _,
          QueueEvent.StopRequested _,
          QueueEvent.AccountChanged _,
          QueueEvent.DeviceChanged _,
          QueueEvent.AccessEnded _,
          QueueEvent.ChangesMissed _ ->
          false;
    };
  }

  private static boolean isBusy(Result result) {
    return switch (result) {
      case Result.RunsTask _, Result.LeasedBy _, Result.NoPlace _ -> true;
      case Result.Leased _,
          Result.OlderServer _,
          Result.ServerWithoutLease _,
          Result.NotKept _,
          Result.UnknownPhone _,
          Result.OnOtherServer _,
          Result.NotConnected _ ->
          false;
    };
  }

  private Result attempt(DeviceSerial serial, Request request) {
    long term = terms.current();
    if (phones.isClosed() || !terms.isHeldSince(term)) {
      return new Result.ServerWithoutLease();
    }
    LeaseToken token = LeaseToken.generate(random);
    int deviceLimit = licenses.current().deviceLimit();
    // The answer may take long; the lease counts from the time of the request.
    long asked = nanoTime.getAsLong();
    Opening opening;
    try {
      opening =
          leases.open(
              new NewLease(
                  serial,
                  terms.node(),
                  terms.process(),
                  request.holder(),
                  request.label(),
                  token.hash(),
                  request.length()),
              deviceLimit);
    } catch (RuntimeException noAnswer) {
      unreleased.remember(token.hash());
      throw noAnswer;
    }
    return switch (opening) {
      case Opening.Opened opened ->
          held(token, opened.lease(), term, asked + request.length().toNanos());
      case Opening.RunsTask runs -> new Result.RunsTask(serial, runs.task());
      case Opening.Leased leased -> new Result.LeasedBy(leased.by());
      case Opening.NoPlace full -> new Result.NoPlace(serial, full.deviceLimit());
      case Opening.OlderServer older -> new Result.OlderServer(older.server());
      case Opening.ServerWithoutLease _ -> new Result.ServerWithoutLease();
      case Opening.NotKept notKept -> new Result.NotKept(notKept.reason());
    };
  }

  private Result held(LeaseToken token, PhoneLease opened, long term, long endsAt) {
    HeldLease lease = new HeldLease(leases, unreleased, terms, term, nanoTime, opened, endsAt);
    LeaseLog.began(opened);
    HeldPhone phone = phones.hold(lease, new SessionIntents(opened, accounts, budgets, clock));
    if (phones.isClosed()) {
      // Whoever closed the registry may not have seen this one.
      phone.end("the server shuts down");
      return new Result.ServerWithoutLease();
    }
    return new Result.Leased(token, opened);
  }

  private static Optional<String> reason(Result result) {
    return switch (result) {
      case Result.Leased _ -> Optional.empty();
      case Result.RunsTask _ -> Optional.of("busy");
      case Result.LeasedBy _ -> Optional.of("leased");
      case Result.NoPlace _ -> Optional.of("no_slot");
      case Result.OlderServer _ -> Optional.of("older_server");
      case Result.ServerWithoutLease _ -> Optional.of("server_without_lease");
      case Result.NotKept _ -> Optional.of("not_kept");
      case Result.UnknownPhone _ -> Optional.of("unknown_phone");
      case Result.OnOtherServer _ -> Optional.of("other_server");
      case Result.NotConnected _ -> Optional.of("not_connected");
    };
  }
}
