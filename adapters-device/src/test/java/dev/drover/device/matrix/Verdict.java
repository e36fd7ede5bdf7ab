package dev.drover.device.matrix;

import dev.drover.device.flow.PhoneBench;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The judgement of an attempt, after its result was compared with the phone's own record.
 *
 * @param why the reason, for a kind that is wrong
 */
public record Verdict(Kind kind, String why) {
  private static final Set<FailureCode> SEEN_ON_THE_SCREEN =
      Set.of(
          FailureCode.ELEMENT_NOT_FOUND,
          FailureCode.APP_BLOCKED,
          FailureCode.ACTION_REFUSED,
          FailureCode.OUTCOME_UNKNOWN);

  public enum Kind {
    RIGHT_EFFECT,
    RIGHT_FAILURE,
    WRONG_EFFECT,
    WRONG_REPORT,
    STUCK
  }

  public boolean isRight() {
    return kind == Kind.RIGHT_EFFECT || kind == Kind.RIGHT_FAILURE;
  }

  /** The same, with the steps that led there and what happened on the phone. */
  public Verdict with(List<String> steps, List<Effect> effects) {
    return new Verdict(kind, why + "; steps " + steps + "; effects " + effects);
  }

  public static Verdict stuck(String why) {
    return new Verdict(Kind.STUCK, why);
  }

  public static Verdict wrongReport(String why) {
    return new Verdict(Kind.WRONG_REPORT, why);
  }

  /**
   * @param effects what happened on the phone since the run began
   */
  static Verdict of(
      MatrixCell cell, AttemptResult told, List<Effect> effects, RecordedAttempt run) {
    Optional<String> excess = cell.script().excess(cell.setup().platform(), effects);
    if (excess.isPresent()) {
      return new Verdict(Kind.WRONG_EFFECT, excess.get());
    }
    return switch (told) {
      case AttemptResult.Succeeded(Outcome outcome, Optional<String> remark) ->
          agrees(outcome, effects)
              ? new Verdict(Kind.RIGHT_EFFECT, "")
              : wrongReport("succeeded with " + outcome + " " + remark + ", but " + effects);
      case AttemptResult.Failed(TaskFailure failure) ->
          ofFailure(cell.fault(), failure, effects, run);
    };
  }

  private static Verdict ofFailure(
      FaultCase fault, TaskFailure failure, List<Effect> effects, RecordedAttempt run) {
    if (!agrees(failure.outcome(), effects)) {
      return wrongReport(failure + ", but " + effects);
    }
    if (!fault.mayFailWith().contains(failure.code())) {
      return wrongReport("unexpected " + failure);
    }
    if (!failure.remark().contains(PhoneBench.SERIAL.value())) {
      return wrongReport("which phone? " + failure.remark());
    }
    return neededEvidence(failure.code())
        .filter(name -> run.evidence().getOrDefault(name, new byte[0]).length == 0)
        .findFirst()
        .map(missing -> wrongReport("no " + missing + " for " + failure))
        .orElseGet(() -> new Verdict(Kind.RIGHT_FAILURE, failure.code().wireName()));
  }

  /** A phone that can't be reached gives no picture any more. */
  private static Stream<String> neededEvidence(FailureCode code) {
    if (code == FailureCode.DEVICE_LOST) {
      return Stream.of("failure.txt");
    }
    return SEEN_ON_THE_SCREEN.contains(code)
        ? Stream.of("failure.txt", "screen.png", "screen.xml")
        : Stream.of("failure.txt", "screen.png");
  }

  private static boolean agrees(Outcome outcome, List<Effect> effects) {
    return switch (outcome) {
      case NO_EFFECT -> effects.isEmpty();
      case COMMITTED -> !effects.isEmpty();
      case UNKNOWN -> true;
    };
  }
}
