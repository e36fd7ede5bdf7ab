package dev.drover.application.port.device;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.AttemptResult;
import java.util.Optional;

/**
 * What a script's flow tells of itself while it runs, and by which it is stopped. A flow uses it on
 * its own thread; {@link #onStop} actions are called on another.
 */
public interface Attempt {

  /**
   * Reports what the flow is about to do.
   *
   * @param description in plain words, such as {@code open the profile of @ann}
   * @param progress 0..100
   * @throws AttemptStopped if the run is to end now
   */
  void step(String description, int progress);

  /**
   * Reports in which app the attempt works, once that is known. Where it can't be recorded the run
   * goes on.
   *
   * @param version as the phone names it
   */
  void usesApp(PackageName app, String version);

  /**
   * Asks whether the attempt is to try this version of its app, before it does anything else in it:
   * to look whether the profile's main elements are there, change nothing, and say by {@link
   * #tried} how that went. Where nothing is known of the farm, a version is tried that the profile
   * does not list.
   *
   * @throws AttemptStopped if the run is to end now: another phone tries the version, or it failed
   */
  default boolean tries(InstalledApp app) {
    return !app.listed();
  }

  /**
   * Reports how the trial went.
   *
   * @param lacks the elements that are not there, by name; empty if all are
   */
  default void tried(InstalledApp app, Optional<String> lacks) {}

  /**
   * Counts an action that the flow is about to take against the day's budget of its account. To be
   * asked before each.
   *
   * @return false when the budget is used up: the action must not be taken then
   * @throws AttemptStopped if the run is to end now
   */
  boolean spend(AccountAction action);

  /**
   * Reports which account the app acts for, once that has been read. From then on the actions of an
   * attempt without an account of its own count against the budget of that account, if Drover knows
   * it, and what it posts counts as posted by that account. To be called before the first step that
   * can't be taken back.
   *
   * @param app in which it is logged in
   * @throws AttemptStopped if the run is to end now: the account has posted one of the files before
   */
  void actsFor(PackageName app, Username username);

  /**
   * Reports that the account that the app acts for has a new name, once the app shows that. Drover
   * then calls it so, too, and its tasks with it. Where another account has that name already, or
   * Drover does not know the account, nothing changes.
   *
   * @param app in which it is logged in
   */
  void renamed(PackageName app, Username name);

  /**
   * Reports whether the app is logged in with the attempt's account, once the screen has shown it.
   */
  void loggedIn(boolean loggedIn);

  /**
   * Reports all accounts that an app on the phone is logged in with, and notes it with the accounts
   * here. Nothing on the phone is changed by it, and a repeat is safe.
   *
   * @param addMissing whether accounts that are not known here are stored
   * @return what they are here
   * @throws AttemptStopped if the run is to end now
   */
  AccountMatch matchAccounts(AppLogins logins, boolean addMissing);

  /**
   * Records what the flow has chosen where its task leaves a choice, as soon as it has. People see
   * it with the task, whatever comes of the run; it must hold no secret. Where it can't be recorded
   * the run goes on.
   *
   * @throws AttemptStopped if the run is to end now
   */
  void chose(Choice choice);

  /**
   * Records that the flow is about to take a step that can't be taken back. To be called right
   * before each. A run that ends while one is not settled has an unknown outcome.
   *
   * @param step such as {@code tap Follow}
   * @throws AttemptStopped if the step must not be taken: the run is to end now, or another has
   *     taken its place
   */
  void commitIntent(String step);

  /**
   * Records what came of the step whose intent was committed last, once the screen has shown it. To
   * be left out where the screen does not tell. Where it can't be recorded the run goes on.
   *
   * @param tookEffect false where the screen says that the step did not happen
   */
  void settleIntent(boolean tookEffect);

  /**
   * Keeps what helps to find out why a run failed: a screenshot, a hierarchy. Keeping it never
   * fails a run; one of the same name takes the place of the one before.
   *
   * @param name a file's name of letters, digits, dots, hyphens and underscores, such as {@code
   *     screen.png}
   * @param contentType such as {@code image/png}
   */
  void evidence(String name, String contentType, byte[] content);

  /**
   * Runs the operator's program of this attempt, and waits for its end. The program drives the
   * phone by commands that reach the gateway's {@link DeviceGateway#control}; the flow must not
   * touch the phone meanwhile. For attempts whose script is a {@link
   * dev.drover.domain.script.program.ProgramScript} only.
   *
   * @param app the app that was opened for the program; empty if none was
   * @throws AttemptStopped if the run is to end now; the program has ended
   */
  AttemptResult runProgram(Optional<PackageName> app);

  /**
   * Whether the operator wants the last screen of runs whose step took effect, too: {@link #proof}.
   */
  boolean wantsProof();

  /**
   * Keeps what shows that a step took effect: the last screen of a run that has succeeded. The same
   * names and rules as of {@link #evidence}; nothing is kept unless {@link #wantsProof}.
   */
  void proof(String name, String contentType, byte[] content);

  /**
   * Whether the run may still touch its phone: not once it was stopped, or its node may have been
   * taken for dead. To be asked right before every command; may be asked on any thread.
   */
  boolean mayGoOn();

  /**
   * Whether the run may put back what it changed on its phone, a stopped one too, shortly: not once
   * another node may have taken the phone over.
   */
  boolean mayTidyUp();

  /**
   * Has {@code abort} called once when the run is to end at once; at once if it already is. It must
   * make calls to the phone that are under way fail soon, and may be called while the flow works.
   * Of several, each is called.
   */
  void onStop(Runnable abort);

  /** Ends a flow that must not go on. Not for flows to catch. */
  final class AttemptStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AttemptStopped(String message) {
      super(message);
    }
  }
}
