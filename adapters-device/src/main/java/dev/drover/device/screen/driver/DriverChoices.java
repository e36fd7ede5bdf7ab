package dev.drover.device.screen.driver;

import dev.drover.domain.device.DeviceSerial;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The choices of all phones. Safe for use by any thread. */
public final class DriverChoices {
  private final Map<DeviceSerial, DriverChoice> choices = new ConcurrentHashMap<>();
  private final Clock clock;

  public DriverChoices(Clock clock) {
    this.clock = clock;
  }

  public DriverChoice of(DeviceSerial serial) {
    return choices.computeIfAbsent(serial, unknown -> new DriverChoice(unknown, clock));
  }
}
