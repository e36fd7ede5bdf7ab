package dev.drover.testkit;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often tasks are read. */
public final class CountedReads implements TaskQueries {
  private final TaskQueries queries;
  private final AtomicInteger count = new AtomicInteger();

  public CountedReads(TaskQueries queries) {
    this.queries = queries;
  }

  public int count() {
    return count.get();
  }

  private TaskQueries counted() {
    count.incrementAndGet();
    return queries;
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return counted().find(id);
  }

  @Override
  public Optional<String> configAsGiven(TaskId id) {
    return counted().configAsGiven(id);
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    return counted().findAll(ids);
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    return counted().list(filter, page, pageSize);
  }

  @Override
  public Optional<BatchSummary> batch(BatchId id) {
    return counted().batch(id);
  }

  @Override
  public Set<BatchId> ended(Collection<BatchId> ids) {
    return counted().ended(ids);
  }

  @Override
  public List<TaskBrief> matching(TaskFilter filter, int most) {
    return counted().matching(filter, most);
  }

  @Override
  public List<LatestStep> latestSteps(Collection<TaskId> ids) {
    return counted().latestSteps(ids);
  }

  @Override
  public TaskHistory history(Instant since) {
    return counted().history(since);
  }

  @Override
  public TaskStats stats() {
    return counted().stats();
  }
}
