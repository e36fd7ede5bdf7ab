package dev.drover.domain.task;

import java.util.Optional;

/** What a script's run on a phone came to. */
public sealed interface AttemptResult {

  /**
   * The phone is as the script wants it.
   *
   * @param outcome {@code COMMITTED} when this attempt did it, {@code NO_EFFECT} when it already
   *     was so
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
