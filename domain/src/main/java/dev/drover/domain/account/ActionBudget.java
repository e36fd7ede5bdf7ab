package dev.drover.domain.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much an account may do in a day of its own.
 *
 * @param zone in which its day begins at midnight; the server's where the operator has said nothing
 * @param limits where the operator has set them, 0..{@value #MOST}; the others are {@link
 *     AccountAction#usualLimit}
 */
public record ActionBudget(Optional<ZoneId> zone, Map<AccountAction, Integer> limits) {
  /** What no account does in a day. */
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

  /** How many a day. */
  public int limit(AccountAction action) {
    return limits.getOrDefault(action, action.usualLimit());
  }

  /** With another limit, or the usual one. */
  public ActionBudget with(AccountAction action, Optional<Integer> limit) {
    Map<AccountAction, Integer> changed = new EnumMap<>(AccountAction.class);
    changed.putAll(limits);
    changed.remove(action);
    limit.ifPresent(number -> changed.put(action, number));
    return new ActionBudget(zone, changed);
  }

  /** With its day in another zone, or in the server's. */
  public ActionBudget in(Optional<ZoneId> newZone) {
    return new ActionBudget(newZone, limits);
  }

  /**
   * A day of it.
   *
   * @param zone the day's, never empty
   * @param used what was done on that day; what is left out was not done
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

    /** Why a task waits, for people. */
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
          + " (or raise the budget by PUT /accounts/"
          + account.id()
          + "/budget)";
    }
  }
}
