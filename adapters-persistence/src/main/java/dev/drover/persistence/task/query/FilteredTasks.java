package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.DEVICE;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.task.BatchCancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The tasks that pass a filter. Reads only the tables that the filter needs: a filter of details
 * alone is served by an index of {@code task_detail}, any other by one of {@code task}.
 *
 * @param ofTask conditions on {@code task}
 * @param ofDetail conditions on {@code task_detail}
 * @param idBelow only tasks with a lower id; not counted as a condition
 * @param kept where it is kept how many they are
 */
record FilteredTasks(
    List<Condition> ofTask,
    List<Condition> ofDetail,
    Optional<TaskId> idBelow,
    Optional<KeptCount> kept) {
  private static final String PAGE = "page";
  private static final String PAGE_ID = "page_id";

  /** Up to here, passing over tasks takes less than reading where the page begins. */
  private static final int NEAR = 1_000;

  /** The column of {@link #ids}. */
  static final Field<Long> ID = DSL.field(DSL.name(PAGE, PAGE_ID), Long.class);

  FilteredTasks {
    ofTask = List.copyOf(ofTask);
    ofDetail = List.copyOf(ofDetail);
  }

  /** Reads which phones the filter means, and nothing else. */
  static FilteredTasks of(DSLContext sql, TaskFilter filter) {
    List<Condition> ofTask = new ArrayList<>();
    List<Condition> ofDetail = new ArrayList<>();
    List<String> serials = filter.serial().map(serial -> reachedBy(sql, serial)).orElse(List.of());
    // What few values or few tasks have is written into the statement: an index of these alone
    // serves it then.
    filter
        .status()
        .ifPresent(status -> ofTask.add(TASK.STATUS.eq(DSL.inline((short) status.code()))));
    filter.serial().ifPresent(_ -> ofTask.add(isFor(serials)));
    filter.scriptName().ifPresent(name -> ofDetail.add(TASK_DETAIL.SCRIPT_NAME.eq(name)));
    filter
        .source()
        .ifPresent(source -> ofDetail.add(TASK_DETAIL.SOURCE.eq(DSL.inline(source.wireName()))));
    filter
        .username()
        .ifPresent(username -> ofDetail.add(TASK_DETAIL.USERNAME_KEY.eq(username.canonical())));
    filter.batch().ifPresent(batch -> ofDetail.add(BatchCancellation.isIn(batch)));
    filter.ids().ifPresent(ids -> ofTask.add(TASK.ID.eq(DSL.any(numbers(ids)))));
    filter
        .outcome()
        .ifPresent(outcome -> ofTask.add(TASK.OUTCOME.eq(DSL.inline(outcome.wireName()))));
    filter
        .failureCode()
        .ifPresent(code -> ofTask.add(TASK.FAILURE_CODE.eq(DSL.inline(code.wireName()))));
    return new FilteredTasks(ofTask, ofDetail, filter.idBelow(), KeptCount.of(filter, serials));
  }

  static Long[] numbers(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::value).toArray(Long[]::new);
  }

  /** Returns the serial itself, known or not, and those of the phones at this address. */
  private static List<String> reachedBy(DSLContext sql, String serialOrAddress) {
    List<String> reached = new ArrayList<>(List.of(serialOrAddress));
    sql.select(DEVICE.SERIAL)
        .from(DEVICE)
        .where(DSL.val(serialOrAddress).eq(DSL.any(DEVICE.ADDRESSES)))
        .and(DEVICE.SERIAL.ne(serialOrAddress))
        .fetch(DEVICE.SERIAL)
        .forEach(reached::add);
    return reached;
  }

  /** One serial is compared with {@code =}: then the index has the tasks in the order of a list. */
  private static Condition isFor(List<String> serials) {
    return serials.size() == 1
        ? TASK.SERIAL.eq(serials.getFirst())
        : TASK.SERIAL.eq(DSL.any(serials.toArray(String[]::new)));
  }

  private boolean readsDetailsAlone() {
    return ofTask.isEmpty() && !ofDetail.isEmpty();
  }

  private Field<Long> id() {
    return readsDetailsAlone() ? TASK_DETAIL.TASK_ID : TASK.ID;
  }

  private Table<?> tables() {
    if (readsDetailsAlone()) {
      return TASK_DETAIL;
    }
    return ofDetail.isEmpty() ? TASK : TASK.join(TASK_DETAIL).on(TASK_DETAIL.TASK_ID.eq(TASK.ID));
  }

  private Condition condition() {
    return DSL.and(ofTask).and(DSL.and(ofDetail));
  }

  /**
   * Counts them, whatever {@link #idBelow} says.
   *
   * @param most stops counting here
   */
  long count(DSLContext sql, int most) {
    return sql.fetchCount(
        DSL.select(DSL.one()).from(tables()).where(condition()).limit(DSL.inline(most)));
  }

  /**
   * Selects their ids alone, newest first, as {@link #ID}. So a page behind costs entries of an
   * index, not rows; a page far behind begins at the block of ids that it is in, where that is
   * known. The number is written into the statement, so that the plan is one for a page.
   */
  Table<Record1<Long>> ids(DSLContext sql, int most, long offset) {
    Optional<KeptCount> blocks =
        kept.filter(count -> count.byBlocks() && offset > NEAR && idBelow.isEmpty());
    if (blocks.isPresent()) {
      KeptCount.Place place = blocks.get().place(offset);
      return sql.with(place.table())
          .select(id())
          .from(tables())
          .where(condition())
          .and(id().lt(DSL.field(DSL.select(place.idBelow()).from(place.table()))))
          .orderBy(id().desc())
          .limit(DSL.inline(most))
          .offset(DSL.field(DSL.select(place.offset()).from(place.table())))
          .asTable(PAGE, PAGE_ID);
    }
    return sql.select(id())
        .from(tables())
        .where(condition())
        .and(idBelow.map(below -> id().lt(below.value())).orElse(DSL.noCondition()))
        .orderBy(id().desc())
        .limit(DSL.inline(most))
        .offset(offset)
        .asTable(PAGE, PAGE_ID);
  }
}
