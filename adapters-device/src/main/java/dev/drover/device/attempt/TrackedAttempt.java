package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A run that remembers whether a decisive step is under way, so that whatever fails meanwhile is
 * told truly, and whose waits end when it is stopped.
 */
public final class TrackedAttempt implements Attempt {
  private final Attempt run;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<String> intent = Optional.empty();
  private int progress;

  public TrackedAttempt(Attempt run) {
    this.run = run;
  }

  /** The decisive step that was begun last, while nobody knows what came of it. */
  Optional<String> intent() {
    return intent;
  }

  /** Whether it was told to end at once. */
  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public void step(String description, int newProgress) {
    progress = newProgress;
    run.step(description, newProgress);
  }

  /** A step that nobody planned, such as a dialog that was waved off. */
  void note(String description) {
    run.step(description, progress);
  }

  @Override
  public boolean spend(AccountAction action) {
    return run.spend(action);
  }

  @Override
  public void commitIntent(String step) {
    run.commitIntent(step);
    intent = Optional.of(step);
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    run.settleIntent(tookEffect);
    intent = Optional.empty();
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    run.evidence(name, contentType, content);
  }

  @Override
  public boolean mayGoOn() {
    return run.mayGoOn();
  }

  @Override
  public boolean mayTidyUp() {
    return run.mayTidyUp();
  }

  @Override
  public void onStop(Runnable abort) {
    run.onStop(
        () -> {
          stopped.countDown();
          abort.run();
        });
  }

  /**
   * Lets time pass.
   *
   * @throws AttemptStopped as soon as the run is stopped
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
