package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.AttemptResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Adds two things to an attempt: whether a decisive tap is unsettled, in which case a failure has
 * an unknown outcome, and pauses that end when the attempt is stopped.
 */
public final class TrackedAttempt implements Attempt {
  private final Attempt attempt;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<String> intent = Optional.empty();
  private int progress;

  public TrackedAttempt(Attempt attempt) {
    this.attempt = attempt;
  }

  /** The last decisive step, while it is not settled. */
  Optional<String> intent() {
    return intent;
  }

  /** Whether it was stopped. */
  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public void step(String description, int newProgress) {
    progress = newProgress;
    attempt.step(description, newProgress);
  }

  /** Reports a step outside the plan, such as a dialog that was dismissed. */
  void note(String description) {
    attempt.step(description, progress);
  }

  @Override
  public void usesApp(PackageName app, String version) {
    attempt.usesApp(app, version);
  }

  @Override
  public boolean tries(InstalledApp app) {
    return attempt.tries(app);
  }

  @Override
  public void tried(InstalledApp app, Optional<String> lacks) {
    attempt.tried(app, lacks);
  }

  @Override
  public boolean spend(AccountAction action) {
    return attempt.spend(action);
  }

  @Override
  public void actsFor(PackageName app, Username username) {
    attempt.actsFor(app, username);
  }

  @Override
  public void renamed(PackageName app, Username name) {
    attempt.renamed(app, name);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    attempt.loggedIn(loggedIn);
  }

  @Override
  public AccountMatch matchAccounts(AppLogins logins, boolean addMissing) {
    return attempt.matchAccounts(logins, addMissing);
  }

  @Override
  public void chose(Choice choice) {
    attempt.chose(choice);
  }

  @Override
  public void commitIntent(String step) {
    attempt.commitIntent(step);
    intent = Optional.of(step);
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    attempt.settleIntent(tookEffect);
    intent = Optional.empty();
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    attempt.evidence(name, contentType, content);
  }

  @Override
  public AttemptResult runProgram(Optional<PackageName> app) {
    return attempt.runProgram(app);
  }

  @Override
  public boolean wantsProof() {
    return attempt.wantsProof();
  }

  @Override
  public void proof(String name, String contentType, byte[] content) {
    attempt.proof(name, contentType, content);
  }

  @Override
  public boolean mayGoOn() {
    return attempt.mayGoOn();
  }

  @Override
  public boolean mayTidyUp() {
    return attempt.mayTidyUp();
  }

  @Override
  public void onStop(Runnable abort) {
    attempt.onStop(
        () -> {
          stopped.countDown();
          abort.run();
        });
  }

  /**
   * Lets time pass.
   *
   * @throws AttemptStopped as soon as the attempt is stopped
   */
  void pause(Duration duration) {
    try {
      if (stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AttemptStopped("stopped while waiting");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AttemptStopped("interrupted while waiting");
    }
  }
}
