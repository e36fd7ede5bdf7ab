package dev.drover.application.port.storage;

import dev.drover.domain.node.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The servers that share the storage. A node holds a lease by the storage's own clock, since the
 * nodes' clocks differ; what a node without one was running is taken back. Throws {@link
 * StorageUnavailable} when the storage can't serve the call now.
 */
public interface NodeDirectory {

  /**
   * Gives the node a lease from now on, held by this process and by no other of the same name any
   * more. May be tried again safely.
   */
  void acquire(NodeId node, UUID process, Duration lease, Instant startedAt);

  /** Renews the lease, or takes one that nobody holds. May be tried again safely. */
  Renewal renew(NodeId node, UUID process, Duration lease, Instant startedAt);

  /** What a renewal comes to. */
  enum Renewal {
    /** This process held the lease until now, by the storage's clock, and goes on. */
    UNBROKEN,
    /** It holds the lease anew: meanwhile others may have taken over what it was running. */
    ANEW,
    /** Another process of the same name holds the lease; nothing was changed. */
    REFUSED
  }

  /** Ends the node's lease, if this process holds it: it runs nothing any more. */
  void release(NodeId node, UUID process);

  /** All nodes that there were, by id. */
  List<KnownNode> all();

  /**
   * @param alive whether it holds a lease now
   */
  record KnownNode(NodeId id, boolean alive, Instant startedAt, Instant leaseUntil) {}
}
