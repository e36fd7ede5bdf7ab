package dev.drover.application.device;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.DeviceDirectory;
import dev.drover.application.port.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what the gateway says of its phones, and wakes the dispatcher when one may have
 * become free. Any thread may call {@link #observe}, which never blocks; one thread calls {@link
 * #registerObserved}, again and again.
 */
public final class DeviceRegistrar {
  private final NodeId node;
  private final DeviceDirectory directory;
  private final DispatchSignal dispatch;

  /** The last word on each phone that is not written yet. */
  private final Map<DeviceSerial, Device> unwritten = new ConcurrentHashMap<>();

  private final Semaphore observed = new Semaphore(0);

  public DeviceRegistrar(NodeId node, DeviceDirectory directory, DispatchSignal dispatch) {
    this.node = node;
    this.directory = directory;
    this.dispatch = dispatch;
  }

  public void observe(Device device) {
    unwritten.put(device.serial(), device);
    observed.release();
    dispatch.raise();
  }

  /** Waits until there is something to write down, at most this long. */
  public void awaitObserved(Duration atMost) throws InterruptedException {
    if (observed.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      observed.drainPermits();
    }
  }

  /**
   * Writes down what has been observed so far.
   *
   * @throws StorageUnavailable if the database is away; what is not written yet is kept
   */
  public void registerObserved() {
    List<Device> toWrite = List.copyOf(unwritten.values());
    for (Device device : toWrite) {
      directory.save(node, device);
      unwritten.remove(device.serial(), device);
    }
    if (!toWrite.isEmpty()) {
      // Pending tasks may have gone over from an address to a serial.
      dispatch.raise();
    }
  }
}
