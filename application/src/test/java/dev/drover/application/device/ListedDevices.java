package dev.drover.application.device;

import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A directory in memory, as several servers share one. */
final class ListedDevices implements DeviceDirectory {
  private final Map<DeviceSerial, KnownDevice> rows = new TreeMap<>();
  private final List<String> history = new ArrayList<>();
  private final Map<NodeId, List<String>> addresses = new java.util.HashMap<>();

  @Override
  public void save(NodeId node, Device device) {
    history.add("saved " + device.serial() + " " + device.state());
    rows.put(device.serial(), new KnownDevice(device, node, Optional.empty(), 0, Optional.empty()));
  }

  @Override
  public void noteSeen(Map<DeviceSerial, Instant> phones) {
    history.add("noted " + new TreeMap<>(phones));
  }

  /** What was saved and noted, in its order. */
  List<String> history() {
    return List.copyOf(history);
  }

  @Override
  public List<KnownDevice> all() {
    return List.copyOf(rows.values());
  }

  @Override
  public Optional<KnownDevice> find(DeviceSerial serial) {
    return Optional.ofNullable(rows.get(serial));
  }

  @Override
  public Optional<DeviceSerial> resolve(String serialOrAddress) {
    return rows.values().stream()
        .map(KnownDevice::device)
        .filter(
            device ->
                device.serial().value().equals(serialOrAddress)
                    || device.addresses().contains(serialOrAddress))
        .map(Device::serial)
        .findFirst();
  }

  @Override
  public Set<DeviceSerial> known(Set<DeviceSerial> serials) {
    Set<DeviceSerial> known = new HashSet<>(serials);
    known.retainAll(rows.keySet());
    return known;
  }

  @Override
  public boolean remove(DeviceSerial serial) {
    return rows.remove(serial) != null;
  }

  @Override
  public boolean pause(DeviceSerial serial, String by, String reason, Instant now) {
    throw new UnsupportedOperationException("nobody pauses here");
  }

  @Override
  public boolean resume(DeviceSerial serial) {
    throw new UnsupportedOperationException("nobody pauses here");
  }

  @Override
  public List<String> addressesOf(NodeId node) {
    return List.copyOf(addresses.getOrDefault(node, List.of()));
  }

  @Override
  public void rememberAddress(NodeId node, String address) {
    addresses.computeIfAbsent(node, _ -> new ArrayList<>()).add(address);
  }

  @Override
  public void forgetAddress(NodeId node, String address) {
    addresses.getOrDefault(node, new ArrayList<>()).remove(address);
  }
}
