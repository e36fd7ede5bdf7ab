package dev.drover.testkit.memory;

import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Indexes the phones' queues and running tasks, so that a claim need not look at every task. */
final class TaskIndex implements Table.Change<TaskRow> {
  /** A task's position in its queue. */
  record Due(Instant at, TaskId task) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::task);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }

    private static Due of(Task task) {
      return new Due(task.scheduledAt(), task.id());
    }
  }

  private final NavigableSet<Due> pending = new TreeSet<>();
  private final Map<DeviceSerial, NavigableSet<Due>> queues = new HashMap<>();
  private final Map<DeviceSerial, TaskId> runningOn = new HashMap<>();
  private final SequencedMap<TaskId, TaskId> running = new TreeMap<>();
  private final Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);

  @Override
  public void from(Optional<TaskRow> before, Optional<TaskRow> after) {
    before.map(TaskRow::task).ifPresent(this::forget);
    after.map(TaskRow::task).ifPresent(this::note);
  }

  private void note(Task task) {
    counts.merge(task.status(), 1L, Long::sum);
    switch (task.status()) {
      case PENDING -> {
        pending.add(Due.of(task));
        task.target()
            .serial()
            .ifPresent(
                phone -> queues.computeIfAbsent(phone, _ -> new TreeSet<>()).add(Due.of(task)));
      }
      case RUNNING -> {
        DeviceSerial phone = task.target().serial().orElseThrow();
        TaskId other = runningOn.putIfAbsent(phone, task.id());
        if (other != null) {
          throw new IllegalStateException(
              "task " + task.id() + " can't run on phone " + phone + ", task " + other + " does");
        }
        running.put(task.id(), task.id());
      }
      case COMPLETED, FAILED -> {}
    }
  }

  private void forget(Task task) {
    counts.merge(task.status(), -1L, Long::sum);
    switch (task.status()) {
      case PENDING -> {
        pending.remove(Due.of(task));
        task.target()
            .serial()
            .ifPresent(
                phone ->
                    queues.computeIfPresent(
                        phone,
                        (_, queue) -> {
                          queue.remove(Due.of(task));
                          return queue.isEmpty() ? null : queue;
                        }));
      }
      case RUNNING -> {
        task.target().serial().ifPresent(runningOn::remove);
        running.remove(task.id());
      }
      case COMPLETED, FAILED -> {}
    }
  }

  /** Returns a phone's pending tasks that are due, in the order in which they run. */
  List<TaskId> dueOn(DeviceSerial phone, Instant now) {
    return queues.getOrDefault(phone, new TreeSet<>()).stream()
        .takeWhile(due -> !due.at().isAfter(now))
        .map(Due::task)
        .toList();
  }

  int queueLength(DeviceSerial phone) {
    return Optional.ofNullable(queues.get(phone)).map(NavigableSet::size).orElse(0);
  }

  Optional<TaskId> runningOn(DeviceSerial phone) {
    return Optional.ofNullable(runningOn.get(phone));
  }

  /** Returns the running tasks, by id. */
  List<TaskId> running() {
    return List.copyOf(running.keySet());
  }

  Optional<Instant> nextAfter(Instant now) {
    return Optional.ofNullable(pending.higher(new Due(now, new TaskId(Long.MAX_VALUE))))
        .map(Due::at);
  }

  TaskStats stats() {
    return new TaskStats(
        count(TaskStatus.PENDING),
        count(TaskStatus.RUNNING),
        count(TaskStatus.COMPLETED),
        count(TaskStatus.FAILED));
  }

  long count(TaskStatus status) {
    return counts.getOrDefault(status, 0L);
  }
}
