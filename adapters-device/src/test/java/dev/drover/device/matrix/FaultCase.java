package dev.drover.device.matrix;

import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.task.FailureCode;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Fault.Kind;
import dev.drover.virtualphone.fault.Fault.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A fault that occurs while a script runs.
 *
 * @param atTheStep whether it is armed when the script begins its decisive step, rather than before
 *     the attempt
 * @param agentsOwn whether only the agent can have it
 * @param mayFailWith the codes with which the script may fail; empty if the script must succeed
 */
record FaultCase(
    String name,
    boolean atTheStep,
    boolean agentsOwn,
    Ordered fault,
    Set<FailureCode> mayFailWith) {
  /** A run of any script reads the screen at least so often. */
  private static final int READS = 4;

  /** A run asks the agent at least so much. */
  private static final int REQUESTS = 8;

  private static final String SOURCE = "/source";
  private static final String CLICK = "gestures/click";

  FaultCase {
    mayFailWith = Set.copyOf(mayFailWith);
  }

  /** The fault as it is ordered for one script on one phone. */
  interface Ordered {
    Fault of(MatrixCell cell, RandomGenerator random);
  }

  /** Whether there is something on that phone that it can strike. */
  boolean canStrike(Setup setup) {
    return !agentsOwn || setup.source() == Way.AGENT;
  }

  static List<FaultCase> all() {
    List<FaultCase> all = new ArrayList<>();
    all.add(survived("none", (_, _) -> Fault.of(Kind.LATE, "nothing says this")));
    all.add(survived("late", (_, _) -> Fault.of(Kind.LATE, "").lasting(Duration.ofMillis(60))));
    all.add(
        survived("stall 2 s", (cell, random) -> at(cell, random, stall(Duration.ofSeconds(2)))));
    all.add(
        fails(
            "stall 90 s",
            (cell, random) -> at(cell, random, stall(Duration.ofSeconds(90))),
            FailureCode.DEVICE_LOST,
            FailureCode.DEVICE_ERROR,
            FailureCode.OUTCOME_UNKNOWN));
    for (Moment moment : Moment.values()) {
      all.add(
          fails(
              "cut " + name(moment),
              (cell, random) -> at(cell, random, Fault.cut("", moment)),
              FailureCode.DEVICE_LOST,
              FailureCode.DEVICE_ERROR,
              FailureCode.OUTCOME_UNKNOWN));
      all.add(
          new FaultCase(
              "cut " + name(moment) + " the step",
              true,
              false,
              (cell, _) -> Fault.cut(tap(cell), moment),
              Set.of(FailureCode.DEVICE_LOST, FailureCode.OUTCOME_UNKNOWN)));
    }
    all.add(
        fails(
            "offline 1 s",
            (cell, random) ->
                at(cell, random, Fault.of(Kind.OFFLINE, "").lasting(Duration.ofSeconds(1))),
            FailureCode.DEVICE_LOST,
            FailureCode.DEVICE_ERROR,
            FailureCode.OUTCOME_UNKNOWN));
    all.add(
        fails(
            "garbled",
            (cell, random) -> at(cell, random, Fault.of(Kind.GARBLE, "")),
            FailureCode.DEVICE_LOST,
            FailureCode.DEVICE_ERROR,
            FailureCode.ELEMENT_NOT_FOUND,
            FailureCode.APP_NOT_INSTALLED,
            FailureCode.OUTCOME_UNKNOWN));
    all.add(
        survived(
            "never idle, once",
            (_, random) ->
                skipping(random.nextInt(READS), "", Moment.BEFORE, Fault.of(Kind.NO_IDLE, ""))));
    all.add(
        fails(
            "never idle",
            (_, _) -> Fault.of(Kind.NO_IDLE, "").times(Fault.ALWAYS),
            FailureCode.DEVICE_ERROR));
    all.add(
        survived(
            "no window, once",
            (_, random) ->
                skipping(random.nextInt(READS), "", Moment.BEFORE, Fault.of(Kind.NULL_ROOT, ""))));
    all.add(
        fails(
            "no window",
            (_, _) -> Fault.of(Kind.NULL_ROOT, "").times(Fault.ALWAYS),
            FailureCode.DEVICE_ERROR));
    for (String popup : List.of("notifications", "update", "contacts", "permission")) {
      // A dialog may come just before the decisive tap, and take it.
      all.add(
          fails(
              "dialog " + popup,
              (cell, random) -> onRead(cell, random, Fault.popup(popup)),
              FailureCode.DEVICE_ERROR,
              FailureCode.OUTCOME_UNKNOWN));
    }
    for (String popup : List.of("crash", "anr")) {
      all.add(
          fails(
              "dialog " + popup,
              (cell, random) -> onRead(cell, random, Fault.popup(popup)),
              FailureCode.DEVICE_ERROR,
              FailureCode.ELEMENT_NOT_FOUND,
              FailureCode.OUTCOME_UNKNOWN));
    }
    for (Kind kind : List.of(Kind.LOGGED_OUT, Kind.VERIFICATION, Kind.SUSPENDED)) {
      all.add(
          fails(
              name(kind),
              (cell, random) -> onRead(cell, random, Fault.of(kind, "")),
              FailureCode.APP_BLOCKED));
    }
    all.add(
        fails(
            "too fast",
            (cell, _) -> Fault.of(Kind.TOO_FAST, cell.script().action()),
            FailureCode.APP_BLOCKED));
    all.add(
        fails(
            "refused",
            (cell, _) -> Fault.of(Kind.REFUSE, cell.script().action()),
            FailureCode.ACTION_REFUSED));
    all.add(
        fails(
            "words moved",
            (cell, _) -> Fault.moved(cell.script().label(cell.setup()), "Something else"),
            FailureCode.ELEMENT_NOT_FOUND,
            FailureCode.APP_VERSION_UNKNOWN));
    all.add(fails("disk full", (_, _) -> Fault.of(Kind.DISK_FULL, ""), FailureCode.DEVICE_ERROR));
    all.add(
        fails(
            "scan never ends", (_, _) -> Fault.of(Kind.SCAN_NEVER, ""), FailureCode.DEVICE_ERROR));
    all.add(
        fails(
            "upload stalls",
            (_, _) -> Fault.of(Kind.UPLOAD_STALLS, ""),
            FailureCode.OUTCOME_UNKNOWN));
    all.add(
        survived(
            "slow app", (_, _) -> Fault.of(Kind.SLOW_APP, "").lasting(Duration.ofMillis(1_200))));
    all.add(
        fails(
            "automation taken",
            (_, _) -> Fault.of(Kind.AUTOMATION_TAKEN, ""),
            FailureCode.DEVICE_ERROR));
    for (String what : List.of("comments", "caption_until_focused", "cells")) {
      all.add(survived("unreadable " + what, (_, _) -> Fault.unreadable(what)));
    }
    for (String what : List.of("comment_rows", "caption")) {
      all.add(
          fails(
              "unreadable " + what, (_, _) -> Fault.unreadable(what), FailureCode.OUTCOME_UNKNOWN));
    }
    all.addAll(agents());
    return List.copyOf(all);
  }

  private static List<FaultCase> agents() {
    List<FaultCase> all = new ArrayList<>();
    for (Kind kind :
        List.of(Kind.AGENT_DIES, Kind.AGENT_HANGS, Kind.AGENT_REFUSES, Kind.AGENT_GARBLES)) {
      all.add(
          agent(
              name(kind) + ", once",
              false,
              (_, random) ->
                  skipping(random.nextInt(REQUESTS), "", Moment.BEFORE, Fault.of(kind, "")),
              FailureCode.DEVICE_ERROR,
              FailureCode.OUTCOME_UNKNOWN));
      all.add(
          agent(
              name(kind) + " at the step",
              true,
              (_, _) -> Fault.of(kind, CLICK),
              FailureCode.OUTCOME_UNKNOWN));
    }
    all.add(
        agent(
            "agent dies after the step",
            true,
            (_, _) -> skipping(0, CLICK, Moment.AFTER, Fault.of(Kind.AGENT_DIES, CLICK)),
            FailureCode.OUTCOME_UNKNOWN));
    for (Kind kind : List.of(Kind.AGENT_DIES, Kind.AGENT_REFUSES, Kind.AGENT_GARBLES)) {
      all.add(
          agent(
              name(kind) + ", always",
              false,
              (_, _) -> Fault.of(kind, SOURCE).times(Fault.ALWAYS)));
    }
    return all;
  }

  private static FaultCase agent(
      String name, boolean atTheStep, Ordered fault, FailureCode... codes) {
    return new FaultCase(name, atTheStep, true, fault, Set.of(codes));
  }

  private static FaultCase survived(String name, Ordered fault) {
    return new FaultCase(name, false, false, fault, Set.of());
  }

  private static FaultCase fails(String name, Ordered fault, FailureCode... codes) {
    return new FaultCase(name, false, false, fault, Set.of(codes));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Fault stall(Duration duration) {
    return Fault.stall("", duration);
  }

  /** Any command of the script may be the one that it strikes. */
  private static Fault at(MatrixCell cell, RandomGenerator random, Fault fault) {
    return skipping(random.nextInt(cell.script().commands()), fault.match(), fault.moment(), fault);
  }

  /** One of the first looks at the screen brings it about. */
  private static Fault onRead(MatrixCell cell, RandomGenerator random, Fault fault) {
    String read =
        switch (cell.setup().source()) {
          case STOCK -> "uiautomator dump";
          case AGENT -> SOURCE;
        };
    return skipping(random.nextInt(READS), read, Moment.AFTER, fault);
  }

  private static String tap(MatrixCell cell) {
    return switch (cell.setup().source()) {
      case STOCK -> "input tap";
      case AGENT -> CLICK;
    };
  }

  private static Fault skipping(int skip, String match, Moment moment, Fault fault) {
    return new Fault(
        fault.kind(), match, skip, fault.times(), moment, fault.duration(), fault.name());
  }
}
