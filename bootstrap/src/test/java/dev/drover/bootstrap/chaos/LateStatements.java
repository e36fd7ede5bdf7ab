package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.StatementNetwork.Fate;
import dev.drover.bootstrap.chaos.StatementNetwork.Rule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Statements come late by chance: mostly not at all, often by up to some seconds, sometimes by
 * almost as much as a server waits for an answer. Now and then those of one lease are late as it
 * hurts most: it is asked for in time and given when it has lapsed.
 */
final class LateStatements implements Rule {
  /** A server that has no answer after 8 seconds gives the connection up. */
  private static final Duration LONGEST = Duration.ofMillis(7_500);

  private static final List<Duration> OF_ONE_LEASE =
      List.of(Duration.ofMillis(2_400), Duration.ofMillis(6_000), LONGEST);

  private final Random random;
  private final Deque<Duration> next = new ArrayDeque<>();
  private boolean calm = true;
  private int late;

  LateStatements(long seed) {
    this.random = new Random(seed);
  }

  /** From now on nothing is late. */
  synchronized void calm() {
    calm = true;
    next.clear();
  }

  synchronized void storm() {
    calm = false;
  }

  synchronized int late() {
    return late;
  }

  @Override
  public synchronized Fate of(List<String> statements) {
    if (calm) {
      return Fate.FAIR;
    }
    Fate fate =
        statements.stream().anyMatch(LateStatements::isOfLease) ? ofLease(statements) : any();
    if (!fate.equals(Fate.FAIR)) {
      late++;
    }
    return fate;
  }

  /** What a lease's round asks: for the lease, for stops, and for what is lost. */
  private static boolean isOfLease(String statement) {
    return !statement.startsWith("WITH")
        && (statement.contains("lease_until") || statement.contains("stop_requested"));
  }

  private static boolean isRenewal(String statement) {
    return statement.contains("lease_until") && statement.startsWith("insert");
  }

  private Fate ofLease(List<String> statements) {
    boolean renewal = statements.stream().anyMatch(LateStatements::isRenewal);
    if (next.isEmpty() && renewal && random.nextInt(3) == 0) {
      // This one is in time; what follows takes until the next is asked for, and that one is late.
      List<Duration> order = new ArrayList<>(OF_ONE_LEASE);
      if (random.nextInt(3) == 0) {
        Collections.shuffle(order, random);
      }
      next.addAll(order);
      return Fate.FAIR;
    }
    if (next.isEmpty()) {
      return any();
    }
    return Fate.late(next.removeFirst(), Duration.ZERO);
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
