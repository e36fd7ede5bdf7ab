package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.StatementNetwork.Fate;
import dev.drover.bootstrap.chaos.StatementNetwork.Rule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Delays statements at random: most not at all, many by some seconds, some by almost the time for
 * which a server waits. Now and then it delays those of one lease at the worst time: the renewal is
 * requested in time, and granted after the lease has ended.
 */
final class LateStatements implements Rule {
  /** A server that has no answer after 8 seconds gives the connection up. */
  private static final Duration LONGEST = Duration.ofMillis(7_500);

  /** Longer than a server waits. */
  private static final Duration TOO_LONG = Duration.ofSeconds(10);

  private final Random random;
  private final Map<Question, Deque<Fate>> next = new EnumMap<>(Question.class);
  private boolean calm = true;
  private boolean aimed;
  private int late;
  private int lapses;

  LateStatements(long seed) {
    this.random = new Random(seed);
  }

  /** From now on nothing is late. */
  synchronized void calm() {
    calm = true;
    next.clear();
  }

  /** From now on statements come late; those of the lease first. */
  synchronized void storm() {
    calm = false;
    aimed = true;
  }

  synchronized int late() {
    return late;
  }

  /** How often a lease was made to lapse. */
  synchronized int lapses() {
    return lapses;
  }

  @Override
  public synchronized Fate of(List<String> statements) {
    if (calm) {
      return Fate.FAIR;
    }
    Fate fate =
        statements.stream()
            .flatMap(statement -> Question.in(statement).stream())
            .findFirst()
            .map(this::ofLease)
            .orElseGet(this::ofOthers);
    if (!fate.equals(Fate.FAIR)) {
      late++;
    }
    return fate;
  }

  /** What a lease's round asks for. */
  private enum Question {
    LEASE,
    STOPS,
    LOST;

    static Optional<Question> in(String statement) {
      String sql = statement.toLowerCase(Locale.ROOT).replace("\"", "");
      if (sql.contains("insert into node ")) {
        return Optional.of(LEASE);
      }
      if (sql.startsWith("select") && sql.contains("stop_requested")) {
        return Optional.of(STOPS);
      }
      return sql.startsWith("select") && sql.contains("lease_until") && sql.contains("not exists")
          ? Optional.of(LOST)
          : Optional.empty();
    }
  }

  private Fate ofLease(Question question) {
    boolean idle = !isAimedAt();
    if (idle && question == Question.LEASE && (aimed || random.nextInt(3) == 0)) {
      // This one is in time; the next is given when the lease has lapsed.
      aimed = false;
      if (random.nextBoolean()) {
        of(Question.STOPS).add(Fate.late(Duration.ofMillis(2_400), Duration.ZERO));
        of(Question.LOST).add(Fate.late(Duration.ofSeconds(6), Duration.ZERO));
      } else {
        of(Question.LEASE).add(Fate.lost(TOO_LONG));
      }
      of(Question.LEASE).add(Fate.late(LONGEST, Duration.ZERO));
      return Fate.FAIR;
    }
    if (idle) {
      return any();
    }
    Fate fate = Optional.ofNullable(of(question).pollFirst()).orElse(Fate.FAIR);
    if (of(Question.LEASE).isEmpty()) {
      // The lease has been asked for as late as was meant.
      next.clear();
      lapses++;
    }
    return fate;
  }

  /**
   * While a lease lapses everything else goes on as ever: what ends early for another reason shows
   * nothing.
   */
  private Fate ofOthers() {
    return aimed || isAimedAt() ? Fate.FAIR : any();
  }

  private boolean isAimedAt() {
    return !next.values().stream().allMatch(Deque::isEmpty);
  }

  private Deque<Fate> of(Question question) {
    return next.computeIfAbsent(question, _ -> new ArrayDeque<>());
  }

  private Fate any() {
    int chance = random.nextInt(100);
    if (chance < 80) {
      return Fate.FAIR;
    }
    Duration delay =
        chance < 97
            ? Duration.ofMillis(random.nextInt(2_000))
            : chance < 99 ? Duration.ofMillis(random.nextInt(6_000)) : LONGEST;
    return random.nextBoolean() ? Fate.late(delay, Duration.ZERO) : Fate.late(Duration.ZERO, delay);
  }
}
