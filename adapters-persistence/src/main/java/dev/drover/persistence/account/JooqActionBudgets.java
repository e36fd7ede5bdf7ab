package dev.drover.persistence.account;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.ACCOUNT_ACTION;
import static dev.drover.persistence.schema.Tables.ACCOUNT_BUDGET;
import static dev.drover.persistence.schema.Tables.BUDGET_SETTING;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;
import static java.util.stream.Collectors.groupingBy;

import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.AccountActionRecord;
import dev.drover.persistence.schema.tables.records.AccountBudgetRecord;
import dev.drover.persistence.schema.tables.records.BudgetSettingRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Stores in PostgreSQL how many actions each account may take a day, and how many it has taken. */
public final class JooqActionBudgets implements ActionBudgets {
  /** Counts that are older than this are deleted; nothing reads them. */
  private static final int KEPT_DAYS = 31;

  /** It is no earlier and no later day anywhere. */
  private static final ZoneOffset EARLIEST = ZoneOffset.MIN;

  private static final ZoneOffset LATEST = ZoneOffset.MAX;

  private final Database database;
  private final ZoneId serverZone;

  /**
   * @param serverZone the time zone of accounts that have none of their own; a day begins at its
   *     midnight
   */
  public JooqActionBudgets(Database database, ZoneId serverZone) {
    this.database = database;
    this.serverZone = serverZone;
  }

  @Override
  public Optional<ActionBudget.Day> day(AccountId id, Instant now) {
    return database.transaction(
        sql -> exists(sql, id) ? Optional.of(day(sql, id, now)) : Optional.empty());
  }

  @Override
  public Map<AccountId, ActionBudget.Day> days(Collection<AccountId> ids, Instant now) {
    Long[] wanted = ids.stream().map(AccountId::value).toArray(Long[]::new);
    return database.transaction(
        sql -> {
          BudgetDefaults defaults = defaults(sql);
          Map<Long, ActionBudget> own =
              sql.selectFrom(ACCOUNT_BUDGET)
                  .where(ACCOUNT_BUDGET.ACCOUNT_ID.eq(DSL.any(wanted)))
                  .fetchMap(ACCOUNT_BUDGET.ACCOUNT_ID, JooqActionBudgets::budget);
          Map<Long, List<AccountActionRecord>> spent =
              sql
                  .selectFrom(ACCOUNT_ACTION)
                  .where(ACCOUNT_ACTION.ACCOUNT_ID.eq(DSL.any(wanted)))
                  .and(
                      ACCOUNT_ACTION.DAY.between(
                          LocalDate.ofInstant(now, EARLIEST), LocalDate.ofInstant(now, LATEST)))
                  .fetch()
                  .stream()
                  .collect(groupingBy(AccountActionRecord::getAccountId));
          Map<AccountId, ActionBudget.Day> days = new HashMap<>();
          sql.select(ACCOUNT.ID)
              .from(ACCOUNT)
              .where(ACCOUNT.ID.eq(DSL.any(wanted)))
              .fetch(ACCOUNT.ID)
              .forEach(
                  id ->
                      days.put(
                          new AccountId(id),
                          day(
                              own.getOrDefault(id, ActionBudget.USUAL),
                              defaults,
                              spent.getOrDefault(id, List.of()),
                              now)));
          return days;
        });
  }

  private ActionBudget.Day day(
      ActionBudget budget, BudgetDefaults defaults, List<AccountActionRecord> spent, Instant now) {
    LocalDate date = date(budget, now);
    Map<AccountAction, Integer> used = new EnumMap<>(AccountAction.class);
    spent.stream()
        .filter(row -> row.getDay().equals(date))
        .forEach(
            row ->
                AccountAction.ofWireName(row.getAction())
                    .ifPresent(action -> used.put(action, row.getSpent())));
    return new ActionBudget.Day(budget, defaults, zone(budget), date, used);
  }

  @Override
  public BudgetDefaults defaults() {
    return database.query(JooqActionBudgets::defaults);
  }

  private static BudgetDefaults defaults(DSLContext sql) {
    return defaults(sql.selectFrom(BUDGET_SETTING).fetchSingle());
  }

  @Override
  public BudgetDefaults changeDefaults(UnaryOperator<BudgetDefaults> edit, Instant now) {
    return database.transaction(
        sql -> {
          BudgetSettingRecord row = sql.selectFrom(BUDGET_SETTING).forUpdate().fetchSingle();
          BudgetDefaults after = edit.apply(defaults(row));
          for (AccountAction action : AccountAction.values()) {
            row.set(defaultColumn(action), after.limits().get(action));
          }
          row.store();
          lookAgain(sql, TASK.ACCOUNT_ID.isNotNull(), now);
          return after;
        });
  }

