package dev.drover.testkit.memory;

import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.Rows.AddressKey;
import dev.drover.testkit.memory.Rows.DeviceRow;
import dev.drover.testkit.memory.Rows.PhoneAppKey;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Stores phones in memory. */
final class InMemoryDeviceDirectory implements DeviceDirectory {
  private final Tables tables;

  InMemoryDeviceDirectory(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void save(NodeId node, Device device) {
    tables.transaction(
        () -> {
          Optional<DeviceRow> before = tables.devices.find(device.serial());
          // When a phone moves, its old server reports it offline; that must not overwrite the new
          // server's report.
          if (before.map(row -> row.node().equals(node)).orElse(true) || isThere(device.state())) {
            put(
                new DeviceRow(
                    bounded(device),
                    node,
                    before.flatMap(DeviceRow::pause),
                    before.flatMap(DeviceRow::lastSeen)));
            takeAddressesFromOthers(device);
            bringAlong(device);
          }
        });
  }

  private void put(DeviceRow row) {
    tables.devices.put(row.device().serial(), row);
    tables.tell(new QueueEvent.DeviceChanged(row.device().serial()));
  }

  private static Device bounded(Device device) {
    return device.in(device.state(), device.problem().map(Tables::bounded));
  }

  private static boolean isThere(DeviceState state) {
    return switch (state) {
      case ONLINE, CONFLICT -> true;
      case OFFLINE, UNAUTHORIZED -> false;
    };
  }

  /** Removes the phone's addresses from other phones. */
  private void takeAddressesFromOthers(Device device) {
    for (DeviceRow row : tables.devices.all()) {
      Device other = row.device();
      if (!other.serial().equals(device.serial())
          && !Collections.disjoint(other.addresses(), device.addresses())) {
        List<String> left =
            other.addresses().stream()
                .filter(address -> !device.addresses().contains(address))
                .toList();
        put(
            row.with(
                new Device(
                    other.serial(),
                    left,
                    other.model(),
                    other.androidVersion(),
                    other.state(),
                    other.battery(),
                    other.problem())));
      }
    }
  }

  /**
   * Moves accounts and pending tasks that name one of the phone's addresses to the phone's serial.
   */
  private void bringAlong(Device device) {
    Set<DeviceSerial> aliases =
        device.addresses().stream()
            .filter(DeviceSerial::isAllowed)
            .map(DeviceSerial::new)
            .filter(alias -> !alias.equals(device.serial()))
            .collect(Collectors.toSet());
    Optional<DeviceSerial> serial = Optional.of(device.serial());
    for (Account account : tables.accounts.all()) {
      if (account.device().filter(aliases::contains).isPresent()) {
        tables.accounts.put(
            account.id().value(),
            new Account(
                account.id(),
                account.username(),
                account.email(),
                account.platform(),
                account.packageName(),
                serial,
                account.loggedIn(),
                account.enabled(),
                account.tags(),
                account.hold()));
      }
    }
    for (TaskRow row : tables.tasks.all()) {
      if (row.task().status() == TaskStatus.PENDING
          && row.task().target().serial().filter(aliases::contains).isPresent()) {
        tables.moveTask(row, serial);
      }
    }
  }

  @Override
  public void noteSeen(Map<DeviceSerial, Instant> phones) {
    tables.transaction(
        () ->
            phones.forEach(
                (serial, at) ->
                    tables
                        .devices
                        .find(serial)
                        .ifPresent(row -> tables.devices.put(serial, row.seen(at)))));
  }

  @Override
  public List<KnownDevice> all() {
    return tables.transaction(() -> tables.devices.stream().map(this::known).toList());
  }

  @Override
  public Optional<KnownDevice> find(DeviceSerial serial) {
    return tables.transaction(() -> tables.devices.find(serial).map(this::known));
  }

  private KnownDevice known(DeviceRow row) {
    DeviceSerial serial = row.device().serial();
    return new KnownDevice(
        attended(row),
        row.node(),
        tables.index.runningOn(serial),
        tables.index.queueLength(serial),
        row.pause(),
        tables.liveLease(serial),
        row.lastSeen(),
        tables.appsOn(serial));
  }

  /**
   * Reports a phone whose server is not alive as offline, since its stored state is out of date.
   */
  private Device attended(DeviceRow row) {
    return row.device().state() == DeviceState.ONLINE && !tables.isAlive(row.node())
        ? row.device()
            .in(
                DeviceState.OFFLINE,
                Optional.of(
                    "the server that it was connected to, "
                        + row.node()
                        + ", does not run; start it, or connect the phone to another"))
        : row.device();
  }

  @Override
  public Optional<DeviceSerial> resolve(String serialOrAddress) {
    return tables.transaction(
        () ->
            withSerial(serialOrAddress)
                .or(
                    () ->
                        tables.devices.stream()
                            .map(DeviceRow::device)
                            .filter(device -> device.addresses().contains(serialOrAddress))
                            .map(Device::serial)
                            .findFirst()));
  }

  private Optional<DeviceSerial> withSerial(String text) {
    return Optional.of(text)
        .filter(DeviceSerial::isAllowed)
        .map(DeviceSerial::new)
        .filter(tables.devices::has);
  }

  /** Returns the serial itself, known or not, and the serials of the phones at this address. */
  Set<DeviceSerial> reachedBy(String serialOrAddress) {
    Set<DeviceSerial> reached =
        tables.devices.stream()
            .map(DeviceRow::device)
            .filter(device -> device.addresses().contains(serialOrAddress))
            .map(Device::serial)
            .collect(Collectors.toSet());
    if (DeviceSerial.isAllowed(serialOrAddress)) {
      reached.add(new DeviceSerial(serialOrAddress));
    }
    return reached;
  }

  @Override
  public Set<DeviceSerial> known(Set<DeviceSerial> serials) {
    return tables.transaction(
        () -> serials.stream().filter(tables.devices::has).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public boolean remove(DeviceSerial serial) {
    return tables.transaction(
        () -> {
          boolean there = tables.devices.has(serial);
          if (there) {
            tables.devices.remove(serial);
            tables.phoneApps.removeBetween(
                new PhoneAppKey(serial, ""), new PhoneAppKey(serial, "\uffff"));
            tables.tell(new QueueEvent.DeviceChanged(serial));
          }
          return there;
        });
  }

  @Override
  public boolean pause(DeviceSerial serial, String by, String reason, Instant now) {
    return edit(
        serial,
        row ->
            row.with(
                row.pause()
                    .or(
                        () ->
                            Optional.of(new Pause(now, Tables.bounded(reason), Optional.of(by))))));
  }

  @Override
  public boolean resume(DeviceSerial serial) {
    return tables.transaction(
        () -> {
          tables.wakeDispatchers();
          return edit(serial, row -> row.with(Optional.<Pause>empty()));
        });
  }

  private boolean edit(DeviceSerial serial, UnaryOperator<DeviceRow> edit) {
    return tables.transaction(
        () -> {
          Optional<DeviceRow> before = tables.devices.find(serial);
          before.map(edit).ifPresent(this::put);
          return before.isPresent();
        });
  }

  @Override
  public List<String> addressesOf(NodeId node) {
    return tables.transaction(
        () ->
            List.copyOf(
                tables.addresses.between(
                    new AddressKey(node.value(), ""), new AddressKey(node.value() + '\0', ""))));
  }

  @Override
  public void rememberAddress(NodeId node, String address) {
    tables.transaction(() -> tables.addresses.put(new AddressKey(node.value(), address), address));
  }

  @Override
  public void forgetAddress(NodeId node, String address) {
    tables.transaction(() -> tables.addresses.remove(new AddressKey(node.value(), address)));
  }
}
