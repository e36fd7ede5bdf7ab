package dev.drover.testkit;

import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.domain.node.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Server leases that run a test's code before and after a renewal. */
public final class HookedNodes implements NodeDirectory {
  private final NodeDirectory nodes;
  private volatile Runnable beforeRenewal = () -> {};
  private volatile Runnable afterRenewal = () -> {};

  public HookedNodes(NodeDirectory nodes) {
    this.nodes = nodes;
  }

  /** Runs this once, before a renewal reaches the storage. */
  public void beforeRenewal(Runnable happening) {
    beforeRenewal = happening;
  }

  /** Runs this once, before the result of a renewal is returned. */
  public void afterRenewal(Runnable happening) {
    afterRenewal = happening;
  }

  @Override
  public void acquire(NodeId node, UUID process, Duration lease, Instant startedAt) {
    nodes.acquire(node, process, lease, startedAt);
  }

  @Override
  public Renewal renew(NodeId node, UUID process, Duration lease, Instant startedAt) {
    Runnable before = beforeRenewal;
    beforeRenewal = () -> {};
    before.run();
    Renewal renewal = nodes.renew(node, process, lease, startedAt);
    Runnable after = afterRenewal;
    afterRenewal = () -> {};
    after.run();
    return renewal;
  }

  @Override
  public void release(NodeId node, UUID process) {
    nodes.release(node, process);
  }

  @Override
  public List<KnownNode> all() {
    return nodes.all();
  }
}
