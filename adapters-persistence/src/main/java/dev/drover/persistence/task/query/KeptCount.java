package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.TASK_COUNT_BY;

import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.task.TaskStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * How many tasks pass a filter, as the triggers on {@code task} and {@code task_detail} keep it in
 * {@code task_count_by}.
 *
 * @param values the rows that count
 * @param byBlocks whether there is a row for each block of ids
 */
record KeptCount(String kind, List<String> values, boolean byBlocks) {
  /** A block has 4096 ids, as in the triggers: few rows for a million tasks, and few ids in one. */
  private static final int BLOCK_BITS = 12;

  private static final Field<Long> BLOCK = DSL.field(DSL.name("block"), Long.class);
  private static final Field<BigDecimal> NEWER = DSL.field(DSL.name("newer"), BigDecimal.class);
  private static final Field<BigDecimal> TASKS = DSL.field(DSL.name("tasks"), BigDecimal.class);

  KeptCount {
    values = List.copyOf(values);
  }

  /**
   * Returns the count of a filter, if it is kept.
   *
   * @param serials those that the filter's phone means
   */
  static Optional<KeptCount> of(TaskFilter filter, List<String> serials) {
    if (!filter.hasKeptTotal()) {
      return Optional.empty();
    }
    if (filter.status().isPresent()) {
      // What waits and what runs is counted, but not by blocks: a claim would have to keep that.
      return filter
          .status()
          .filter(status -> status == TaskStatus.COMPLETED || status == TaskStatus.FAILED)
          .map(status -> new KeptCount(status.wireName(), List.of(""), true));
    }
    return filter
        .serial()
        .map(_ -> new KeptCount("serial", serials, false))
        .or(() -> filter.scriptName().map(name -> new KeptCount("script", List.of(name), true)))
        .or(
            () ->
                filter
                    .source()
                    .map(source -> new KeptCount("source", List.of(source.wireName()), true)))
        .or(() -> Optional.of(new KeptCount("all", List.of(""), true)));
  }

  private Condition rows() {
    return TASK_COUNT_BY
        .KIND
        .eq(DSL.inline(kind))
        .and(
            values.size() == 1
                ? TASK_COUNT_BY.VALUE.eq(values.getFirst())
                : TASK_COUNT_BY.VALUE.eq(DSL.any(values.toArray(String[]::new))));
  }

  long total(DSLContext sql) {
    return sql.select(DSL.coalesce(DSL.sum(TASK_COUNT_BY.TASKS), BigDecimal.ZERO))
        .from(TASK_COUNT_BY)
        .where(rows())
        .fetchSingle(row -> row.value1().longValueExact());
  }

  /**
   * Where a page begins.
   *
   * @param table one row, or none if there are not as many tasks
   * @param idBelow a column of the table: the page is below this id
   * @param offset a column of the table: how many tasks below that id come before the page
   */
  record Place(CommonTableExpression<?> table, Field<Long> idBelow, Field<Long> offset) {}

  /**
   * Finds the block of ids with the task at this place.
   *
   * @param offset how many tasks come before it, newest first
   */
  Place place(long offset) {
    Field<Long> idBelow = DSL.field(DSL.name("id_below"), Long.class);
    Field<Long> rest = DSL.field(DSL.name("rest"), Long.class);
    Field<BigDecimal> tasks = DSL.sum(TASK_COUNT_BY.TASKS);
    var blocks =
        DSL.select(
                TASK_COUNT_BY.BLOCK.as(BLOCK),
                tasks.as(TASKS),
                DSL.sum(tasks).over(DSL.orderBy(TASK_COUNT_BY.BLOCK.desc())).minus(tasks).as(NEWER))
            .from(TASK_COUNT_BY)
            .where(rows())
            .groupBy(TASK_COUNT_BY.BLOCK)
            .asTable("blocks");
    return new Place(
        DSL.name("place")
            .as(
                DSL.select(
                        BLOCK.plus(1).mul(1 << BLOCK_BITS).as(idBelow),
                        DSL.val(offset).minus(NEWER).cast(SQLDataType.BIGINT).as(rest))
                    .from(blocks)
                    .where(NEWER.le(BigDecimal.valueOf(offset)))
                    .and(NEWER.plus(TASKS).gt(BigDecimal.valueOf(offset)))),
        idBelow,
        rest);
  }
}