  private static BudgetDefaults defaults(BudgetSettingRecord row) {
    Map<AccountAction, Integer> limits = new EnumMap<>(AccountAction.class);
    for (AccountAction action : AccountAction.values()) {
      Optional.ofNullable(row.get(defaultColumn(action)))
          .ifPresent(limit -> limits.put(action, limit));
    }
    return new BudgetDefaults(limits);
  }

  private static TableField<BudgetSettingRecord, @Nullable Integer> defaultColumn(
      AccountAction action) {
    return switch (action) {
      case FOLLOW -> BUDGET_SETTING.FOLLOW;
      case UNFOLLOW -> BUDGET_SETTING.UNFOLLOW;
      case COMMENT -> BUDGET_SETTING.COMMENT;
      case LIKE -> BUDGET_SETTING.LIKES;
      case POST -> BUDGET_SETTING.POST;
    };
  }

  @Override
  public boolean spend(AccountId id, AccountAction action, Instant now) {
    return database.transaction(
        sql -> {
          if (!keep(sql, id)) {
            return true;
          }
          ActionBudget budget = budget(sql, id);
          int limit = budget.limit(action, defaults(sql));
          LocalDate date = date(budget, now);
          Optional<Integer> spent =
              limit == 0
                  ? Optional.empty()
                  : sql.insertInto(ACCOUNT_ACTION)
                      .set(ACCOUNT_ACTION.ACCOUNT_ID, id.value())
                      .set(ACCOUNT_ACTION.DAY, date)
                      .set(ACCOUNT_ACTION.ACTION, action.wireName())
                      .set(ACCOUNT_ACTION.SPENT, 1)
                      .onConflict(
                          ACCOUNT_ACTION.ACCOUNT_ID, ACCOUNT_ACTION.DAY, ACCOUNT_ACTION.ACTION)
                      .doUpdate()
                      .set(ACCOUNT_ACTION.SPENT, ACCOUNT_ACTION.SPENT.plus(1))
                      .where(ACCOUNT_ACTION.SPENT.lt(limit))
                      .returning(ACCOUNT_ACTION.SPENT)
                      .fetchOptional(ACCOUNT_ACTION.SPENT);
          if (spent.equals(Optional.of(1))) {
            forgetBefore(sql, id, date.minusDays(KEPT_DAYS));
          }
          return spent.isPresent();
        });
  }

  /**
   * Deletes the counts of earlier days. Rows that another transaction has locked are skipped: that
   * transaction deletes them, or a later day does.
   */
  private static void forgetBefore(DSLContext sql, AccountId id, LocalDate date) {
    sql.deleteFrom(ACCOUNT_ACTION)
        .where(
            DSL.row(ACCOUNT_ACTION.ACCOUNT_ID, ACCOUNT_ACTION.DAY, ACCOUNT_ACTION.ACTION)
                .in(
                    DSL.select(ACCOUNT_ACTION.ACCOUNT_ID, ACCOUNT_ACTION.DAY, ACCOUNT_ACTION.ACTION)
                        .from(ACCOUNT_ACTION)
                        .where(ACCOUNT_ACTION.ACCOUNT_ID.eq(id.value()))
                        .and(ACCOUNT_ACTION.DAY.lt(date))
                        .forUpdate()
                        .skipLocked()))
        .execute();
  }

  @Override
  public Optional<ActionBudget.Day> change(
      AccountId id, UnaryOperator<ActionBudget> edit, Instant now) {
    return database.transaction(
        sql -> {
          if (!lock(sql, id)) {
            return Optional.empty();
          }
          AccountBudgetRecord row = row(id, edit.apply(budget(sql, id)));
          sql.insertInto(ACCOUNT_BUDGET)
              .set(row)
              .onConflict(ACCOUNT_BUDGET.ACCOUNT_ID)
              .doUpdate()
              .set(row)
              .execute();
          lookAgain(sql, TASK.ACCOUNT_ID.eq(id.value()), now);
          return Optional.of(day(sql, id, now));
        });
  }

  @Override
  public void changeAll(Map<AccountId, UnaryOperator<ActionBudget>> edits, Instant now) {
    Long[] wanted = edits.keySet().stream().map(AccountId::value).toArray(Long[]::new);
    database.transaction(
        sql -> {
          List<Long> locked =
              sql.select(ACCOUNT.ID)
                  .from(ACCOUNT)
                  .where(ACCOUNT.ID.eq(DSL.any(wanted)))
                  .orderBy(ACCOUNT.ID)
                  .forUpdate()
                  .fetch(ACCOUNT.ID);
          Map<Long, ActionBudget> before =
              sql.selectFrom(ACCOUNT_BUDGET)
                  .where(ACCOUNT_BUDGET.ACCOUNT_ID.eq(DSL.any(wanted)))
                  .fetchMap(ACCOUNT_BUDGET.ACCOUNT_ID, JooqActionBudgets::budget);
          List<AccountBudgetRecord> rows = new ArrayList<>();
          for (Long number : locked) {
            AccountId id = new AccountId(number);
            Optional.ofNullable(edits.get(id))
                .map(edit -> edit.apply(before.getOrDefault(number, ActionBudget.USUAL)))
                .ifPresent(after -> rows.add(row(id, after)));
          }
          sql.batchMerge(rows).execute();
          lookAgain(sql, TASK.ACCOUNT_ID.eq(DSL.any(wanted)), now);
          return rows.size();
        });
  }

