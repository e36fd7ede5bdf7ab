package dev.drover.domain.task;

/**
 * How an attempt failed.
 *
 * @param outcome its effect on the outside world
 * @param remark what happened, to which phone, and what to do, in plain words; never blank
 */
public record TaskFailure(FailureCode code, Outcome outcome, String remark) {
  public TaskFailure {
    if (remark.isBlank()) {
      throw new IllegalArgumentException("a failure says what happened");
    }
  }

  /** A pending task was cancelled by request. */
  public static final TaskFailure CANCELLED =
      withoutEffect(FailureCode.CANCELLED, "cancelled by request");

  /** A failure without effect on the outside world. */
  public static TaskFailure withoutEffect(FailureCode code, String remark) {
    return new TaskFailure(code, Outcome.NO_EFFECT, remark);
  }

  /**
   * The attempt ended after the intent to do {@code step} was committed; whether the step took
   * effect was not seen.
   */
  public static TaskFailure unknownAfter(String step) {
    return new TaskFailure(
        FailureCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "outcome unknown: interrupted after " + step);
  }

  /** Returns this failure with the effects in the journal added to its outcome and remark. */
  public TaskFailure after(IntentJournal journal) {
    return switch (journal.outcome()) {
      case NO_EFFECT -> this;
      case COMMITTED ->
          outcome == Outcome.NO_EFFECT
              ? new TaskFailure(code, Outcome.COMMITTED, remark + before(journal))
              : this;
      case UNKNOWN ->
          outcome == Outcome.UNKNOWN
              ? new TaskFailure(code, Outcome.UNKNOWN, remark + before(journal))
              : new TaskFailure(
                  code,
                  Outcome.UNKNOWN,
                  remark
                      + "; outcome unknown: interrupted after "
                      + journal.open().getLast().step()
                      + before(journal));
    };
  }

  private static String before(IntentJournal journal) {
    return journal.done().isEmpty()
        ? ""
        : "; before that these steps took effect: " + journal.doneInWords();
  }

  /** Tells whether another attempt can't do the work a second time. */
  public boolean retrySafe() {
    return outcome == Outcome.NO_EFFECT;
  }
}
