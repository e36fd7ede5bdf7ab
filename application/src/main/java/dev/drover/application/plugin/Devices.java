package dev.drover.application.plugin;

import dev.drover.application.port.device.DeviceGateway;
import java.util.List;

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

  /** Lets go of the phones. */
  @Override
  default void close() {}
}
