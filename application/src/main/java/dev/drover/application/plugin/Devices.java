package dev.drover.application.plugin;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.ProfileRepairs;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phones of one device adapter. */
public interface Devices extends AutoCloseable {

  /** The same every time. */
  DeviceGateway gateway();

  /**
   * Where the phones are, for the server's banner, such as {@code USB phones by the adb server}.
   */
  String description();

  /**
   * Whether {@code address}, which a user or the configuration names, could be one of this adapter:
   * {@link DeviceGateway#connect} is called only with those. The first adapter in the
   * configuration's order that takes an address gets it. Does not ask the phone.
   */
  default boolean takesAddress(String address) {
    return false;
  }

  /** What the server does for the adapter again and again. */
  default List<BackgroundStep> backgroundSteps() {
    return List.of();
  }

  /** Proposes repairs of the adapter's app profiles, if it has some. */
  default Optional<ProfileRepairs> repairs() {
    return Optional.empty();
  }

  /**
   * Checks for {@code drover doctor} how the phones are. The doctor opens the adapter for this
   * alone, perhaps beside a server that runs, and starts none of its background steps. Changes
   * nothing on the phones. By default it connects to the addresses, and tells the state of each
   * phone.
   *
   * @param addresses those of the configuration that this adapter {@linkplain #takesAddress takes}
   * @throws InterruptedException if the command is to end
   */
  default List<Finding> check(List<String> addresses) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (String address : addresses) {
      try {
        gateway().connect(address);
      } catch (DeviceUnreachable unreachable) {
        findings.add(Finding.fail("phone at " + address + ": " + unreachable.getMessage()));
      }
    }
    List<Device> phones = gateway().devices();
    if (phones.isEmpty() && findings.isEmpty()) {
      findings.add(Finding.note("phones: none (" + description() + ")"));
    }
    for (Device phone : phones) {
      String name = "phone " + phone.serial();
      findings.add(
          phone.state() == DeviceState.ONLINE
              ? Finding.ok(
                  name + ": online" + (phone.model().isEmpty() ? "" : ", " + phone.model()))
              : Finding.fail(name + ": " + phone.problem().orElse(phone.state().toString())));
    }
    return findings;
  }

  /** Lets go of the phones. */
  @Override
  default void close() {}
}
