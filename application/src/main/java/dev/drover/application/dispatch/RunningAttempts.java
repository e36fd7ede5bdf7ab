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
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The attempts that run on this node. Thread-safe. */
public final class RunningAttempts {
  private final Set<RunningAttempt> tasks = ConcurrentHashMap.newKeySet();

  /** Held from a claim until the claimed attempts are added. */
  private final ReentrantLock claims = new ReentrantLock();

  /**
   * Runs a claim that adds the claimed attempts. A stop never happens between the two, when the
   * storage says that a task runs but it is not found here.
   */
  <T> T whileClaiming(Supplier<T> claim) {
    claims.lock();
    try {
      return claim.get();
    } finally {
      claims.unlock();
    }
  }

  void add(RunningAttempt running) {
    tasks.add(running);
  }

  /** Removes an attempt whose end is recorded. */
  void remove(RunningAttempt running) {
    tasks.remove(running);
    running.ended().countDown();
  }

  Collection<RunningAttempt> all() {
    return List.copyOf(tasks);
  }

  /** Returns the phones with an attempt on this node. */
  public Set<DeviceSerial> phones() {
    return tasks.stream().map(RunningAttempt::serial).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the task that runs on a phone on this node. */
  public Optional<TaskId> taskOn(DeviceSerial serial) {
    return tasks.stream()
        .filter(run -> run.serial().equals(serial))
        .map(run -> run.task().id())
        .findFirst();
  }

  /** Tells whether this attempt is known here; it may have been declared lost meanwhile. */
  boolean contains(TaskId id, int attempt) {
    return tasks.stream().anyMatch(run -> run.task().id().equals(id) && run.attempt() == attempt);
  }

  /** Returns the latest attempt of a task on this node. */
  private Optional<RunningAttempt> last(TaskId id) {
    return tasks.stream()
        .filter(run -> run.task().id().equals(id))
        .max(Comparator.comparingInt(RunningAttempt::attempt));
  }

  public int count() {
    return tasks.size();
  }

  /**
   * Stops an attempt at a person's request and waits until its end is recorded.
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

  /** Stops an attempt at a person's request, if it runs here, without waiting. */
  public void requestStop(TaskId id) {
    last(id).ifPresent(run -> run.stop(StopReason.REQUESTED));
  }

  /** Stops every attempt. */
  void stopAll(StopReason reason) {
    all().forEach(running -> running.stop(reason));
  }
}
