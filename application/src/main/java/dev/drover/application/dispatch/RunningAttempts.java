package dev.drover.application.dispatch;

import dev.drover.application.dispatch.RunningAttempt.StopReason;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The tasks that run on this node now. Safe for use by any thread. */
public final class RunningAttempts {
  private final Set<RunningAttempt> tasks = ConcurrentHashMap.newKeySet();

  /** Held from a claim to the registration of what it claimed. */
  private final ReentrantLock claims = new ReentrantLock();

  /**
   * Runs a claim that adds what it claimed, so that a stop never falls between the two, where a
   * task is running by the database's record but not found here.
   */
  void whileClaiming(Runnable claim) {
    claims.lock();
    try {
      claim.run();
    } finally {
      claims.unlock();
    }
  }

  void add(RunningAttempt running) {
    tasks.add(running);
  }

  /** Takes a run out, once its end is recorded. */
  void remove(RunningAttempt running) {
    tasks.remove(running);
    running.ended().countDown();
  }

  Collection<RunningAttempt> all() {
    return List.copyOf(tasks);
  }

  /** The phones that are busy here. */
  Set<DeviceSerial> phones() {
    return tasks.stream().map(RunningAttempt::serial).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether that attempt of the task is known here; one that was taken for dead may be, too. */
  boolean contains(TaskId id, int attempt) {
    return tasks.stream().anyMatch(run -> run.task().id().equals(id) && run.attempt() == attempt);
  }

  /** The attempt that began last, of those of a task that are here. */
  private Optional<RunningAttempt> last(TaskId id) {
    return tasks.stream()
        .filter(run -> run.task().id().equals(id))
        .max(Comparator.comparingInt(RunningAttempt::attempt));
  }

  public int count() {
    return tasks.size();
  }

  /**
   * Ends a run by a person's request and waits until its end is recorded.
   *
   * @return true if it ran here and has ended
   */
  public boolean stop(TaskId id, Duration atMost) throws InterruptedException {
    if (!claims.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    Optional<RunningAttempt> running;
    try {
      running = last(id);
    } finally {
      claims.unlock();
    }
    running.ifPresent(run -> run.stop(StopReason.REQUESTED));
    return running.isPresent()
        && running.get().ended().await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends a run by a person's request, if it runs here, without waiting for it. */
  public void requestStop(TaskId id) {
    last(id).ifPresent(run -> run.stop(StopReason.REQUESTED));
  }

  /** Ends every run. */
  void stopAll(StopReason reason) {
    all().forEach(running -> running.stop(reason));
  }
}
