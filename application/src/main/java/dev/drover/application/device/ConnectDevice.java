package dev.drover.application.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.domain.device.Device;
import dev.drover.domain.node.NodeId;

/** Adds a phone on the network to the farm. */
public final class ConnectDevice {
  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;

  public ConnectDevice(NodeId node, DeviceGateway gateway, DeviceDirectory directory) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
  }

  /**
   * Connects now, and again after every restart.
   *
   * @param address {@code host:port}
   * @throws DeviceUnreachable if it does not answer (its address is not remembered), if it waits
   *     for its owner to accept this server (its address is remembered), or if another request
   *     disconnects it meanwhile
   */
  public KnownDevice connect(String address) {
    Device device = connected(address);
    directory.save(node, device);
    directory.rememberAddress(node, address);
    return directory
        .find(device.serial())
        .orElseThrow(
            () ->
                new DeviceUnreachable(
                    "the phone at " + address + " was disconnected meanwhile; connect it again"));
  }

  private Device connected(String address) {
    try {
      return gateway.connect(address);
    } catch (DeviceUnreachable waiting) {
      if (waiting.kept()) {
        directory.rememberAddress(node, address);
      }
      throw waiting;
    }
  }
}
