package dev.drover.application.device;

import dev.drover.application.plugin.Devices;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The phones of several adapters as one. Each phone belongs to exactly one adapter: the first that
 * told of it, until that adapter does not list it any more. Another adapter's phone of the same
 * serial is hidden meanwhile.
 */
public final class CompositeDeviceGateway implements DeviceGateway {
  private static final Logger log = LoggerFactory.getLogger(CompositeDeviceGateway.class);

  private final List<Devices> adapters;
  private final Map<DeviceSerial, Devices> owners = new ConcurrentHashMap<>();
  private final Set<DeviceSerial> claimedTwice = ConcurrentHashMap.newKeySet();

  /**
   * @param adapters in the order in which they are asked; at least one
   */
  public CompositeDeviceGateway(List<Devices> adapters) {
    if (adapters.isEmpty()) {
      throw new IllegalArgumentException("a gateway needs at least one device adapter");
    }
    this.adapters = List.copyOf(adapters);
  }

  @Override
  public List<Device> devices() {
    List<Device> owned = new ArrayList<>();
    for (Devices adapter : adapters) {
      for (Device device : adapter.gateway().devices()) {
        if (ownerOf(device.serial(), adapter).equals(adapter)) {
          owned.add(device);
        }
      }
    }
    return owned;
  }

  @Override
  public List<Unreached> unreached() {
    return adapters.stream().flatMap(adapter -> adapter.gateway().unreached().stream()).toList();
  }

  @Override
  public Set<DeviceSerial> online() {
    Set<DeviceSerial> online = new HashSet<>();
    for (Devices adapter : adapters) {
      for (DeviceSerial serial : adapter.gateway().online()) {
        if (ownerOf(serial, adapter).equals(adapter)) {
          online.add(serial);
        }
      }
    }
    return Set.copyOf(online);
  }

  /** The phone's owner, which {@code claimant} becomes where there is none. */
  private Devices ownerOf(DeviceSerial serial, Devices claimant) {
    Devices owner =
        owners.compute(
            serial,
            (_, before) ->
                before == null || (!before.equals(claimant) && !lists(before, serial))
                    ? claimant
                    : before);
    if (!owner.equals(claimant) && claimedTwice.add(serial)) {
      log.warn(
          "phone {} is told of by two device adapters: {} keeps it, and {} does not get it",
          serial,
          owner.description(),
          claimant.description());
    }
    return owner;
  }

  private static boolean lists(Devices adapter, DeviceSerial serial) {
    return adapter.gateway().devices().stream().anyMatch(device -> device.serial().equals(serial));
  }

  /** Of a phone that no adapter lists, the first adapter says what is wrong. */
  private DeviceGateway gatewayOf(DeviceSerial serial) {
    return adapters.stream()
        .filter(adapter -> lists(adapter, serial) && ownerOf(serial, adapter).equals(adapter))
        .findFirst()
        .orElse(adapters.getFirst())
        .gateway();
  }

  private Optional<DeviceGateway> taking(String address) {
    return adapters.stream()
        .filter(adapter -> adapter.takesAddress(address))
        .map(Devices::gateway)
        .findFirst();
  }

  @Override
  public Device connect(String address) {
    return taking(address)
        .orElseThrow(
            () ->
                new DeviceUnreachable(
                    "no device adapter of this server takes the address "
                        + address
                        + "; the server's configuration names its device adapters"))
        .connect(address);
  }

  @Override
  public void connectInBackground(String address) {
    taking(address)
        .ifPresentOrElse(
            gateway -> gateway.connectInBackground(address),
            () ->
                log.warn(
                    "no device adapter of this server takes the address {}; the"
                        + " server's configuration names its device adapters",
                    address));
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    gatewayOf(serial).disconnect(serial);
  }

  @Override
  public boolean disconnectAddress(String address) {
    return taking(address).map(gateway -> gateway.disconnectAddress(address)).orElse(false);
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    for (Devices adapter : adapters) {
      adapter
          .gateway()
          .onChange(
              device -> {
                if (ownerOf(device.serial(), adapter).equals(adapter)) {
                  listener.accept(device);
                }
              });
    }
  }

  @Override
  public AttemptResult run(Assignment assignment, Attempt run) {
    return gatewayOf(assignment.serial()).run(assignment, run);
  }

  @Override
  public List<InstalledApp> apps(DeviceSerial serial, List<AppVersion> known) {
    return gatewayOf(serial).apps(serial, known);
  }

  @Override
  public PhoneControl control(DeviceSerial serial, BooleanSupplier mayGoOn) {
    return gatewayOf(serial).control(serial, mayGoOn);
  }

  @Override
  public PhonePictures pictures(DeviceSerial serial) {
    return gatewayOf(serial).pictures(serial);
  }

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    return gatewayOf(serial).screenshot(serial);
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    return gatewayOf(serial).hierarchy(serial);
  }
}
