package dev.drover.application.device;

import dev.drover.application.port.DeviceDirectory;
import dev.drover.application.port.DeviceDirectory.KnownDevice;
import dev.drover.application.port.DeviceGateway;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NodeId;
import java.util.Optional;

/** Lets a phone go from the farm; its tasks stay, pending. */
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
   * Disconnects a phone for good.
   *
   * @param serialOrAddress its hardware serial, or an ADB address of it
   * @return false when no such phone is known
   */
  public boolean disconnect(String serialOrAddress) {
    Optional<KnownDevice> known = directory.resolve(serialOrAddress).flatMap(directory::find);
    known.ifPresent(
        phone -> {
          DeviceSerial serial = phone.device().serial();
          phone.device().addresses().forEach(address -> directory.forgetAddress(node, address));
          gateway.disconnect(serial);
          directory.remove(serial);
        });
    return known.isPresent();
  }
}
