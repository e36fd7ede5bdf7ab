package dev.drover.application.dispatch;

import dev.drover.application.dispatch.AttemptRunner.Ended;
import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Running;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the next task of each idle phone's queue. One thread calls {@link #dispatchOnce}
 * repeatedly; whatever may make a task runnable raises the {@link DispatchSignal}.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** The longest time that a task waits if a signal is lost. */
  private static final Duration POLL = Duration.ofSeconds(5);

  /**
   * The time between two comparisons of the storage with the attempts that really run. A claim
   * whose connection broke may still be committed later.
   */
  private static final Duration COMPARISON = Duration.ofSeconds(15);

  private final NodeId node;
  private final NodeLease lease;
  private final TaskRepository repository;
  private final TaskArtifacts artifacts;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final DeviceGateway gateway;
  private final LicenseProvider licenses;
  private final AttemptRunner runner;
  private final RunningAttempts running;
  private final DispatchSignal signal;
  private final DispatchMeter meter;
  private final Clock clock;

  /** Attempts whose end could not be recorded yet. */
  private final Map<RunningAttempt, Ended> unrecorded = new ConcurrentHashMap<>();

  /** A claim may have been committed without an answer. Used by the dispatching thread only. */
  private boolean claimAnswerLost;

  private Instant compareAt;

  private volatile boolean draining;

  public Dispatcher(
      NodeLease lease,
      TaskRepository repository,
      TaskArtifacts artifacts,
      AccountDirectory accounts,
      ActionBudgets budgets,
      AttemptRunner runner,
      DeviceGateway gateway,
      LicenseProvider licenses,
      RunningAttempts running,
      DispatchSignal signal,
      DispatchMeter meter,
      Clock clock) {
    this.node = lease.node();
    this.lease = lease;
    this.repository = repository;
    this.artifacts = artifacts;
    this.accounts = accounts;
    this.budgets = budgets;
    this.gateway = gateway;
    this.licenses = licenses;
    this.runner = runner;
    this.running = running;
    this.signal = signal;
    this.meter = meter;
    this.clock = clock;
    this.compareAt = clock.instant().plus(COMPARISON);
  }

  /**
   * Takes back tasks that the storage lists as running here but that do not run, because the server
   * ended or a claim's answer was lost. Call it once before the first dispatch. Tasks that had not
   * begun their decisive step become pending, unless a person asked to stop them; the others fail
   * with an unknown outcome.
   */
  public void recoverInterrupted() {
    List<TaskId> unwanted = repository.stopRequestedOn(node);
    for (Task task : repository.runningOn(node)) {
      if (!running.contains(task.id(), task.attemptCount())) {
        boolean wanted = !unwanted.contains(task.id());
        repository
            .change(task.id(), now -> interruptIfStill(task.attemptCount(), wanted, now))
            .ifPresent(
                now ->
                    log.info("task {} was interrupted; now {}", now.id(), now.status().wireName()));
      }
    }
  }

  /** The attempt may have ended meanwhile, and the task may even have been claimed again. */
  private Task interruptIfStill(int attempt, boolean wanted, Task task) {
    if (task.state() instanceof Running state
        && state.node().equals(node)
        && state.attempt() == attempt) {
      return task.interrupt(wanted, clock.instant());
    }
    return task;
  }

  /**
   * Starts every task that can start now, each on its own thread.
   *
   * @return how long to wait for a signal before the next call
   * @throws StorageUnavailable if the storage is unavailable; nothing was started
   */
  public Duration dispatchOnce() {
    recordEnds();
    Instant now = clock.instant();
    if (claimAnswerLost || !now.isBefore(compareAt)) {
      recoverInterrupted();
      claimAnswerLost = false;
      compareAt = now.plus(COMPARISON);
    }
    int deviceLimit = licenses.current().deviceLimit();
    Set<DeviceSerial> idle = idlePhones();
    if (deviceLimit > 0 && !idle.isEmpty()) {
      running.whileClaiming(() -> claim(idle, deviceLimit, now));
    }
    return repository
        .nextScheduledAfter(now)
        .map(next -> Duration.between(clock.instant(), next))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .filter(wait -> wait.compareTo(POLL) < 0)
        .orElse(POLL);
  }

  private void claim(Set<DeviceSerial> idle, int deviceLimit, Instant now) {
    long term = lease.term();
    if (draining || !lease.isHeldSince(term)) {
      return;
    }
    claimAnswerLost = true;
    long began = System.nanoTime();
    List<Task> claimed = repository.claimDue(node, idle, deviceLimit, now);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    claimed.forEach(task -> start(task, term));
    claimAnswerLost = false;
    meter.claimed(claimed, took);
  }

  /**
   * Starts nothing more, waits up to {@code grace} for running attempts, then stops the rest. Tasks
   * that were before their decisive step become pending; the others fail with an unknown outcome.
   */
  public void drain(Duration grace) throws InterruptedException {
    // Waits for a claim in progress, so that its attempts are stopped as well.
    running.whileClaiming(() -> draining = true);
    await(grace);
    running.stopAll(StopReason.SHUTDOWN);
    await(Duration.ofSeconds(5));
  }

  private void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (RunningAttempt run : running.all()) {
      run.ended().await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  private Set<DeviceSerial> idlePhones() {
    Set<DeviceSerial> idle = new HashSet<>(gateway.online());
    idle.removeAll(running.phones());
    return idle;
  }

  private void start(Task task, long term) {
    if (!(task.state() instanceof Running state)) {
      throw new IllegalStateException("a claimed task is running, not " + task.state());
    }
    DeviceSerial serial =
        task.target()
            .serial()
            .orElseThrow(() -> new IllegalStateException("a claimed task has a phone"));
    RunningAttempt run =
        new RunningAttempt(
            task, state, serial, repository, artifacts, accounts, budgets, lease, term, clock);
    running.add(run);
    TaskLog.started(run);
    run.begin(
        () -> {
          Ended ended = runner.run(run);
          unrecorded.put(run, ended);
          try {
            record(run, ended);
          } catch (StorageUnavailable unavailable) {
            log.warn("the end of task {} is not recorded yet", task.id(), unavailable);
          }
        });
  }

  /**
   * Records ends that could not be recorded before, and those of attempts whose threads died
   * without reporting one.
   *
   * @throws StorageUnavailable if the storage is unavailable; nothing is lost
   */
  private void recordEnds() {
    for (RunningAttempt run : running.all()) {
      // Checked in this order: an attempt whose thread has died reports no further end.
      if (!run.isAlive() && !unrecorded.containsKey(run) && running.all().contains(run)) {
        unrecorded.put(run, runner.lost(run));
        log.error("task {}: its thread has gone without an end", run.task().id());
      }
    }
    unrecorded.forEach(this::record);
  }

  /**
   * Records the end of an attempt, unless another thread does. If it can't be recorded now, the
   * phone stays occupied and the next step tries again.
   *
   * @throws StorageUnavailable if the storage is unavailable
   */
  private void record(RunningAttempt run, Ended ended) {
    if (!unrecorded.remove(run, ended)) {
      return;
    }
    try {
      runner.record(run, ended);
    } catch (StorageUnavailable unavailable) {
      unrecorded.put(run, ended);
      throw unavailable;
    } catch (Throwable refused) {
      unrecorded.put(run, ended.refusedAgain());
      log.warn("the end of task {} is not recorded yet", run.task().id(), refused);
      return;
    }
    running.remove(run);
    signal.raise();
    meter.ended(ended.task(), Duration.between(run.startedAt(), ended.task().updatedAt()));
  }
}
