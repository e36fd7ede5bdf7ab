package dev.drover.testkit.memory;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.Rows.LeaseRow;
import dev.drover.testkit.memory.Rows.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the leases of phones in memory. They are measured by the storage's clock. */
final class InMemoryPhoneLeases implements PhoneLeases {
  private final Tables tables;

  InMemoryPhoneLeases(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Opening open(NewLease wanted, int deviceLimit) {
    return tables.transaction(
        () -> refused(wanted, deviceLimit).orElseGet(() -> new Opening.Opened(opened(wanted))));
  }

  private Optional<Opening> refused(NewLease wanted, int deviceLimit) {
    Instant now = tables.now();
    boolean own =
        tables
            .nodes
            .find(wanted.node().value())
            .filter(row -> row.isAlive(now) && row.process().equals(wanted.process()))
            .isPresent();
    if (!own) {
      return Optional.of(new Opening.ServerWithoutLease());
    }
    Optional<NodeId> older =
        tables.nodes.stream()
            .filter(row -> row.isAlive(now) && !row.knowsLeases())
            .map(NodeRow::id)
            .findFirst();
    if (older.isPresent()) {
      return older.map(Opening.OlderServer::new);
    }
    Optional<PhoneLease> held = tables.liveLease(wanted.serial());
    if (held.isPresent()) {
      return held.map(Opening.Leased::new);
    }
    Optional<TaskId> runs = tables.index.runningOn(wanted.serial());
    if (runs.isPresent()) {
      return runs.map(Opening.RunsTask::new);
    }
    long driven = tables.index.count(TaskStatus.RUNNING) + tables.liveLeases().size();
    return driven >= deviceLimit ? Optional.of(new Opening.NoPlace(deviceLimit)) : Optional.empty();
  }

  private PhoneLease opened(NewLease wanted) {
    Instant now = tables.now();
    PhoneLease lease =
        new PhoneLease(
            wanted.serial(),
            wanted.node(),
            wanted.holder(),
            wanted.label(),
            wanted.token(),
            now,
            now.plus(wanted.length()));
    put(lease, wanted.process());
    tables.tell(new QueueEvent.LeaseChanged(lease.serial()));
    return lease;
  }

  private void put(PhoneLease lease, UUID process) {
    tables.leases.put(lease.serial(), new LeaseRow(lease, process));
  }

  @Override
  public Optional<PhoneLease> extend(SecretHash token, Duration length) {
    return tables.transaction(
        () ->
            live(token)
                .map(
                    row -> {
                      PhoneLease before = row.lease();
                      Instant until = tables.now().plus(length);
                      PhoneLease extended =
                          new PhoneLease(
                              before.serial(),
                              before.node(),
                              before.holder(),
                              before.label(),
                              before.token(),
                              before.since(),
                              until.isAfter(before.until()) ? until : before.until());
                      put(extended, row.process());
                      return extended;
                    }));
  }

  private Optional<LeaseRow> live(SecretHash token) {
    return tables.leases.stream()
        .filter(row -> row.lease().token().equals(token))
        .filter(tables::isLive)
        .findFirst();
  }

  @Override
  public boolean release(SecretHash token) {
    return tables.transaction(
        () -> {
          Optional<PhoneLease> held =
              tables.leases.stream()
                  .map(LeaseRow::lease)
                  .filter(lease -> lease.token().equals(token))
                  .findFirst();
          held.ifPresent(tables::removeLease);
          return held.isPresent();
        });
  }

  @Override
  public List<PhoneLease> all() {
    return tables.transaction(tables::liveLeases);
  }

  @Override
  public Optional<PhoneLease> on(DeviceSerial serial) {
    return tables.transaction(() -> tables.liveLease(serial));
  }

  @Override
  public Optional<PhoneLease> find(SecretHash token) {
    return tables.transaction(() -> live(token).map(LeaseRow::lease));
  }

  @Override
  public List<PhoneLease> removeEnded() {
    return tables.transaction(
        () -> {
          List<PhoneLease> ended =
              tables.leases.stream()
                  .filter(row -> !tables.isLive(row))
                  .map(LeaseRow::lease)
                  .toList();
          ended.forEach(tables::removeLease);
          return ended;
        });
  }
}
