package dev.drover.application.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.util.Optional;

/** Removes a phone from the farm; its tasks stay pending. */
public final class DisconnectDevice {
  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;

  public DisconnectDevice(NodeId node, DeviceGateway gateway, DeviceDirectory directory) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
  }

  /**
   * Disconnects a phone for good. If another server has it, that server disconnects it within
   * seconds, or at its next start.
   *
   * @param serialOrAddress its hardware serial, or an ADB address of it; also the address of a
   *     phone that this server has not reached yet
   * @return false when no such phone is known
   */
  public boolean disconnect(String serialOrAddress) {
    Optional<KnownDevice> known = directory.resolve(serialOrAddress).flatMap(directory::find);
    if (known.isEmpty()) {
      boolean kept = gateway.disconnectAddress(serialOrAddress);
      directory.forgetAddress(node, serialOrAddress);
      return kept;
    }
    DeviceSerial serial = known.get().device().serial();
    for (String address : known.get().device().addresses()) {
      directory.forgetAddress(node, address);
      directory.forgetAddress(known.get().node(), address);
    }
    gateway.disconnect(serial);
    directory.remove(serial);
    return true;
  }
}
