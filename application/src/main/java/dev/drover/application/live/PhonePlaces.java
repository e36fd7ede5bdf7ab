package dev.drover.application.live;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.util.Optional;

/** Tells why this server can't take pictures of a phone that it does not reach. */
final class PhonePlaces {
  private final NodeId node;
  private final DeviceGateway gateway;
  private final DeviceDirectory directory;

  PhonePlaces(NodeId node, DeviceGateway gateway, DeviceDirectory directory) {
    this.node = node;
    this.gateway = gateway;
    this.directory = directory;
  }

  /**
   * Returns the reason, in plain words; empty for a phone of this server.
   *
   * @throws dev.drover.application.port.storage.StorageUnavailable if the storage can't be asked; a
   *     retry is safe
   */
  Optional<String> whyNotHere(DeviceSerial serial) {
    if (gateway.online().contains(serial)) {
      return Optional.empty();
    }
    Optional<KnownDevice> known = directory.find(serial);
    if (known.isEmpty()) {
      return Optional.of(
          "there is no phone " + serial + "; the list of phones shows those there are");
    }
    NodeId owner = known.get().node();
    return owner.equals(node)
        ? Optional.empty()
        : Optional.of(
            "phone "
                + serial
                + " belongs to the server "
                + owner
                + "; watch it on that server's page");
  }
}
