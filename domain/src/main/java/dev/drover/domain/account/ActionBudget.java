package dev.drover.domain.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @param defaults the limits of actions for which the budget sets none
   * @param zone of the day
   * @param used how many actions were taken on that day; 0 for those that are missing
   */
  public record Day(
      ActionBudget budget,
      BudgetDefaults defaults,
      ZoneId zone,
      LocalDate date,
      Map<AccountAction, Integer> used) {
    private static final int MOST_DAYS_NAMED = 3;

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

    /**
     * Tells on which days tasks go on that the budget keeps from their own.
     *
     * @param starts when the tasks are to start, one for each action, in any order
     * @return the number of waiting tasks by day; those of a limit of 0, which wait until it is
     *     raised, are not in it
     */
    public SortedMap<LocalDate, Integer> postponed(AccountAction action, List<Instant> starts) {
      SortedMap<LocalDate, Integer> postponed = new TreeMap<>();
      int limit = limit(action);
      if (limit == 0) {
        return postponed;
      }
      Map<LocalDate, Integer> taken = new HashMap<>(Map.of(date, Math.min(limit, used(action))));
      for (Instant start : starts.stream().sorted().toList()) {
        LocalDate wanted = LocalDate.ofInstant(start, zone);
        LocalDate day = wanted.isBefore(date) ? date : wanted;
        while (taken.getOrDefault(day, 0) >= limit) {
          day = day.plusDays(1);
        }
        taken.merge(day, 1, Integer::sum);
        if (day.isAfter(wanted) && day.isAfter(date)) {
          postponed.merge(day, 1, Integer::sum);
        }
      }
      return postponed;
    }

    /**
     * Warns people of new tasks that will wait for another day.
     *
     * @param starts as in {@link #postponed}
     * @return empty if none of them waits
     */
    public Optional<String> warning(
        AccountAction action, AccountId id, Username username, List<Instant> starts) {
      int limit = limit(action);
      SortedMap<LocalDate, Integer> postponed = postponed(action, starts);
      int waiting =
          limit == 0
              ? starts.size()
              : postponed.values().stream().mapToInt(Integer::intValue).sum();
      if (waiting == 0) {
        return Optional.empty();
      }
      return Optional.of(
          "account "
              + username
              + " may spend "
              + limit
              + " "
              + action.wireName()
              + " actions a day and has spent "
              + used(action)
              + " today: of these "
              + starts.size()
              + " tasks "
              + waiting
              + (waiting == 1 ? " waits" : " wait")
              + (limit == 0 ? " until the budget is raised" : " (" + byDay(postponed) + ")")
              + "; "
              + raise(action, id, used(action) + starts.size()));
    }

    private static String byDay(SortedMap<LocalDate, Integer> postponed) {
      List<String> days =
          postponed.entrySet().stream()
              .limit(MOST_DAYS_NAMED)
              .map(day -> day.getValue() + " until " + day.getKey())
              .toList();
      int named = postponed.values().stream().limit(MOST_DAYS_NAMED).mapToInt(n -> n).sum();
      int later = postponed.values().stream().mapToInt(Integer::intValue).sum() - named;
      return String.join(", ", days)
          + (later == 0 ? "" : ", " + later + " longer, the last until " + postponed.lastKey());
    }

    /** Says by which budget the tasks would not wait. */
    private static String raise(AccountAction action, AccountId id, int limit) {
      return "raise the "
          + action.wireName()
          + " budget of account "
          + id
          + " to "
          + Math.min(limit, MOST)
          + " to run them now";
    }

    /** Explains to the user why a task waits, until when, and how to change that. */
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
          + ", or as soon as the "
          + action.wireName()
          + " budget of account "
          + account.id()
          + " is raised";
    }
  }
}