  /**
   * Makes tasks due that wait for the next day. A task whose budget is still used up goes back to
   * waiting.
   */
  private static void lookAgain(DSLContext sql, Condition ofAccounts, Instant now) {
    List<Long> waiting =
        sql.select(TASK.ID)
            .from(TASK)
            .where(ofAccounts)
            .and(TASK.STATUS.eq((short) TaskStatus.PENDING.code()))
            // A person who rescheduled the task has cleared it.
            .and(TASK.REMARK.isNotNull())
            .andExists(
                sql.selectOne()
                    .from(TASK_ATTEMPT)
                    .where(TASK_ATTEMPT.TASK_ID.eq(TASK.ID))
                    .and(TASK_ATTEMPT.NUMBER.eq(TASK.ATTEMPT_COUNT))
                    .and(TASK_ATTEMPT.FAILURE_CODE.eq(FailureCode.BUDGET_EXHAUSTED.wireName())))
            .orderBy(TASK.ID)
            .forNoKeyUpdate()
            .fetch(TASK.ID);
    sql.update(TASK)
        .set(TASK.SCHEDULED_AT, at(now))
        .where(TASK.ID.eq(DSL.any(waiting.toArray(Long[]::new))))
        .execute();
    Channels.wakeDispatchers(sql);
  }

  private static boolean exists(DSLContext sql, AccountId id) {
    return sql.fetchExists(ACCOUNT, ACCOUNT.ID.eq(id.value()));
  }

  /** Prevents the account's deletion until the transaction ends; returns false if it is gone. */
  private static boolean keep(DSLContext sql, AccountId id) {
    return sql.select(ACCOUNT.ID)
        .from(ACCOUNT)
        .where(ACCOUNT.ID.eq(id.value()))
        .forKeyShare()
        .fetchOptional()
        .isPresent();
  }

  private static boolean lock(DSLContext sql, AccountId id) {
    return sql.select(ACCOUNT.ID)
        .from(ACCOUNT)
        .where(ACCOUNT.ID.eq(id.value()))
        .forUpdate()
        .fetchOptional()
        .isPresent();
  }

  private ActionBudget.Day day(DSLContext sql, AccountId id, Instant now) {
    ActionBudget budget = budget(sql, id);
    List<AccountActionRecord> spent =
        sql.selectFrom(ACCOUNT_ACTION)
            .where(ACCOUNT_ACTION.ACCOUNT_ID.eq(id.value()))
            .and(ACCOUNT_ACTION.DAY.eq(date(budget, now)))
            .fetch();
    return day(budget, defaults(sql), spent, now);
  }

  private LocalDate date(ActionBudget budget, Instant now) {
    return LocalDate.ofInstant(now, zone(budget));
  }

  private ZoneId zone(ActionBudget budget) {
    return budget.zone().orElse(serverZone);
  }

  private static ActionBudget budget(DSLContext sql, AccountId id) {
    return sql.selectFrom(ACCOUNT_BUDGET)
        .where(ACCOUNT_BUDGET.ACCOUNT_ID.eq(id.value()))
        .fetchOptional(JooqActionBudgets::budget)
        .orElse(ActionBudget.USUAL);
  }

  private static ActionBudget budget(AccountBudgetRecord row) {
    Map<AccountAction, Integer> limits = new EnumMap<>(AccountAction.class);
    for (AccountAction action : AccountAction.values()) {
      Optional.ofNullable(row.get(column(action))).ifPresent(limit -> limits.put(action, limit));
    }
    return new ActionBudget(Optional.ofNullable(row.getTimeZone()).map(ZoneId::of), limits);
  }

  private static AccountBudgetRecord row(AccountId id, ActionBudget budget) {
    AccountBudgetRecord row = new AccountBudgetRecord();
    row.setAccountId(id.value());
    row.set(ACCOUNT_BUDGET.TIME_ZONE, budget.zone().map(ZoneId::getId).orElse(null));
    for (AccountAction action : AccountAction.values()) {
      row.set(column(action), budget.limits().get(action));
    }
    return row;
  }

  private static TableField<AccountBudgetRecord, @Nullable Integer> column(AccountAction action) {
    return switch (action) {
      case FOLLOW -> ACCOUNT_BUDGET.FOLLOW;
      case UNFOLLOW -> ACCOUNT_BUDGET.UNFOLLOW;
      case COMMENT -> ACCOUNT_BUDGET.COMMENT;
      case LIKE -> ACCOUNT_BUDGET.LIKES;
      case POST -> ACCOUNT_BUDGET.POST;
    };
  }
}
