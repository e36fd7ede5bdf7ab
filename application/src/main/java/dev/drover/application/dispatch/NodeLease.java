package dev.drover.application.dispatch;

import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's right to touch its phones. It is renewed well before it ends; a node that could not
 * renew it stops its runs before the others may take them over, by a clock that goes on while the
 * process is stopped. {@link #renewOnce} is for one thread, and so is {@link #takeOverOnce}; the
 * rest is for any.
 */
public final class NodeLease {
  private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

  /** Within this time the others take over what a dead node ran. */
  public static final Duration LENGTH = Duration.ofSeconds(15);

  /** What a command that is already on its way to a phone may take after the last check. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration RENEWAL = Duration.ofSeconds(4);

  private final NodeId node;
  private final NodeDirectory nodes;
  private final TaskRepository repository;
  private final RunningAttempts running;
  private final DispatchSignal signal;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant startedAt;

  /** Tells this process from any other that runs by the same node's name. */
  private final UUID process = UUID.randomUUID();

  private volatile long heldUntil;

  /** Counts the times that the lease was got anew; 0 until it was held once. */
  private final AtomicLong term = new AtomicLong();

  private volatile boolean released;
  private boolean acquired;
  private long renewAt;

  /**
   * @param nanoTime as {@link System#nanoTime}: goes on whatever happens to the wall clock
   */
  public NodeLease(
      NodeId node,
      NodeDirectory nodes,
      TaskRepository repository,
      RunningAttempts running,
      DispatchSignal signal,
      Clock clock,
      LongSupplier nanoTime) {
    this.node = node;
    this.nodes = nodes;
    this.repository = repository;
    this.running = running;
    this.signal = signal;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.startedAt = clock.instant();
    this.renewAt = nanoTime.getAsLong();
  }

  public NodeId node() {
    return node;
  }

  /** Whether this node may send a command to a phone now. */
  public boolean isHeld() {
    return isHeldAt(nanoTime.getAsLong());
  }

  private boolean isHeldAt(long now) {
    return term.get() > 0 && !released && now - heldUntil < 0;
  }

  /**
   * The unbroken time of holding the lease that goes on now. What began in one term has no right to
   * a phone in the next: the others may have taken it over in between.
   */
  long term() {
    return term.get();
  }

  /** Whether it is held now, and has been all the time since that term began. */
  boolean isHeldSince(long begun) {
    // In this order: a term is counted before it is held.
    return isHeld() && term.get() == begun;
  }

  /**
   * Does everything that a node with a lease does, once.
   *
   * @throws StorageUnavailable if the storage is away; what can be done without it was done
   */
  public void keepOnce() {
    endLostRuns();
    renewOnce();
    takeOverOnce();
  }

  /**
   * Ends the runs that began under a lease that is not held any more. It asks nobody, so that
   * nothing can keep it from that: to be called at least once a second.
   */
  public void endLostRuns() {
    long ended =
        running.all().stream()
            .filter(run -> !run.mayTidyUp())
            .filter(run -> run.stop(StopReason.LEASE_LOST))
            .count();
    if (ended > 0) {
      log.error("node {} did not hold its lease all the time; it ends {} run(s)", node, ended);
    }
  }

  /**
   * Renews the lease when it is time to. A lease that lapsed before the answer came is another one,
   * and what ran under the one before is ended.
   *
   * @throws StorageUnavailable if the storage is away; a retry is safe
   */
  public void renewOnce() {
    // The answer may take long, and what it gives counts from the question.
    long asked = nanoTime.getAsLong();
    if (released || asked - renewAt < 0) {
      return;
    }
    Renewal renewal = renewal();
    long answered = nanoTime.getAsLong();
    renewAt = asked + RENEWAL.toNanos();
    if (renewal == Renewal.REFUSED) {
      heldUntil = asked;
      log.error(
          "another server runs by the name of node {}, and this one runs nothing while it does;"
              + " give each server a home of its own, with its own node-id",
          node);
      endLostRuns();
      return;
    }
    boolean unbroken = renewal == Renewal.UNBROKEN && isHeldAt(answered);
    if (!unbroken) {
      // In this order: nobody is to take the lease that is held next for the one before.
      term.incrementAndGet();
    }
    heldUntil = asked + LENGTH.minus(MARGIN).toNanos();
    if (!unbroken) {
      endLostRuns();
      signal.raise();
    }
  }

  private Renewal renewal() {
    if (acquired) {
      return nodes.renew(node, process, LENGTH, startedAt);
    }
    nodes.acquire(node, process, LENGTH, startedAt);
    acquired = true;
    return Renewal.ANEW;
  }

  /**
   * Carries out stops that were asked of other nodes, and takes back what nodes without a lease
   * were running.
   *
   * @throws StorageUnavailable if the storage is away; a retry is safe
   */
  public void takeOverOnce() {
    repository.stopRequestedOn(node).forEach(running::requestStop);
    for (Task task : repository.takeBackLost(clock.instant())) {
      log.warn("task {} was lost with its node; now {}", task.id(), task.status().wireName());
      signal.raise();
    }
  }

  /** Gives the lease back: this node runs nothing any more. */
  public void release() {
    released = true;
    nodes.release(node, process);
  }
}
