package dev.drover.application.port;

import dev.drover.domain.device.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The servers that share the storage. A node holds a lease by the storage's own clock, since the
 * nodes' clocks differ; what a node without one was running is taken back. Throws {@link
 * StorageUnavailable} when the storage can't be reached.
 */
public interface NodeDirectory {

  /** Gives the node a lease from now on, or renews it. May be tried again safely. */
  void renew(NodeId node, Duration lease, Instant startedAt);

  /** Ends the node's lease: it runs nothing any more. */
  void release(NodeId node);

  /** All nodes that there were, by id. */
  List<KnownNode> all();

  /**
   * @param alive whether it holds a lease now
   */
  record KnownNode(NodeId id, boolean alive, Instant startedAt, Instant leaseUntil) {}
}
