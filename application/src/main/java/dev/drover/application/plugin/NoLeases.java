package dev.drover.application.plugin;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.PhoneLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The leases of a storage that keeps none. Tasks run; no phone can be leased.
 *
 * @param storage what the storage is called in messages
 */
public record NoLeases(String storage) implements PhoneLeases {

  @Override
  public Opening open(NewLease lease, int deviceLimit) {
    return new Opening.NotKept(
        "the storage " + storage + " keeps no leases of phones; configure another storage");
  }

  @Override
  public Optional<PhoneLease> extend(SecretHash token, Duration length) {
    return Optional.empty();
  }

  @Override
  public boolean release(SecretHash token) {
    return false;
  }

  @Override
  public List<PhoneLease> all() {
    return List.of();
  }

  @Override
  public Optional<PhoneLease> on(DeviceSerial serial) {
    return Optional.empty();
  }

  @Override
  public Optional<PhoneLease> find(SecretHash token) {
    return Optional.empty();
  }

  @Override
  public List<PhoneLease> removeEnded() {
    return List.of();
  }
}
