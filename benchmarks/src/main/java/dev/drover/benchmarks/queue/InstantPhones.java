package dev.drover.benchmarks.queue;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Phones on which every script has succeeded as soon as it begins. */
final class InstantPhones implements DeviceGateway {
  private static final AttemptResult DONE =
      new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());

  private static final String PREFIX = "PHONE";

  private final Set<DeviceSerial> phones;
  private final Consumer<Assignment> onRun;

  /**
   * @param onRun told of each run as it begins, on the run's thread
   */
  InstantPhones(int count, Consumer<Assignment> onRun) {
    this(0, count, onRun);
  }

  /**
   * @param from the number of the first phone
   */
  InstantPhones(int from, int count, Consumer<Assignment> onRun) {
    this.phones =
        IntStream.range(from, from + count)
            .mapToObj(InstantPhones::serial)
            .collect(Collectors.toUnmodifiableSet());
    this.onRun = onRun;
  }

  static DeviceSerial serial(int number) {
    return new DeviceSerial(PREFIX + number);
  }

  static int number(DeviceSerial serial) {
    return Integer.parseInt(serial.value().substring(PREFIX.length()));
  }

  @Override
  public Set<DeviceSerial> online() {
    return phones;
  }

  @Override
  public AttemptResult run(Assignment assignment, Attempt run) {
    onRun.accept(assignment);
    return DONE;
  }

  @Override
  public List<Device> devices() {
    return List.of();
  }

  @Override
  public Device connect(String address) {
    throw new DeviceUnreachable("no phone is connected in a benchmark: " + address);
  }

  @Override
  public void connectInBackground(String address) {
    throw new DeviceUnreachable("no phone is connected in a benchmark: " + address);
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    throw new DeviceUnreachable("no phone is disconnected in a benchmark: " + serial);
  }

  @Override
  public boolean disconnectAddress(String address) {
    throw new DeviceUnreachable("no phone is disconnected in a benchmark: " + address);
  }

  /** They never change. */
  @Override
  public void onChange(Consumer<Device> listener) {}

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    throw new DeviceUnreachable("phone " + serial + " of a benchmark has no screen");
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    throw new DeviceUnreachable("phone " + serial + " of a benchmark has no screen");
  }
}
