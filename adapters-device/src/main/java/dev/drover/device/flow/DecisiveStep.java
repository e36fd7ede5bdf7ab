package dev.drover.device.flow;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.task.FailureCode;

/** What every flow does right before the tap that can't be taken back. */
public final class DecisiveStep {
  private DecisiveStep() {}

  /**
   * Counts the action, then records the intent. What the flow comes to settles it.
   *
   * @throws FlowFailed if the app is not where the flow has led it any more, or the account's
   *     budget of the day is used up
   */
  public static void begin(FlowContext phone, Attempt run, AccountAction action, String step) {
    if (phone.screen().restarted()) {
      // It may have come up on a page that looks alike: another video, say.
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + phone.serial()
              + " crashed, and came up on another page; nothing was done: retry");
    }
    if (!run.spend(action)) {
      throw new FlowFailed(
          FailureCode.BUDGET_EXHAUSTED,
          "daily budget used up: the account may take no "
              + action.wireName()
              + " today any more; the task goes on on its next day");
    }
    run.commitIntent(step);
  }
}
