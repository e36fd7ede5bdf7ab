package dev.drover.virtualphone.fault;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The armed faults. Safe for use by any thread. */
public final class Faults {
  private final Clock clock;
  private final List<Armed> armed = new ArrayList<>();

  public Faults(Clock clock) {
    this.clock = clock;
  }

  private static final class Armed {
    private final Fault fault;
    private final Instant since;
    private int seen;
    private Optional<Instant> holdsSince;

    Armed(Fault fault, Instant since) {
      this.fault = fault;
      this.since = since;
      this.holdsSince = fault.match().isEmpty() ? Optional.of(since) : Optional.empty();
    }

    boolean fits(String subject) {
      return fault.match().isEmpty()
          || (fault.kind().subject() == Fault.Subject.ACTION
              ? subject.equals(fault.match())
              : subject.contains(fault.match()));
    }

    boolean isOver(Instant from, Instant now) {
      return fault.kind().holdsForItsDuration()
          && fault.duration().isPositive()
          && !now.isBefore(from.plus(fault.duration()));
    }

    boolean strikes(String subject, Instant now) {
      if (!fits(subject) || isOver(since, now)) {
        return false;
      }
      seen++;
      return seen > fault.skip() && seen - fault.skip() <= fault.times();
    }
  }

  public synchronized void arm(Fault fault) {
    armed.add(new Armed(fault, clock.instant()));
  }

  public synchronized void disarmAll() {
    armed.clear();
  }

  public synchronized List<Fault> all() {
    return armed.stream().map(waiting -> waiting.fault).toList();
  }

  /** Returns the faults that strike this command now. A fault that is a state holds from now on. */
  public synchronized List<Fault> onCommand(String line, Fault.Moment moment) {
    List<Fault> struck = new ArrayList<>();
    for (Armed waiting : armed) {
      Fault fault = waiting.fault;
      if (fault.moment() == moment
          && isCommandsOwn(fault)
          && waiting.strikes(line, clock.instant())) {
        if (fault.kind().isState()) {
          waiting.holdsSince = Optional.of(clock.instant());
        } else {
          struck.add(fault);
        }
      }
    }
    return struck;
  }

  private static boolean isCommandsOwn(Fault fault) {
    return switch (fault.kind()) {
      case CUT, STALL, OFFLINE, LATE, GARBLE -> true;
      case POPUP,
          LOGGED_OUT,
          VERIFICATION,
          SUSPENDED,
          UPLOAD_STALLS,
          AUTOMATION_TAKEN,
          UNREADABLE ->
          !fault.match().isEmpty();
      case SAYS,
          NO_IDLE,
          NULL_ROOT,
          TOO_FAST,
          REFUSE,
          MOVED,
          DISK_FULL,
          SCAN_NEVER,
          SLOW_APP,
          AGENT_DIES,
          AGENT_HANGS,
          AGENT_REFUSES,
          AGENT_GARBLES ->
          false;
    };
  }

  /** Returns the fault of this kind that strikes now, if one does, and counts the strike. */
  public synchronized Optional<Fault> strike(Fault.Kind kind, String subject) {
    for (Armed waiting : armed) {
      if (waiting.fault.kind() == kind && waiting.strikes(subject, clock.instant())) {
        return Optional.of(waiting.fault);
      }
    }
    return Optional.empty();
  }

  /** Returns the popup for the next page, if one is armed, and counts the strike. */
  public synchronized Optional<String> nextPopup() {
    for (Armed waiting : armed) {
      if (waiting.fault.kind() == Fault.Kind.POPUP
          && waiting.fault.match().isEmpty()
          && waiting.strikes("", clock.instant())) {
        return Optional.of(waiting.fault.name());
      }
    }
    return Optional.empty();
  }

  /** Returns the fault of this kind that holds now, if one does, without counting. */
  public synchronized Optional<Fault> holding(Fault.Kind kind) {
    return allHolding(kind).findFirst();
  }

  /**
   * Returns whether the hierarchy leaves something out that apps show.
   *
   * @param what one of {@link Fault#UNREADABLES}
   */
  public synchronized boolean leavesOut(String what) {
    return allHolding(Fault.Kind.UNREADABLE).anyMatch(fault -> fault.name().equals(what));
  }

  private Stream<Fault> allHolding(Fault.Kind kind) {
    return armed.stream()
        .filter(waiting -> waiting.fault.kind() == kind)
        .filter(waiting -> kind == Fault.Kind.MOVED || waiting.holdsSince.isPresent())
        .filter(
            waiting -> !waiting.isOver(waiting.holdsSince.orElse(waiting.since), clock.instant()))
        .map(waiting -> waiting.fault);
  }
}
