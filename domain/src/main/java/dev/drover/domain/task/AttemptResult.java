package dev.drover.domain.task;

import java.util.Optional;

/** The result of a script on a phone. */
public sealed interface AttemptResult {

  /**
   * The phone is in the state that the script asks for.
   *
   * @param outcome {@code COMMITTED} if this attempt brought it there, {@code NO_EFFECT} if it was
   *     there before
   */
  record Succeeded(Outcome outcome, Optional<String> remark) implements AttemptResult {
    public Succeeded {
      if (outcome == Outcome.UNKNOWN) {
        throw new IllegalArgumentException("an unknown outcome is not a success");
      }
    }
  }

  record Failed(TaskFailure failure) implements AttemptResult {}
}
