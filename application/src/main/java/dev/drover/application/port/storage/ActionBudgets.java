package dev.drover.application.port.storage;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What accounts may do in a day, and what they have done. Every method is one transaction, may be
 * called from any thread, and throws {@link StorageUnavailable} when the storage can't serve the
 * call now.
 */
public interface ActionBudgets {

  /** The account's day at this time; empty when there is no such account. */
  Optional<ActionBudget.Day> day(AccountId id, Instant now);

  /** Returns the days of these accounts at this time; accounts that do not exist are left out. */
  Map<AccountId, ActionBudget.Day> days(Collection<AccountId> ids, Instant now);

  /** Returns how many actions accounts without limits of their own may take in a day. */
  BudgetDefaults defaults();

  /**
   * Changes the defaults so that no concurrent change, on any server, is lost. Tasks that wait
   * because a budget is used up are checked again.
   *
   * @param edit returns the changed defaults; may be called again if the storage repeats the
   *     transaction
   * @return the changed defaults
   */
  BudgetDefaults changeDefaults(UnaryOperator<BudgetDefaults> edit, Instant now);

  /**
   * Counts an action that is about to be taken, whatever comes of it. Not to be tried again after
   * it answered.
   *
   * @return false, and nothing counted, when the day's budget is used up: the action must not be
   *     taken then. True for an account that is gone: nothing counts its actions any more
   */
  boolean spend(AccountId id, AccountAction action, Instant now);

  /**
   * Changes an account's budget. Its tasks that wait because it was used up are looked at again.
   *
   * @param edit answers the budget as it is to be, or throws to leave it as it is; may be called
   *     again, on the budget as it is by then, when the storage has to begin anew
   * @return the day by the changed budget; empty when there is no such account
   */
  Optional<ActionBudget.Day> change(AccountId id, UnaryOperator<ActionBudget> edit, Instant now);

  /**
   * Changes the budgets of many accounts, all of them or none, as {@link #change} does. Accounts
   * that do not exist are left out.
   */
  void changeAll(Map<AccountId, UnaryOperator<ActionBudget>> edits, Instant now);
}
