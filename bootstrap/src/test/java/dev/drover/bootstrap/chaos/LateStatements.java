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

  /** Longer than a server waits. */
  private static final Duration TOO_LONG = Duration.ofSeconds(10);

  private final Random random;
  private final Deque<Fate> next = new ArrayDeque<>();
  private final Deque<Fate> nextRenewals = new ArrayDeque<>();
  private boolean calm = true;
  private boolean aimed;
  private int late;

  LateStatements(long seed) {
    this.random = new Random(seed);
  }

  /** From now on nothing is late. */
  synchronized void calm() {
    calm = true;
    next.clear();
    nextRenewals.clear();
  }

  /** From now on statements come late; those of the lease first. */
  synchronized void storm() {
    calm = false;
    aimed = true;
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
    boolean idle = next.isEmpty() && nextRenewals.isEmpty();
    if (idle && renewal && (aimed || random.nextInt(3) == 0)) {
      // This one is in time; the next is given when the lease has lapsed.
      aimed = false;
      if (random.nextBoolean()) {
        List<Fate> round =
            new ArrayList<>(
                List.of(
                    Fate.late(Duration.ofMillis(2_400), Duration.ZERO),
                    Fate.late(Duration.ofMillis(6_000), Duration.ZERO),
                    Fate.late(LONGEST, Duration.ZERO)));
        if (random.nextInt(4) == 0) {
          Collections.shuffle(round, random);
        }
        next.addAll(round);
      } else {
        nextRenewals.addAll(List.of(Fate.lost(TOO_LONG), Fate.late(LONGEST, Duration.ZERO)));
      }
      return Fate.FAIR;
    }
    if (renewal && !nextRenewals.isEmpty()) {
      return nextRenewals.removeFirst();
    }
    return next.isEmpty() ? any() : next.removeFirst();
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
