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
 * @param limits those that the operator has set, 0..{@value #MOST}; for other actions {@link
 *     AccountAction#usualLimit} applies
 */
public record ActionBudget(Optional<ZoneId> zone, Map<AccountAction, Integer> limits) {
  /** The largest limit that can be set. */
  public static final int MOST = 10_000;

  public static final ActionBudget USUAL = new ActionBudget(Optional.empty(), Map.of());

  public ActionBudget {
    limits = Map.copyOf(limits);
    for (Map.Entry<AccountAction, Integer> limit : limits.entrySet()) {
      if (limit.getValue() < 0 || limit.getValue() > MOST) {
        throw new IllegalArgumentException(
            "the budget of " + limit.getKey().wireName() + " is 0 to " + MOST + " a day");
      }
    }
  }

  /** Returns how many actions of this kind are allowed a day. */
  public int limit(AccountAction action) {
    return limits.getOrDefault(action, action.usualLimit());
  }

  /** Returns this budget with another limit; empty restores the usual one. */
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
   * @param zone of the day
   * @param used how many actions were taken on that day; 0 for those that are missing
   */
  public record Day(
      ActionBudget budget, ZoneId zone, LocalDate date, Map<AccountAction, Integer> used) {
    public Day {
      used = Map.copyOf(used);
    }

    public int used(AccountAction action) {
      return used.getOrDefault(action, 0);
    }

    public boolean isUsedUp(AccountAction action) {
      return used(action) >= budget.limit(action);
    }

    /** When the next day begins. */
    public Instant end() {
      return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Explains to the user why a task waits, and until when. */
    public String remark(AccountAction action, Account account) {
      return "daily budget used up: account "
          + account.username()
          + " has spent "
          + used(action)
          + " of "
          + budget.limit(action)
          + " "
          + action.wireName()
          + " actions of "
          + date
          + "; the task goes on at "
          + date.plusDays(1).atStartOfDay(zone).toOffsetDateTime()
          + ", or as soon as the account's budget is raised";
    }
  }
}
