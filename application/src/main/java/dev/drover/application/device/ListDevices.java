package dev.drover.application.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceGateway.Unreached;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Lists the phones: those that any node has seen, and the addresses that this node tries and where
 * no phone was ever seen. Thread-safe.
 */
public final class ListDevices {
  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;

  public ListDevices(NodeId node, DeviceGateway gateway, DeviceDirectory directory) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
  }

  /**
   * Lists all phones, by serial. A phone that was never reached has its address for a serial.
   *
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public List<KnownDevice> list() {
    List<KnownDevice> all = new ArrayList<>(directory.all());
    Set<String> names = new HashSet<>();
    for (KnownDevice known : all) {
      names.add(known.device().serial().value());
      names.addAll(known.device().addresses());
    }
    gateway.unreached().stream()
        .filter(unreached -> names.add(unreached.address()))
        .map(this::neverSeen)
        .forEach(all::add);
    return all;
  }

  /**
   * Finds a phone by its serial or its address.
   *
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Optional<KnownDevice> find(String serialOrAddress) {
    return directory
        .resolve(serialOrAddress)
        .flatMap(directory::find)
        .or(
            () ->
                gateway.unreached().stream()
                    .filter(unreached -> unreached.address().equals(serialOrAddress))
                    .findFirst()
                    .map(this::neverSeen));
  }

  private KnownDevice neverSeen(Unreached unreached) {
    return new KnownDevice(
        new Device(
            new DeviceSerial(unreached.address()),
            List.of(unreached.address()),
            "",
            "",
            unreached.state(),
            OptionalInt.empty(),
            Optional.of(unreached.reason())),
        node,
        Optional.empty(),
        0,
        Optional.empty());
  }
}
