package dev.drover.application.dispatch;

import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.application.node.NodeTerms;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's right to touch its phones. The node renews it well before it ends. A node that could
 * not renew it stops its attempts before other nodes may take them over; it measures this by a
 * clock that goes on while the process is suspended. One thread calls {@link #renewOnce}, one calls
 * {@link #takeOverOnce}; the other methods are thread-safe.
 */
public final class NodeLease {
  private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

  /** The time after which other nodes take over the tasks of a dead node. */
  public static final Duration LENGTH = Duration.ofSeconds(15);

  /** How long a command that was already sent to a phone may take after the last check. */
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

  private final NodeTerms terms;
  private boolean acquired;
  private long renewAt;

  /**
   * @param nanoTime as {@link System#nanoTime}: independent of the wall clock
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
    this.terms = new NodeTerms(node, nanoTime);
    this.startedAt = clock.instant();
    this.renewAt = nanoTime.getAsLong();
  }

  public NodeId node() {
    return node;
  }

  /** Tells whether this node may touch its phones now. */
  public NodeTerms terms() {
    return terms;
  }

  /** Tells whether this node may send a command to a phone now. */
  public boolean isHeld() {
    return terms.isHeld();
  }

  long term() {
    return terms.current();
  }

  boolean isHeldSince(long begun) {
    return terms.isHeldSince(begun);
  }

  /**
   * Runs one round of all lease work.
   *
   * @throws StorageUnavailable if the storage is unavailable; the work that needs no storage was
   *     done
   */
  public void keepOnce() {
    endLostRuns();
    renewOnce();
    takeOverOnce();
  }

  /**
   * Stops the attempts that began under a lease that is no longer held. It needs no storage, so
   * that nothing can delay it. Call it at least once a second.
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
   * Renews the lease when it is due. If the lease lapsed before the answer came, a new term begins
   * and the attempts of the previous one are stopped.
   *
   * @throws StorageUnavailable if the storage is unavailable; a retry is safe
   */
  public void renewOnce() {
    // The answer may take long; the lease counts from the time of the request.
    long asked = nanoTime.getAsLong();
    if (terms.isReleased() || asked - renewAt < 0) {
      return;
    }
    Renewal renewal = renewal();
    long answered = nanoTime.getAsLong();
    renewAt = asked + RENEWAL.toNanos();
    if (renewal == Renewal.REFUSED) {
      terms.holdUntil(asked);
      log.error(
          "another server runs by the name of node {}, and this one runs nothing while it does;"
              + " give each server a home of its own, with its own node-id",
          node);
      endLostRuns();
      return;
    }
    boolean unbroken = renewal == Renewal.UNBROKEN && terms.isHeldAt(answered);
    if (!unbroken) {
      // The order matters: no thread may mistake the next term for the previous one.
      terms.begin();
    }
    terms.holdUntil(asked + LENGTH.minus(MARGIN).toNanos());
    if (!unbroken) {
      endLostRuns();
      signal.raise();
    }
  }

  private Renewal renewal() {
    if (acquired) {
      return nodes.renew(node, terms.process(), LENGTH, startedAt);
    }
    nodes.acquire(node, terms.process(), LENGTH, startedAt);
    acquired = true;
    return Renewal.ANEW;
  }

  /**
   * Carries out stops that were requested on other nodes, and takes back the tasks of nodes without
   * a lease.
   *
   * @throws StorageUnavailable if the storage is unavailable; a retry is safe
   */
  public void takeOverOnce() {
    // What is claimed and does not run yet is found the next time. An idle server does not ask.
    if (!running.all().isEmpty()) {
      repository.stopRequestedOn(node).forEach(running::requestStop);
    }
    for (Task task : repository.takeBackLost(clock.instant())) {
      log.warn("task {} was lost with its node; now {}", task.id(), task.status().wireName());
      signal.raise();
    }
  }

  /** Releases the lease; this node runs nothing any more. */
  public void release() {
    terms.release();
    nodes.release(node, terms.process());
  }
}
