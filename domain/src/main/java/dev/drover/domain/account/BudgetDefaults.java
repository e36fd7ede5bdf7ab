package dev.drover.domain.account;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many actions accounts without a limit of their own may take in a day.
 *
 * @param limits those that the operator has set, 0..{@value ActionBudget#MOST}; for other actions
 *     {@link AccountAction#usualLimit} applies
 */
public record BudgetDefaults(Map<AccountAction, Integer> limits) {
  /** The defaults until an operator changes them. */
  public static final BudgetDefaults USUAL = new BudgetDefaults(Map.of());

  public BudgetDefaults {
    limits = ActionBudget.checked(limits);
  }

  /** Returns how many actions of this kind are allowed a day. */
  public int limit(AccountAction action) {
    return limits.getOrDefault(action, action.usualLimit());
  }

  /** Returns these defaults with another limit; empty restores the usual one. */
  public BudgetDefaults with(AccountAction action, Optional<Integer> limit) {
    Map<AccountAction, Integer> changed = new EnumMap<>(AccountAction.class);
    changed.putAll(limits);
    changed.remove(action);
    limit.ifPresent(number -> changed.put(action, number));
    return new BudgetDefaults(changed);
  }
}
