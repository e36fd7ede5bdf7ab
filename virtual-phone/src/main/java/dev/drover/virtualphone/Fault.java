package dev.drover.virtualphone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that goes wrong on order, when a shell command matches.
 *
 * @param match a part of the command; empty matches every command
 * @param skip how many matching commands pass before it strikes
 * @param times how often it strikes
 * @param moment before the command does anything, or after it was done but before it is answered
 * @param duration how long a stall lasts, or the phone is away
 */
public record Fault(
    Kind kind, String match, int skip, int times, Moment moment, Duration duration) {

  /** What goes wrong. */
  public enum Kind {
    /** The connection is cut. */
    CUT,
    /** Nothing comes for a while. */
    STALL,
    /** The phone leaves the network, and comes back after a while. */
    OFFLINE
  }

  /** When it goes wrong. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  public Fault {
    if (skip < 0 || times < 1 || duration.isNegative()) {
      throw new IllegalArgumentException("skip is at least 0, times at least 1, for_ms at least 0");
    }
  }

  public static Fault cut(String match, Moment moment) {
    return new Fault(Kind.CUT, match, 0, 1, moment, Duration.ZERO);
  }

  public static Fault stall(String match, Duration duration) {
    return new Fault(Kind.STALL, match, 0, 1, Moment.BEFORE, duration);
  }

  /** A fault that waits for its commands. */
  static final class Armed {
    private final Fault fault;
    private final AtomicInteger seen = new AtomicInteger();

    Armed(Fault fault) {
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }

    /** Whether this command, at this moment, is struck. */
    boolean strikes(String command, Moment moment) {
      if (moment != fault.moment() || !command.contains(fault.match())) {
        return false;
      }
      int number = seen.incrementAndGet();
      return number > fault.skip() && number <= fault.skip() + fault.times();
    }
  }
}
