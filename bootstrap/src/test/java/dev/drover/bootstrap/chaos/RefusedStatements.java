package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.StatementNetwork.Fate;
import dev.drover.bootstrap.chaos.StatementNetwork.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Lets PostgreSQL refuse statements of every class at random. A class is an operation on a set of
 * tables. A class that was never refused is refused with a higher probability.
 */
final class RefusedStatements implements Rule {
  /**
   * Cancelled, deadlock, conflict, lock not had, twice, no such text, no room, a standby, a defect.
   */
  private static final List<String> STATES =
      List.of(
          "57014",
          "40P01",
          "40001",
          "55P03",
          "23505",
          "23503",
          "22021",
          "22001",
          "53300",
          "53100",
          "53200",
          "25006",
          "XX000",
          "XX001",
          "42501",
          StatementNetwork.TERMINATED);

  private static final Pattern PART =
      Pattern.compile("\\b(insert into|update|delete from|from|join) ([a-z_]+)");

  private static final int ONE_IN = 40;
  private static final int ONE_CONNECTION_IN = 10;

  /** What ends a transaction that was not to be; PostgreSQL never refuses it. */
  private static final Set<String> NEVER = Set.of("begin", "rollback");

  private final Random random;
  private final Set<String> tables;
  private final Map<String, Integer> seen = new TreeMap<>();
  private final Map<String, Integer> struck = new TreeMap<>();
  private boolean calm = true;
  private int refused;

  RefusedStatements(long seed, Set<String> tables) {
    this.random = new Random(seed);
    this.tables = Set.copyOf(tables);
  }

  synchronized void calm() {
    calm = true;
  }

  synchronized void storm() {
    calm = false;
  }

  synchronized int refused() {
    return refused;
  }

  /** Classes that were seen often and never refused. */
  synchronized Set<String> spared() {
    Set<String> spared = new TreeSet<>();
    seen.forEach(
        (one, times) -> {
          if (times >= 20 && !struck.containsKey(one)) {
            spared.add(one);
          }
        });
    return spared;
  }

  /** How often each class was refused. */
  synchronized Map<String, Integer> struck() {
    return new TreeMap<>(struck);
  }

  @Override
  public synchronized boolean refusesConnection() {
    return !calm && random.nextInt(ONE_CONNECTION_IN) == 0;
  }

  @Override
  public synchronized Fate of(List<String> statements) {
    if (calm) {
      return Fate.FAIR;
    }
    for (int i = 0; i < statements.size(); i++) {
      Set<String> classes = classes(statements.get(i));
      classes.forEach(one -> seen.merge(one, 1, Integer::sum));
      boolean spared = classes.stream().anyMatch(one -> !struck.containsKey(one));
      if (!classes.isEmpty() && random.nextInt(spared ? 3 : ONE_IN) == 0) {
        classes.forEach(one -> struck.merge(one, 1, Integer::sum));
        refused++;
        return Fate.refused(i, STATES.get(random.nextInt(STATES.size())));
      }
    }
    return Fate.FAIR;
  }

  /** What a statement does, and to which tables. */
  private Set<String> classes(String statement) {
    String sql = statement.toLowerCase(Locale.ROOT).replace("\"", "").strip();
    Set<String> classes = new TreeSet<>();
    for (MatchResult part : PART.matcher(sql).results().toList()) {
      if (tables.contains(part.group(2))) {
        String verb = part.group(1).split(" ", 2)[0];
        classes.add(
            (verb.equals("from") || verb.equals("join") ? "select" : verb) + " " + part.group(2));
      }
    }
    if (sql.contains("notify")) {
      classes.add("notify");
    }
    if (classes.isEmpty() && !sql.isEmpty()) {
      String verb = sql.split("\\s", 2)[0];
      if (!NEVER.contains(verb)) {
        classes.add(verb);
      }
    }
    return classes;
  }
}
