package dev.drover.device.flow;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.app.App;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.PostMaterials;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a flow works with during one attempt: a phone that is ready, the app on it, and the way to
 * report. Used on the attempt's own thread only.
 */
public interface FlowContext {

  /** The phone, for messages. */
  DeviceSerial serial();

  /** The phone's screen, with the app's profile in the phone's language. */
  Screen screen();

  /** The app that the flow works in. */
  App app();

  /** The Android package of the app on this phone: a clone has a package of its own. */
  PackageName packageName();

  /** The account that the app is logged in with; empty for whichever is there. */
  Optional<Username> account();

  /**
   * Reports which account the app acts for, once that has been read: the actions of a task without
   * an account count against its budget.
   */
  void actsFor(Username username);

  /** Reports whether the app is logged in with the account, once the screen has shown it. */
  void loggedIn(boolean loggedIn);

  /** Puts files into the phone's gallery. */
  PhoneMedia media();

  /** What the next attempt has to know of the app. */
  AppNote note();

  /** The files that the script posts or attaches; empty for scripts without files. */
  Optional<PostMaterials> materials();

  /** Writes comments by a language model, where the operator has configured one. */
  CommentGenerator comments();

  RandomGenerator random();

  Clock clock();

  /**
   * Reports what the flow is about to do.
   *
   * @param description in plain words, such as {@code open the profile of @ann}
   * @param progress 0..100
   * @throws AttemptStopped if the attempt is to end now
   */
  void step(String description, int progress);

  /**
   * Counts an action against the account's budget of the day, for flows that go on without it where
   * the budget is used up. Others use {@link #decisiveTap(UiNode, AccountAction, String)}.
   *
   * @return false when the budget is used up: the action must not be taken then
   * @throws AttemptStopped if the attempt is to end now
   */
  boolean spend(AccountAction action);

  /**
   * Counts an action against the account's budget of the day, records the intent, and taps once.
   *
   * @param step such as {@code tap Follow}: what a failure afterwards names as interrupted
   * @throws FlowFailed if the budget is used up, or the app has restarted and may show another page
   *     that looks alike; nothing was tapped
   * @throws AttemptStopped if the attempt is to end now; nothing was tapped
   */
  void decisiveTap(UiNode button, AccountAction action, String step);

  /**
   * Records the intent, and taps once: a tap that can't be taken back is never repeated. Until
   * {@link #settle} the outcome of an attempt that fails is unknown.
   *
   * @param step as above
   * @throws AttemptStopped if the attempt is to end now; nothing was tapped
   */
  void decisiveTap(UiNode button, String step);

  /**
   * Taps once to confirm what the last decisive tap began, where the app asks once more. The intent
   * is the same, and still open.
   *
   * @throws IllegalStateException if no decisive tap is unsettled
   */
  void confirmDecisiveTap(UiNode button);

  /**
   * Records what came of the last decisive tap, once the screen has shown it. A flow that ends with
   * a result, or by a {@link FlowFailed} without effect, has said it by that.
   *
   * @param tookEffect false where the screen says that it did not happen
   */
  void settle(boolean tookEffect);
}
