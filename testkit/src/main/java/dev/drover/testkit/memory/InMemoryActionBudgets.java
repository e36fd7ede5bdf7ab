package dev.drover.testkit.memory;

import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskState;
import dev.drover.testkit.memory.Rows.AttemptKey;
import dev.drover.testkit.memory.Rows.SpentKey;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Stores in memory how many actions each account may take a day, and how many it has taken. */
final class InMemoryActionBudgets implements ActionBudgets {
  /** Counts that are older than this are deleted; nothing reads them. */
  private static final int KEPT_DAYS = 31;

  private final Tables tables;
  private final ZoneId serverZone;

  /**
   * @param serverZone the time zone of accounts that have none of their own
   */
  InMemoryActionBudgets(Tables tables, ZoneId serverZone) {
    this.tables = tables;
    this.serverZone = serverZone;
  }

  @Override
  public Optional<ActionBudget.Day> day(AccountId id, Instant now) {
    return tables.transaction(() -> tables.account(id).map(_ -> day(id, budget(id), now)));
  }

  @Override
  public Map<AccountId, ActionBudget.Day> days(Collection<AccountId> ids, Instant now) {
    return tables.transaction(
        () ->
            ids.stream()
                .distinct()
                .filter(id -> tables.account(id).isPresent())
                .collect(Collectors.toMap(id -> id, id -> day(id, budget(id), now))));
  }

  @Override
  public BudgetDefaults defaults() {
    return tables.transaction(tables.budgetDefaults::get);
  }

  @Override
  public BudgetDefaults changeDefaults(UnaryOperator<BudgetDefaults> edit, Instant now) {
    return tables.transaction(
        () -> {
          BudgetDefaults after = edit.apply(tables.budgetDefaults.get());
          tables.budgetDefaults.set(after);
          lookAgain(_ -> true, now);
          return after;
        });
  }

  private ActionBudget budget(AccountId id) {
    return tables.budgets.find(id.value()).orElse(ActionBudget.USUAL);
  }

  private ZoneId zone(ActionBudget budget) {
    return budget.zone().orElse(serverZone);
  }

  private ActionBudget.Day day(AccountId id, ActionBudget budget, Instant now) {
    LocalDate date = LocalDate.ofInstant(now, zone(budget));
    Map<AccountAction, Integer> used = new EnumMap<>(AccountAction.class);
    for (AccountAction action : AccountAction.values()) {
      tables
          .spent
          .find(new SpentKey(id.value(), date, action))
          .ifPresent(count -> used.put(action, count));
    }
    return new ActionBudget.Day(budget, tables.budgetDefaults.get(), zone(budget), date, used);
  }

  @Override
  public boolean spend(AccountId id, AccountAction action, Instant now) {
    return tables.transaction(
        () -> {
          if (tables.account(id).isEmpty()) {
            return true;
          }
          ActionBudget.Day day = day(id, budget(id), now);
          if (day.isUsedUp(action)) {
            return false;
          }
          tables.spent.put(new SpentKey(id.value(), day.date(), action), day.used(action) + 1);
          tables.spent.removeBetween(
              SpentKey.firstOf(id), SpentKey.firstOn(id, day.date().minusDays(KEPT_DAYS)));
          return true;
        });
  }

  @Override
  public Optional<ActionBudget.Day> change(
      AccountId id, UnaryOperator<ActionBudget> edit, Instant now) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .map(
                    _ -> {
                      ActionBudget after = edit.apply(budget(id));
                      tables.budgets.put(id.value(), after);
                      lookAgain(id::equals, now);
                      return day(id, after, now);
                    }));
  }

  @Override
  public void changeAll(Map<AccountId, UnaryOperator<ActionBudget>> edits, Instant now) {
    tables.transaction(() -> edits.forEach((id, edit) -> change(id, edit, now)));
  }

  /**
   * Makes tasks due that wait for the next day. A task whose budget is still used up goes back to
   * waiting.
   */
  private void lookAgain(Predicate<AccountId> accounts, Instant now) {
    for (TaskRow row : tables.tasks.all()) {
      if (waits(row.task(), accounts)) {
        tables.put(row.with(due(row.task(), now)));
      }
    }
    tables.wakeDispatchers();
  }

  private boolean waits(Task task, Predicate<AccountId> accounts) {
    // A person who rescheduled the task has cleared its remark.
    return task.state() instanceof TaskState.Pending pending
        && pending.remark().isPresent()
        && task.target().account().filter(account -> accounts.test(account.id())).isPresent()
        && tables
            .attempts
            .find(new AttemptKey(task.id(), task.attemptCount()))
            .flatMap(row -> row.attempt().failureCode())
            .filter(FailureCode.BUDGET_EXHAUSTED.wireName()::equals)
            .isPresent();
  }

  private static Task due(Task task, Instant now) {
    return new Task(
        task.id(),
        task.target(),
        task.script(),
        task.source(),
        task.startTime(),
        now,
        task.state(),
        task.attemptCount(),
        task.retryCount(),
        task.createdAt(),
        task.updatedAt());
  }
}
