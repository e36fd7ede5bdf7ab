package dev.drover.http.event;

import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory of no phones. */
final class NoPhones implements DeviceDirectory {
  @Override
  public void save(NodeId node, Device device) {
    throw new UnsupportedOperationException("there are no phones here");
  }

  @Override
  public void noteSeen(Map<DeviceSerial, Instant> phones) {
    throw new UnsupportedOperationException("there are no phones here");
  }

  @Override
  public List<KnownDevice> all() {
    return List.of();
  }

  @Override
  public Optional<KnownDevice> find(DeviceSerial serial) {
    return Optional.empty();
  }

  @Override
  public Optional<DeviceSerial> resolve(String serialOrAddress) {
    return Optional.empty();
  }

  @Override
  public Set<DeviceSerial> known(Set<DeviceSerial> serials) {
    return Set.of();
  }

  @Override
  public boolean remove(DeviceSerial serial) {
    return false;
  }

  @Override
  public boolean pause(DeviceSerial serial, String by, String reason, Instant now) {
    return false;
  }

  @Override
  public boolean resume(DeviceSerial serial) {
    return false;
  }

  @Override
  public List<String> addressesOf(NodeId node) {
    return List.of();
  }

  @Override
  public void rememberAddress(NodeId node, String address) {
    throw new UnsupportedOperationException("there are no phones here");
  }

  @Override
  public void forgetAddress(NodeId node, String address) {
    throw new UnsupportedOperationException("there are no phones here");
  }
}
