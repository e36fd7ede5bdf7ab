package dev.drover.domain.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A phone as its node sees it.
 *
 * @param serial its hardware serial
 * @param addresses the ADB addresses ({@code 192.0.2.7:5555}, {@code emulator-5554}) that reach it;
 *     aliases of the serial
 * @param model as the phone reports it; empty if it has never answered
 * @param androidVersion such as {@code 14}; empty if it has never answered
 * @param battery percent, 0..100
 * @param problem why it does not work and what to do, in plain words
 */
public record Device(
    DeviceSerial serial,
    List<String> addresses,
    String model,
    String androidVersion,
    DeviceState state,
    OptionalInt battery,
    Optional<String> problem) {
  public Device {
    addresses = List.copyOf(addresses);
    if (battery.isPresent() && (battery.getAsInt() < 0 || battery.getAsInt() > 100)) {
      throw new IllegalArgumentException("battery is a percentage, not " + battery.getAsInt());
    }
  }

  /** The same phone in another state. */
  public Device in(DeviceState newState, Optional<String> newProblem) {
    return new Device(serial, addresses, model, androidVersion, newState, battery, newProblem);
  }
}
