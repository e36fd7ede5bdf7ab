package com.example.notebook;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One file a phone, in which a line stands for each attempt. */
final class NotebookGateway implements DeviceGateway {
  private final Set<DeviceSerial> serials;
  private final Path folder;
  private final Clock clock;
  private final List<Consumer<Device>> listeners = new CopyOnWriteArrayList<>();

  /** For the one thread that tells. */
  private final Set<DeviceSerial> told = new HashSet<>();

  NotebookGateway(List<DeviceSerial> serials, Path folder, Clock clock) {
    this.serials = Set.copyOf(serials);
    this.folder = folder;
    this.clock = clock;
  }

  /** Tells the listeners of phones that they do not know yet. */
  void tellOfNew() {
    for (Device phone : devices()) {
      if (told.add(phone.serial())) {
        listeners.forEach(listener -> listener.accept(phone));
      }
    }
  }

  @Override
  public List<Device> devices() {
    return serials.stream()
        .map(
            serial ->
                new Device(
                    serial,
                    List.of(),
                    "Notebook",
                    "",
                    DeviceState.ONLINE,
                    OptionalInt.empty(),
                    Optional.empty()))
        .toList();
  }

  @Override
  public Set<DeviceSerial> online() {
    return serials;
  }

  @Override
  public AttemptResult run(Assignment assignment, Attempt run) {
    DeviceSerial serial = assignment.serial();
    if (!serials.contains(serial)) {
      return new AttemptResult.Failed(
          TaskFailure.withoutEffect(
              FailureCode.DEVICE_LOST, "there is no notebook of the name " + serial));
    }
    // Throws when the attempt is to end: it is not caught here.
    run.step("write down " + assignment.script().wireName(), 50);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(serial + ".txt"),
          clock.instant() + " " + assignment.script() + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException("the notebook " + serial + " can't be written", failed);
    }
    run.step("written down", 100);
    // Nothing was done to any account.
    return new AttemptResult.Succeeded(Outcome.NO_EFFECT, Optional.of("written down, not done"));
  }

  @Override
  public Device connect(String address) {
    throw new DeviceUnreachable("notebooks have no address, so there is none at " + address);
  }

  @Override
  public void connectInBackground(String address) {
    // It takes no address, so none is given to it.
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    // A notebook stays: the configuration names it.
  }

  @Override
  public boolean disconnectAddress(String address) {
    return false;
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    listeners.add(listener);
  }

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    throw new DeviceUnreachable("the notebook " + serial + " has no screen");
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    throw new DeviceUnreachable("the notebook " + serial + " has no screen");
  }
}
