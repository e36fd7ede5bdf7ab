package dev.drover.application.node;

import dev.drover.domain.node.NodeId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells whether this node may touch its phones now. A term is a period during which the node held
 * its lease without a break. What began in one term may not touch a phone in the next, since other
 * nodes may have taken the phone over in between. One thread renews; the other methods are
 * thread-safe.
 */
public final class NodeTerms {
  private final NodeId node;
  private final LongSupplier nanoTime;

  /** Distinguishes this process from others with the same node name. */
  private final UUID process = UUID.randomUUID();

  private volatile long heldUntil;

  /** Counts how often the lease was acquired; 0 before the first time. */
  private final AtomicLong term = new AtomicLong();

  private volatile boolean released;

  /**
   * @param nanoTime as {@link System#nanoTime}; it goes on while the process is suspended
   */
  public NodeTerms(NodeId node, LongSupplier nanoTime) {
    this.node = node;
    this.nanoTime = nanoTime;
  }

  public NodeId node() {
    return node;
  }

  public UUID process() {
    return process;
  }

  /** Tells whether this node may send a command to a phone now. */
  public boolean isHeld() {
    return isHeldAt(nanoTime.getAsLong());
  }

  /**
   * @param now by the nanosecond clock
   */
  public boolean isHeldAt(long now) {
    return term.get() > 0 && !released && now - heldUntil < 0;
  }

  /** Returns the current term; 0 before the first. */
  public long current() {
    return term.get();
  }

  /** Tells whether the lease is held now and has been since that term began. */
  public boolean isHeldSince(long begun) {
    // The order matters: a term is counted before it is held.
    return isHeld() && term.get() == begun;
  }

  /** Begins a term. It is not held before {@link #holdUntil}. */
  public void begin() {
    term.incrementAndGet();
  }

  /**
   * Holds the current term until then.
   *
   * @param until by the nanosecond clock
   */
  public void holdUntil(long until) {
    heldUntil = until;
  }

  public boolean isReleased() {
    return released;
  }

  /** Ends the last term; no other begins. */
  public void release() {
    released = true;
  }
}
