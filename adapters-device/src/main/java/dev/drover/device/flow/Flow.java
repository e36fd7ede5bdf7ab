package dev.drover.device.flow;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.AttemptResult;

/**
 * Carries out one kind of script on a phone's screen. An implementation has a public constructor
 * without parameters, is listed in {@code META-INF/services/dev.drover.device.flow.Flow}, and keeps
 * no state between attempts: one instance serves all phones at once, from many threads.
 *
 * @param <S> the kind of script
 */
public interface Flow<S extends Script> {

  /** Returns the class of the scripts. No two flows may return the same. */
  Class<S> script();

  /**
   * Returns whether the app must act for the task's account before the flow begins. For one that
   * only reads what the app is logged in with, the account in use stays.
   */
  default boolean needsAccount() {
    return true;
  }

  /**
   * Does the script. When it is called, the phone is awake, its app is at a known page, and the
   * script's account is in use if the flow {@link #needsAccount}. Runs on the attempt's own thread.
   *
   * <p>Every tap that can't be taken back goes through {@link FlowContext#decisiveTap}. A flow
   * verifies the effect by what the screen shows afterwards.
   *
   * @return what came of it. {@link AttemptResult.Succeeded} says that the screen showed the result
   * @throws FlowFailed if it can't go on, for a reason that it knows. Exceptions of the screen,
   *     such as {@link dev.drover.device.screen.ElementNotFound}, may leave it as well: they become
   *     failures that tell what to repair
   * @throws AttemptStopped if the attempt is to end now; not for flows to catch
   */
  AttemptResult run(S script, FlowContext context);
}
