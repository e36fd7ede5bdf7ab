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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the gateway says of its phones, and wakes the dispatcher when one may have
 * become free. Any thread may call {@link #observe}, which never blocks; one thread runs {@link
 * #run}.
 */
public final class DeviceRegistrar {
  private static final Logger log = LoggerFactory.getLogger(DeviceRegistrar.class);

  /** How soon to try again when the database is away. */
  private static final Duration RETRY = Duration.ofSeconds(1);

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

  /** Registers until the thread is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (unwritten.isEmpty()) {
          observed.acquire();
        } else {
          observed.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
        observed.drainPermits();
        registerObserved();
      } catch (StorageUnavailable unavailable) {
        log.warn("phones are not registered yet: {}", unavailable.getMessage());
      } catch (RuntimeException defect) {
        log.error("registering phones failed; it is tried again", defect);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Writes down what has been observed so far.
   *
   * @throws StorageUnavailable if the database is away; what is not written yet is kept
   */
  public void registerObserved() {
    for (Device device : List.copyOf(unwritten.values())) {
      directory.save(node, device);
      unwritten.remove(device.serial(), device);
    }
    // Pending tasks may have gone over from an address to a serial.
    dispatch.raise();
  }
}
