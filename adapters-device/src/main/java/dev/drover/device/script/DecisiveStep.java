package dev.drover.device.script;

import dev.drover.application.port.ScriptRun;
import dev.drover.domain.device.AccountAction;
import dev.drover.domain.task.FailureCode;

/** What every flow does right before the tap that can't be taken back. */
final class DecisiveStep {
  private DecisiveStep() {}

  /**
   * Counts the action, then records the intent.
   *
   * @throws ScriptFailed if the account's budget of the day is used up
   */
  static void begin(ScriptRun run, AccountAction action, String step) {
    if (!run.spend(action)) {
      throw new ScriptFailed(
          FailureCode.BUDGET_EXHAUSTED,
          "daily budget used up: the account may take no "
              + action.wireName()
              + " today any more; the task goes on on its next day");
    }
    run.commitIntent(step);
  }
}
