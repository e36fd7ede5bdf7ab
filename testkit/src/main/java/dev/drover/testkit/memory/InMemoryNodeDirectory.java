package dev.drover.testkit.memory;

import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.domain.node.NodeId;
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
        () ->
            tables.nodes.put(
                node.value(), new NodeRow(node, process, tables.now().plus(lease), startedAt)));
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
          acquire(node, process, lease, startedAt);
          return own ? Renewal.UNBROKEN : Renewal.ANEW;
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
                .ifPresent(row -> acquire(node, process, Duration.ZERO, row.startedAt())));
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
