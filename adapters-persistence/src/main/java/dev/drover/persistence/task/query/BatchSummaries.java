package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.task.BatchCancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.impl.DSL;

/** Reads how far batches are. */
final class BatchSummaries {
  private static final Field<Integer> COUNT = DSL.count();
  private static final Field<Long> LAST = DSL.max(TASK.ID);

  /** Ids of failed tasks alone are shown. */
  private static final Field<Long[]> FAILED =
      DSL.arrayAgg(TASK.ID).filterWhere(TASK.STATUS.eq((short) TaskStatus.FAILED.code()));

  /** {0}: the numbers of the batches. */
  private static final String ENDED =
      """
      SELECT batch.id
      FROM unnest({0}::bigint[]) AS batch (id)
      WHERE NOT EXISTS (
        SELECT 1
        FROM task_config
        JOIN task_detail ON task_detail.config_id = task_config.id
        JOIN task ON task.id = task_detail.task_id
        WHERE task_config.batch_id = batch.id AND task.status < 2)
      """;

  private BatchSummaries() {}

  static Optional<BatchSummary> of(DSLContext sql, BatchId id) {
    List<Record5<Short, String, Integer, Long, Long[]>> groups =
        sql.select(TASK.STATUS, TASK.OUTCOME, COUNT, LAST, FAILED)
            .from(TASK)
            .join(TASK_DETAIL)
            .on(TASK_DETAIL.TASK_ID.eq(TASK.ID))
            .where(BatchCancellation.isIn(id))
            .groupBy(TASK.STATUS, TASK.OUTCOME)
            .fetch();
    return groups.isEmpty() ? Optional.empty() : Optional.of(summary(id, groups));
  }

  private static BatchSummary summary(
      BatchId id, List<Record5<Short, String, Integer, Long, Long[]>> groups) {
    Map<Short, Long> counts = new HashMap<>();
    Map<String, Long> outcomes = new HashMap<>();
    List<TaskId> failed = new ArrayList<>();
    long last = id.value();
    for (Record5<Short, String, Integer, Long, Long[]> group : groups) {
      long count = group.value3();
      counts.merge(group.value1(), count, Long::sum);
      Optional.ofNullable(group.value2())
          .ifPresent(outcome -> outcomes.merge(outcome, count, Long::sum));
      last = Math.max(last, group.value4());
      Optional.ofNullable(group.value5())
          .ifPresent(
              ids -> {
                for (Long task : ids) {
                  failed.add(new TaskId(task));
                }
              });
    }
    return new BatchSummary(
        id,
        new TaskStats(
            count(counts, TaskStatus.PENDING),
            count(counts, TaskStatus.RUNNING),
            count(counts, TaskStatus.COMPLETED),
            count(counts, TaskStatus.FAILED)),
        outcomes,
        failed.stream().sorted().toList(),
        new TaskId(last));
  }

  private static long count(Map<Short, Long> counts, TaskStatus status) {
    return counts.getOrDefault((short) status.code(), 0L);
  }

  static Set<BatchId> ended(DSLContext sql, Collection<BatchId> ids) {
    Long[] wanted = ids.stream().map(BatchId::value).toArray(Long[]::new);
    return sql.resultQuery(ENDED, DSL.val(wanted)).fetch(row -> row.get(0, Long.class)).stream()
        .map(BatchId::new)
        .collect(Collectors.toUnmodifiableSet());
  }
}
