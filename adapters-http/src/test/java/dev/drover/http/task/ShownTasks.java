package dev.drover.http.task;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tasks with every id that is asked for, all of them pending. */
public class ShownTasks implements TaskQueries {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return Optional.of(
        task(id, new RequestConfig("{\"target_user\":\"ann\"}", Set.of(), false, 21)));
  }

  @Override
  public Optional<String> configAsGiven(TaskId id) {
    return Optional.of("{\"target_user\":\"ann\"}");
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    return ids.stream().flatMap(id -> find(id).stream()).toList();
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    return new TaskPage(List.of(), 0);
  }

  @Override
  public List<TaskBrief> matching(TaskFilter filter, int most) {
    return List.of();
  }

  @Override
  public List<LatestStep> latestSteps(Collection<TaskId> ids) {
    return List.of();
  }

  @Override
  public TaskHistory history(Instant since) {
    return new TaskHistory(List.of(), List.of(), List.of());
  }

  @Override
  public TaskStats stats() {
    return new TaskStats(0, 0, 0, 0);
  }

  @Override
  public Optional<BatchSummary> batch(BatchId id) {
    return Optional.empty();
  }

  @Override
  public Set<BatchId> ended(Collection<BatchId> ids) {
    return Set.of();
  }

  static TaskDetails task(TaskId id, RequestConfig config) {
    return new TaskDetails(
        new TaskRecord(
            id,
            Optional.of(new BatchId(1)),
            Optional.of("PHONE1"),
            Optional.empty(),
            Optional.empty(),
            "follow",
            Optional.of("@ann"),
            config,
            "api",
            Optional.empty(),
            NOW,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            NOW,
            Optional.empty(),
            Optional.empty(),
            NOW),
        List.of(),
        0,
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }
}
