package dev.drover.application.device;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.log.LogLine;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceGateway.Unreached;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Stores what the gateway reports about its phones, and wakes the dispatcher when a phone may have
 * become idle. Any thread may call {@link #observe}, which never blocks; one thread repeatedly
 * calls {@link #letGoOfDeleted}, {@link #registerObserved} and {@link #registerUnreached}.
 */
public final class DeviceRegistrar {
  private static final Logger log = LoggerFactory.getLogger(DeviceRegistrar.class);

  /** The time between two notes that a phone is still connected. */
  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;
  private final RunningAttempts running;
  private final DispatchSignal dispatch;
  private final Clock clock;

  /** The latest report on each phone that is not stored yet. */
  private final Map<DeviceSerial, Device> unwritten = new ConcurrentHashMap<>();

  private final Semaphore observed = new Semaphore(0);

  /** The phones that are stored and were not deleted since. */
  private final Set<DeviceSerial> registered = ConcurrentHashMap.newKeySet();

  /** What was logged last of each phone: its state, with its problem. */
  private final Map<DeviceSerial, Said> said = new ConcurrentHashMap<>();

  /** What was stored and logged last of each unreached address. Used by the one thread only. */
  private final Map<String, Unreached> unreached = new HashMap<>();

  /** When phones went that is not noted yet. */
  private final Map<DeviceSerial, Instant> gone = new ConcurrentHashMap<>();

  /** When each phone was noted last. Used by the one thread only. */
  private final Map<DeviceSerial, Instant> noted = new HashMap<>();

  private record Said(DeviceState state, Optional<String> problem) {}

  public DeviceRegistrar(
      NodeId node,
      DeviceGateway gateway,
      DeviceDirectory directory,
      RunningAttempts running,
      DispatchSignal dispatch,
      Clock clock) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
    this.running = running;
    this.dispatch = dispatch;
    this.clock = clock;
  }

  public void observe(Device device) {
    tell(device);
    unwritten.put(device.serial(), device);
    observed.release();
    dispatch.raise();
  }

  /** Logs a phone whose state has changed; a new battery level is no news. */
  private void tell(Device device) {
    Said now = new Said(device.state(), device.problem());
    Said before = said.put(device.serial(), now);
    if (now.equals(before)) {
      return;
    }
    if (before != null
        && before.state() == DeviceState.ONLINE
        && device.state() != DeviceState.ONLINE) {
      gone.put(device.serial(), clock.instant());
    }
    LogLine line = new LogLine().with("phone", device.serial());
    line.with("addresses", String.join(",", device.addresses()));
    boolean online = device.state() == DeviceState.ONLINE;
    if (!online) {
      running.taskOn(device.serial()).ifPresent(task -> line.with("task", task));
    }
    device.problem().ifPresent(problem -> line.with("reason", problem));
    line.log(
        log,
        online ? Level.INFO : Level.WARN,
        "phone " + device.serial() + " is " + words(device.state()));
  }

  private static String words(DeviceState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Waits until there is something to store, at most this long. */
  public void awaitObserved(Duration atMost) throws InterruptedException {
    if (observed.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      observed.drainPermits();
    }
  }

  /**
   * Disconnects phones that were deleted on any server, since a server can't close the connections
   * of another. A phone that another server has meanwhile connected stays known.
   *
   * @throws StorageUnavailable if the storage is unavailable; the next call does it
   */
  public void letGoOfDeleted() {
    Set<DeviceSerial> checked = Set.copyOf(registered);
    if (checked.isEmpty()) {
      return;
    }
    Set<DeviceSerial> known = directory.known(checked);
    for (DeviceSerial serial : checked) {
      if (!known.contains(serial)) {
        registered.remove(serial);
        unwritten.remove(serial);
        said.remove(serial);
        gone.remove(serial);
        noted.remove(serial);
        gateway.disconnect(serial);
        log.info("phone {} was deleted and is let go", serial);
      }
    }
  }

  /**
   * Stores all reports so far, and notes which phones are connected: at once, then every minute,
   * and when one went.
   *
   * @throws StorageUnavailable if the storage is unavailable; the reports are kept
   */
  public void registerObserved() {
    // Before a report that a phone went: whoever hears of that reads when it was seen.
    noteSeen();
    List<Device> toWrite = List.copyOf(unwritten.values());
    for (Device device : toWrite) {
      directory.save(node, device);
      unwritten.remove(device.serial(), device);
      registered.add(device.serial());
    }
    if (!toWrite.isEmpty()) {
      // Pending tasks may have moved from an address to a serial.
      dispatch.raise();
      noteSeen();
    }
  }

  private void noteSeen() {
    Instant now = clock.instant();
    Map<DeviceSerial, Instant> due = new HashMap<>(gone);
    for (DeviceSerial serial : gateway.online()) {
      Instant before = noted.get(serial);
      if (registered.contains(serial)
          && (before == null || !now.isBefore(before.plus(BETWEEN_NOTES)))) {
        due.put(serial, now);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    directory.noteSeen(due);
    noted.putAll(due);
    due.forEach(gone::remove);
  }

  /**
   * Logs each address without a usable phone once, and stores that a phone which was there before
   * this server started is not there now.
   *
   * @throws StorageUnavailable if the storage is unavailable; the next call does it
   */
  public void registerUnreached() {
    Map<String, Unreached> now = new HashMap<>();
    for (Unreached each : gateway.unreached()) {
      now.put(each.address(), each);
      Unreached before = unreached.get(each.address());
      if (before == null) {
        new LogLine()
            .with("address", each.address())
            .with("reason", each.reason())
            .log(log, Level.WARN, "phone at " + each.address() + " is " + words(each.state()));
      }
      if (!each.equals(before)) {
        storeLost(each);
        unreached.put(each.address(), each);
      }
    }
    unreached.keySet().retainAll(now.keySet());
  }

  private void storeLost(Unreached lost) {
    directory
        .resolve(lost.address())
        .flatMap(directory::find)
        .filter(known -> known.node().equals(node))
        .map(known -> known.device())
        .filter(device -> !registered.contains(device.serial()))
        .ifPresent(
            device -> directory.save(node, device.in(lost.state(), Optional.of(lost.reason()))));
  }
}
