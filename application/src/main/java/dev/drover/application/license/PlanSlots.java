package dev.drover.application.license;

import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tasks, and says of those that wait for a slot of the plan that this is what they wait for:
 * they are due, their phone is free, and as many phones are driven as the plan allows. The storage
 * does not know the plan. Safe for use by any thread.
 */
public final class PlanSlots implements TaskQueries {
  private final TaskQueries queries;
  private final PhoneLeases leases;
  private final LicenseProvider licenses;
  private final Clock clock;

  public PlanSlots(TaskQueries queries, PhoneLeases leases, LicenseProvider licenses, Clock clock) {
    this.queries = queries;
    this.leases = leases;
    this.licenses = licenses;
    this.clock = clock;
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return queries.find(id).map(task -> explained(List.of(task)).getFirst());
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    return explained(queries.findAll(ids));
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    TaskPage found = queries.list(filter, page, pageSize);
    return new TaskPage(explained(found.tasks()), found.total(), found.totalExact());
  }

  private List<TaskDetails> explained(List<TaskDetails> tasks) {
    Instant now = clock.instant();
    if (tasks.stream().noneMatch(task -> isDue(task, now))
        || !(licenses.current() instanceof LicenseStatus.Granted granted)) {
      return tasks;
    }
    long running = queries.stats().running();
    long leased = leases.all().size();
    if (running + leased < granted.deviceLimit()) {
      return tasks;
    }
    Set<String> busy = busyPhones(granted.deviceLimit());
    Obstacle obstacle = new Obstacle.PlanUsedUp(running, leased, granted.deviceLimit());
    return tasks.stream()
        .map(
            task ->
                isDue(task, now) && !task.task().serial().map(busy::contains).orElse(true)
                    ? withObstacle(task, obstacle)
                    : task)
        .toList();
  }

  /** Whether nothing but its phone's turn or a slot keeps a task waiting. */
  private static boolean isDue(TaskDetails task, Instant now) {
    return task.task().is(TaskStatus.PENDING)
        && task.obstacles().isEmpty()
        && !task.task().scheduledAt().isAfter(now);
  }

  private Set<String> busyPhones(int most) {
    TaskFilter running =
        new TaskFilter(
            Optional.of(TaskStatus.RUNNING),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return queries.list(running, 1, most).tasks().stream()
        .flatMap(task -> task.task().serial().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static TaskDetails withObstacle(TaskDetails task, Obstacle obstacle) {
    return new TaskDetails(
        task.task(),
        List.of(obstacle),
        task.progress(),
        task.attempts(),
        task.log(),
        task.chosen(),
        task.materials());
  }

  @Override
  public Optional<String> configAsGiven(TaskId id) {
    return queries.configAsGiven(id);
  }

  @Override
  public List<TaskBrief> matching(TaskFilter filter, int most) {
    return queries.matching(filter, most);
  }

  @Override
  public List<LatestStep> latestSteps(Collection<TaskId> ids) {
    return queries.latestSteps(ids);
  }

  @Override
  public TaskHistory history(Instant since) {
    return queries.history(since);
  }

  @Override
  public TaskStats stats() {
    return queries.stats();
  }

  @Override
  public Optional<BatchSummary> batch(BatchId id) {
    return queries.batch(id);
  }

  @Override
  public Set<BatchId> ended(Collection<BatchId> ids) {
    return queries.ended(ids);
  }
}
