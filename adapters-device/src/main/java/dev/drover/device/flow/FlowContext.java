package dev.drover.device.flow;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.app.App;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.AttemptResult;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a flow works with during one attempt: a prepared phone, its app, and the means to report.
 * Used on the attempt's own thread only.
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

  /**
   * The account that the app is logged in with; empty if the task names none and any account will
   * do.
   */
  Optional<Username> account();

  /**
   * Reports which account the app acts for, once that has been read: the actions of a task without
   * an account count against its budget.
   */
  void actsFor(Username username);

  /**
   * Reports that the account has a new name, once the app shows that: Drover calls it so from then
   * on.
   */
  void renamed(Username name);

  /** Reports whether the app is logged in with the account, once the screen has shown it. */
  void loggedIn(boolean loggedIn);

  /**
   * Reports all accounts that the app is logged in with, and notes it with the accounts that Drover
   * knows.
   *
   * @param names as the app's account switcher lists them, at most {@value
   *     dev.drover.domain.account.AppLogins#MOST}
   * @param complete false if some entry of that list could not be read
   * @param addMissing whether accounts that Drover does not know are stored
   * @throws AttemptStopped if the attempt is to end now
   */
  AccountMatch matchAccounts(List<Username> names, boolean complete, boolean addMissing);

  /** Puts files into the phone's gallery. */
  PhoneMedia media();

  /** What the next attempt needs to know about the app. */
  AppNote note();

  /** The files that the script posts or attaches; empty for scripts without files. */
  Optional<PostMaterials> materials();

  /** Generates comments, if the operator has configured a language model. */
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
   * Reports what the flow has chosen where the task leaves a choice, as soon as it has. People see
   * it with the task, so it must hold no secret.
   *
   * @throws AttemptStopped if the attempt is to end now
   */
  void chose(Choice.Name name, String value);

  /**
   * Counts an action against the account's daily budget, for flows that continue without the action
   * when the budget is used up. Other flows call {@link #decisiveTap(UiNode, AccountAction,
   * String)}.
   *
   * @return false if the budget is used up; the action must not be taken then
   * @throws AttemptStopped if the attempt is to end now
   */
  boolean spend(AccountAction action);

  /**
   * Counts an action against the account's daily budget, records the intent, and taps once.
   *
   * @param step the step in plain words, such as {@code tap Follow}, for the message if it is
   *     interrupted
   * @throws FlowFailed if the budget is used up, or the app has restarted and may show another page
   *     that looks alike; nothing was tapped
   * @throws AttemptStopped if the attempt is to end now; nothing was tapped
   */
  void decisiveTap(UiNode button, AccountAction action, String step);

  /**
   * Records the intent, and taps once. A tap that can't be undone is never repeated. Until {@link
   * #settle} is called, a failing attempt has an unknown outcome.
   *
   * @param step the step in plain words, for the message if it is interrupted
   * @throws AttemptStopped if the attempt is to end now; nothing was tapped
   */
  void decisiveTap(UiNode button, String step);

  /**
   * Taps once to confirm the last decisive tap, where the app asks for confirmation. Both taps
   * belong to one intent, which stays open.
   *
   * @throws IllegalStateException if no decisive tap is unsettled
   */
  void confirmDecisiveTap(UiNode button);

  /**
   * Records the result of the last decisive tap, once the screen has shown it. A flow that returns
   * a result or throws a {@link FlowFailed} without effect need not call this.
   *
   * @param tookEffect false if the screen says that the action did not happen
   */
  void settle(boolean tookEffect);

  /**
   * Hands the phone to the operator's program of the script, with the app open, and waits for the
   * program's end. The flow must not touch the phone meanwhile.
   *
   * @throws AttemptStopped if the attempt is to end now; the program has ended
   */
  AttemptResult runProgram();
}
