package dev.drover.testkit.memory;

import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.domain.node.NodeId;
import dev.drover.testkit.memory.Rows.LeaseRow;
import dev.drover.testkit.memory.Rows.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores servers and their leases in memory. Leases are measured by the storage's clock. */
final class InMemoryNodeDirectory implements NodeDirectory {
  private final Tables tables;

  InMemoryNodeDirectory(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void acquire(NodeId node, UUID process, Duration lease, Instant startedAt) {
    tables.transaction(
        () -> {
          tables.leases.stream()
              .map(LeaseRow::lease)
              .filter(held -> held.node().equals(node))
              .toList()
              .forEach(tables::removeLease);
          put(node, process, lease, startedAt);
        });
  }

  private void put(NodeId node, UUID process, Duration lease, Instant startedAt) {
    tables.nodes.put(
        node.value(), new NodeRow(node, process, tables.now().plus(lease), startedAt, true));
  }

  @Override
  public Renewal renew(NodeId node, UUID process, Duration lease, Instant startedAt) {
    return tables.transaction(
        () -> {
          Instant now = tables.now();
          Optional<NodeRow> held = tables.nodes.find(node.value()).filter(row -> row.isAlive(now));
          boolean own = held.filter(row -> row.process().equals(process)).isPresent();
          if (held.isPresent() && !own) {
            return Renewal.REFUSED;
          }
          if (own) {
            put(node, process, lease, startedAt);
            return Renewal.UNBROKEN;
          }
          acquire(node, process, lease, startedAt);
          return Renewal.ANEW;
        });
  }

  @Override
  public void release(NodeId node, UUID process) {
    tables.transaction(
        () ->
            tables
                .nodes
                .find(node.value())
                .filter(row -> row.process().equals(process))
                .ifPresent(row -> put(node, process, Duration.ZERO, row.startedAt())));
  }

  @Override
  public List<KnownNode> all() {
    return tables.transaction(
        () -> {
          Instant now = tables.now();
          return tables.nodes.stream()
              .map(
                  row ->
                      new KnownNode(row.id(), row.isAlive(now), row.startedAt(), row.leaseUntil()))
              .toList();
        });
  }
}
