package dev.drover.application.dispatch;

import dev.drover.application.dispatch.AttemptRunner.Ended;
import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskRepository.Finish;
import dev.drover.application.port.storage.TaskRepository.Turn;
import dev.drover.application.program.RunProgram;
import dev.drover.application.trial.AppTrials;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Completed;
import dev.drover.domain.task.TaskState.Running;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final KeptScreens screens;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final AppTrials trials;
  private final RunProgram programs;
  private final HeldPhones held;
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

  /** Ends that the next call of {@link #dispatchOnce} records together with its claims. */
  private final Map<RunningAttempt, Ended> handedOver = new ConcurrentHashMap<>();

  private volatile boolean takesEnds;

  public Dispatcher(
      NodeLease lease,
      TaskRepository repository,
      KeptScreens screens,
      AccountDirectory accounts,
      ActionBudgets budgets,
      AppTrials trials,
      RunProgram programs,
      HeldPhones held,
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
    this.screens = screens;
    this.accounts = accounts;
    this.budgets = budgets;
    this.trials = trials;
    this.programs = programs;
    this.held = held;
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
   * Records the ends of completed tasks together with the next claims from now on. Call it once,
   * where a thread calls {@link #dispatchOnce} whenever the signal is raised: attempts leave their
   * ends to that thread.
   */
  public void takeEnds() {
    takesEnds = true;
  }

  /**
   * Records the ends that attempts have left to this thread, and starts every task that can start
   * now, each on its own thread.
   *
   * @return how long to wait for a signal before the next call
   * @throws StorageUnavailable if the storage is unavailable; nothing was started, and no end is
   *     lost
   */
  public Duration dispatchOnce() {
    recordEnds();
    Instant now = clock.instant();
    if (claimAnswerLost || !now.isBefore(compareAt)) {
      recoverInterrupted();
      claimAnswerLost = false;
      compareAt = now.plus(COMPARISON);
    }
    List<HandedOver> ends =
        handedOver.entrySet().stream()
            .map(entry -> new HandedOver(entry.getKey(), entry.getValue()))
            .toList();
    return running
        .whileClaiming(() -> finishAndClaim(ends))
        .map(next -> Duration.between(clock.instant(), next))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .filter(wait -> wait.compareTo(POLL) < 0)
        .orElse(POLL);
  }

  /** An end that an attempt has left to the dispatching thread. */
  private record HandedOver(RunningAttempt run, Ended ended) {
    Finish finish() {
      return new Finish(ended.task(), run.attempt(), ended.attempt());
    }
  }

  /** Returns the next start time of a pending task. */
  private Optional<Instant> finishAndClaim(List<HandedOver> ends) {
    long term = lease.term();
    int deviceLimit = licenses.current().deviceLimit();
    boolean claims = deviceLimit > 0 && !draining && lease.isHeldSince(term);
    Set<DeviceSerial> idle = claims ? idlePhones(ends) : Set.of();
    // Read after the phones, whose last attempts so ended before the next ones begin.
    Instant now = clock.instant();
    if (ends.isEmpty() && idle.isEmpty()) {
      return repository.nextScheduledAfter(now);
    }
    claimAnswerLost = !idle.isEmpty();
    long began = System.nanoTime();
    Turn turn;
    try {
      turn =
          repository.finishAndClaim(
              ends.stream().map(HandedOver::finish).toList(), node, idle, deviceLimit, now);
    } catch (StorageUnavailable unavailable) {
      throw unavailable;
    } catch (RuntimeException refused) {
      if (ends.isEmpty()) {
        throw refused;
      }
      log.debug("{} ends are recorded one by one", ends.size(), refused);
      ends.forEach(this::recordAlone);
      return finishAndClaim(List.of());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    for (int i = 0; i < ends.size(); i++) {
      ended(ends.get(i), turn.accepted().get(i));
    }
    turn.claimed().forEach(task -> start(task, term));
    claimAnswerLost = false;
    if (!idle.isEmpty()) {
      meter.claimed(turn.claimed(), took);
    }
    return turn.nextStart();
  }

  /** An end that the storage refuses must not keep back the others. */
  private void recordAlone(HandedOver end) {
    unrecorded.put(end.run(), end.ended());
    handedOver.remove(end.run());
    record(end.run(), end.ended());
  }

  private void ended(HandedOver end, boolean accepted) {
    handedOver.remove(end.run());
    AttemptRunner.tellOfEnd(end.run(), end.ended().task(), end.ended().attempt(), accepted);
    running.remove(end.run());
    meter.ended(
        end.ended().task(),
        Duration.between(end.run().startedAt(), end.ended().task().updatedAt()));
  }

  /**
   * Starts nothing more, waits up to {@code grace} for running attempts, then stops the rest. Tasks
   * that were before their decisive step become pending; the others fail with an unknown outcome.
   */
  public void drain(Duration grace) throws InterruptedException {
    startNothingMore();
    await(grace);
    running.stopAll(StopReason.SHUTDOWN);
    await(Duration.ofSeconds(5));
  }

  /** Waits for a claim in progress, so that its attempts are stopped as well. */
  void startNothingMore() {
    running.whileClaiming(() -> draining = true);
  }

  private void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (RunningAttempt run : running.all()) {
      run.ended().await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  /**
   * @param ends of attempts whose phones get idle by this turn
   */
  private Set<DeviceSerial> idlePhones(List<HandedOver> ends) {
    Set<DeviceSerial> idle = new HashSet<>(gateway.online());
    Set<DeviceSerial> busy = new HashSet<>(running.phones());
    ends.forEach(end -> busy.remove(end.run().serial()));
    idle.removeAll(busy);
    // The storage keeps claims off leased phones by itself; a session that waits comes first.
    idle.removeAll(held.taken());
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
            task,
            state,
            serial,
            repository,
            screens,
            accounts,
            budgets,
            trials,
            programs,
            lease,
            term,
            clock);
    running.add(run);
    TaskLog.started(run);
    run.begin(
        () -> {
          Ended ended = runner.run(run);
          if (takesEnds && !draining && ended.task().state() instanceof Completed) {
            handedOver.put(run, ended);
            signal.raise();
            return;
          }
          // Whatever else an end needs, such as a pause of the phone, is done on this thread.
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
      if (!run.isAlive()
          && !unrecorded.containsKey(run)
          && !handedOver.containsKey(run)
          && running.all().contains(run)) {
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
