package dev.drover.domain.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many actions an account may take in a day.
 *
 * @param zone in which the account's day begins at midnight; empty for the server's zone
 * @param limits those that the operator has set for this account, 0..{@value #MOST}; for other
 *     actions {@link BudgetDefaults} apply
 */
public record ActionBudget(Optional<ZoneId> zone, Map<AccountAction, Integer> limits) {
  /** The largest limit that can be set. */
  public static final int MOST = 10_000;

  public static final ActionBudget USUAL = new ActionBudget(Optional.empty(), Map.of());

  public ActionBudget {
    limits = checked(limits);
  }

  static Map<AccountAction, Integer> checked(Map<AccountAction, Integer> limits) {
    for (Map.Entry<AccountAction, Integer> limit : limits.entrySet()) {
      if (limit.getValue() < 0 || limit.getValue() > MOST) {
        throw new IllegalArgumentException(
            "the budget of " + limit.getKey().wireName() + " is 0 to " + MOST + " a day");
      }
    }
    return Map.copyOf(limits);
  }

  /** Returns how many actions of this kind are allowed a day. */
  public int limit(AccountAction action, BudgetDefaults defaults) {
    return Optional.ofNullable(limits.get(action)).orElseGet(() -> defaults.limit(action));
  }

  /** Returns this budget with another limit; empty restores the default. */
  public ActionBudget with(AccountAction action, Optional<Integer> limit) {
    Map<AccountAction, Integer> changed = new EnumMap<>(AccountAction.class);
    changed.putAll(limits);
    changed.remove(action);
    limit.ifPresent(number -> changed.put(action, number));
    return new ActionBudget(zone, changed);
  }

  /** Returns this budget with another zone; empty restores the server's. */
  public ActionBudget in(Optional<ZoneId> newZone) {
    return new ActionBudget(newZone, limits);
  }

  /**
   * One day of a budget.
   *
   * @param defaults for what the budget sets no limit of
   * @param zone of the day
   * @param used how many actions were taken on that day; 0 for those that are missing
   */
  public record Day(
      ActionBudget budget,
      BudgetDefaults defaults,
      ZoneId zone,
      LocalDate date,
      Map<AccountAction, Integer> used) {
    public Day {
      used = Map.copyOf(used);
    }

    public int used(AccountAction action) {
      return used.getOrDefault(action, 0);
    }

    /** Returns how many actions of this kind are allowed on this day. */
    public int limit(AccountAction action) {
      return budget.limit(action, defaults);
    }

    public boolean isUsedUp(AccountAction action) {
      return used(action) >= limit(action);
    }

    /** When the next day begins. */
    public Instant end() {
      return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Explains to people why a task waits. */
    public String remark(AccountAction action, Account account) {
      return "daily budget used up: account "
          + account.username()
          + " has spent "
          + used(action)
          + " of "
          + limit(action)
          + " "
          + action.wireName()
          + " actions of "
          + date
          + "; the task goes on at "
          + date.plusDays(1).atStartOfDay(zone).toOffsetDateTime()
          + " (or raise the budget by PUT /accounts/"
          + account.id()
          + "/budget)";
    }
  }
}
