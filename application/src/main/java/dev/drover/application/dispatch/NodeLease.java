package dev.drover.application.dispatch;

import dev.drover.application.dispatch.RunningTask.StopReason;
import dev.drover.application.port.NodeDirectory;
import dev.drover.application.port.StorageUnavailable;
import dev.drover.application.port.TaskRepository;
import dev.drover.domain.device.NodeId;
import dev.drover.domain.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's right to touch its phones. It is renewed well before it ends; a node that could not
 * renew it stops its runs before the others may take them over, by a clock that goes on while the
 * process is stopped. One thread runs {@link #run}; {@link #isHeld} is for any.
 */
public final class NodeLease {
  private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

  /** Within this time the others take over what a dead node ran. */
  public static final Duration LENGTH = Duration.ofSeconds(15);

  /** What a command that is already on its way to a phone may take after the last check. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration RENEWAL = Duration.ofSeconds(4);

  /** How soon an end of the lease, or a stop that was asked of another node, is noticed. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  private final NodeId node;
  private final NodeDirectory nodes;
  private final TaskRepository repository;
  private final RunningTasks running;
  private final DispatchSignal signal;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant startedAt;

  private volatile long heldUntil;
  private volatile boolean everHeld;
  private long renewAt;

  /**
   * @param nanoTime as {@link System#nanoTime}: goes on whatever happens to the wall clock
   */
  public NodeLease(
      NodeId node,
      NodeDirectory nodes,
      TaskRepository repository,
      RunningTasks running,
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
    return everHeld && nanoTime.getAsLong() - heldUntil < 0;
  }

  /** Keeps the lease until the thread is interrupted. */
  public void run() {
    Semaphore never = new Semaphore(0);
    while (!Thread.currentThread().isInterrupted()) {
      try {
        keepOnce();
      } catch (StorageUnavailable unavailable) {
        log.warn("the lease of node {} is not renewed: {}", node, unavailable.getMessage());
      } catch (RuntimeException defect) {
        log.error("keeping the lease of node {} failed; it goes on", node, defect);
      }
      try {
        never.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Renews the lease when it is time to, ends the runs when it is lost, carries out stops that were
   * asked of other nodes, and takes back what nodes without a lease were running.
   *
   * @throws StorageUnavailable if the storage is away; what can be done without it was done
   */
  public void keepOnce() {
    if (everHeld && !isHeld() && running.count() > 0) {
      log.error(
          "node {} could not renew its lease in time; it ends its {} run(s)",
          node,
          running.count());
      running.stopAll(StopReason.LEASE_LOST);
    }
    if (nanoTime.getAsLong() - renewAt >= 0 || !isHeld()) {
      renew();
    }
    repository.stopRequestedOn(node).forEach(running::requestStop);
    for (Task task : repository.takeBackLost(clock.instant())) {
      log.warn("task {} was lost with its node; now {}", task.id(), task.status().wireName());
      signal.raise();
    }
  }

  private void renew() {
    // From before the question: the answer may have taken long.
    long asked = nanoTime.getAsLong();
    nodes.renew(node, LENGTH, startedAt);
    heldUntil = asked + LENGTH.minus(MARGIN).toNanos();
    renewAt = asked + RENEWAL.toNanos();
    if (!everHeld) {
      everHeld = true;
      signal.raise();
    }
  }

  /** Gives the lease back: this node runs nothing any more. */
  public void release() {
    everHeld = false;
    nodes.release(node);
  }
}
