package dev.drover.application.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the processor time of all pictures below a number of cores. {@link #plan} spreads it ahead,
 * by what pictures have cost so far; {@link #begin} holds pictures back where that was wrong. Not
 * safe for use by several threads.
 */
final class PictureBudget {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What phones in focus take at most, of what others want too: nobody's wall stands still. */
  private static final double SHARE_OF_FOCUS = 0.75;

  private static final Duration LOAN = Duration.ofMillis(250);

  private final double cores;
  private final LongSupplier nanoTime;
  private long filledAt;

  /** The processor time that may be spent now, in nanoseconds; at most one second's. */
  private double left;

  /**
   * @param cores above 0
   * @param nanoTime as {@link System#nanoTime}
   */
  PictureBudget(double cores, LongSupplier nanoTime) {
    if (!(cores > 0)) {
      throw new IllegalArgumentException("a budget is more than no core");
    }
    this.cores = cores;
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
    this.left = cores * NANOS_PER_SECOND;
  }

  /**
   * What one phone would take.
   *
   * @param perSecond the pictures that are wished
   * @param cost what one is expected to cost
   */
  record Demand(double perSecond, Duration cost, boolean inFocus) {
    private double cores() {
      return perSecond * cost.toNanos() / NANOS_PER_SECOND;
    }
  }

  /**
   * By what the wished rates are multiplied.
   *
   * @param focus of phones in focus, above 0 to 1
   * @param others of all others, above 0 to 1
   */
  record Plan(double focus, double others) {
    double rate(Demand demand) {
      return demand.perSecond() * (demand.inFocus() ? focus : others);
    }
  }

  /** Spreads the budget: phones in focus first, the others evenly. */
  Plan plan(List<Demand> demands) {
    double focus = demands.stream().filter(Demand::inFocus).mapToDouble(Demand::cores).sum();
    double others =
        demands.stream().filter(demand -> !demand.inFocus()).mapToDouble(Demand::cores).sum();
    double forFocus =
        others > cores * (1 - SHARE_OF_FOCUS) ? cores * SHARE_OF_FOCUS : cores - others;
    double focusTakes = Math.min(focus, forFocus);
    return new Plan(part(focusTakes, focus), part(cores - focusTakes, others));
  }

  private static double part(double given, double wanted) {
    return wanted <= given ? 1 : given / wanted;
  }

  /** Whether a picture may begin now. A phone in focus may borrow what the others pay back. */
  boolean allows(boolean inFocus) {
    fill();
    return left > (inFocus ? -cores * LOAN.toNanos() : 0);
  }

  /** Sets aside what a picture is expected to cost. */
  void begin(Duration expected) {
    left -= expected.toNanos();
  }

  /** Puts the real cost in the place of the expected. */
  void end(Duration expected, Duration real) {
    left += expected.toNanos() - real.toNanos();
  }

  /** How long it takes until a picture may begin; zero if one may now. */
  Duration untilAllowed() {
    fill();
    return left > 0 ? Duration.ZERO : Duration.ofNanos((long) (-left / cores) + 1);
  }

  private void fill() {
    long now = nanoTime.getAsLong();
    left = Math.min(cores * NANOS_PER_SECOND, left + (now - filledAt) * cores);
    filledAt = now;
  }
}
