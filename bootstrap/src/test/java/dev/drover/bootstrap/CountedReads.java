package dev.drover.bootstrap;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The real tasks, and how often they were asked for. */
final class CountedReads implements TaskQueries {
  private final TaskQueries queries;
  private final AtomicInteger count = new AtomicInteger();

  CountedReads(TaskQueries queries) {
    this.queries = queries;
  }

  int count() {
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
  public TaskStats stats() {
    return counted().stats();
  }
}
