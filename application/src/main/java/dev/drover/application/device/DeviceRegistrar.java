package dev.drover.application.device;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what the gateway reports about its phones, and wakes the dispatcher when a phone may have
 * become idle. Any thread may call {@link #observe}, which never blocks; one thread repeatedly
 * calls {@link #letGoOfDeleted} and {@link #registerObserved}.
 */
public final class DeviceRegistrar {
  private static final Logger log = LoggerFactory.getLogger(DeviceRegistrar.class);

  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;
  private final DispatchSignal dispatch;

  /** The latest report on each phone that is not stored yet. */
  private final Map<DeviceSerial, Device> unwritten = new ConcurrentHashMap<>();

  private final Semaphore observed = new Semaphore(0);

  /** The phones that are stored and were not deleted since. */
  private final Set<DeviceSerial> registered = ConcurrentHashMap.newKeySet();

  public DeviceRegistrar(
      NodeId node, DeviceGateway gateway, DeviceDirectory directory, DispatchSignal dispatch) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
    this.dispatch = dispatch;
  }

  public void observe(Device device) {
    unwritten.put(device.serial(), device);
    observed.release();
    dispatch.raise();
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
        gateway.disconnect(serial);
        log.info("phone {} was deleted and is let go", serial);
      }
    }
  }

  /**
   * Stores all reports so far.
   *
   * @throws StorageUnavailable if the storage is unavailable; the reports are kept
   */
  public void registerObserved() {
    List<Device> toWrite = List.copyOf(unwritten.values());
    for (Device device : toWrite) {
      directory.save(node, device);
      unwritten.remove(device.serial(), device);
      registered.add(device.serial());
    }
    if (!toWrite.isEmpty()) {
      // Pending tasks may have moved from an address to a serial.
      dispatch.raise();
    }
  }
}
