package dev.drover.testkit;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An attempt that keeps what a device adapter tells of it, and ends when a test says so. */
public final class RecordedAttempt implements Attempt {
  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<String> intents = new CopyOnWriteArrayList<>();
  private final List<Username> accounts = new CopyOnWriteArrayList<>();
  private final List<Boolean> logins = new CopyOnWriteArrayList<>();
  private final List<Boolean> settled = new CopyOnWriteArrayList<>();
  private final List<String> evidence = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private Optional<Runnable> abort = Optional.empty();

  private volatile boolean stopped;

  /** What {@link Attempt#step} was told. */
  public record Step(String description, int progress) {}

  /** Has the attempt end, as a stop does. */
  public synchronized void stop() {
    stopped = true;
    abort.ifPresent(Runnable::run);
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  public List<String> intents() {
    return List.copyOf(intents);
  }

  /** What came of the intents that were settled. */
  public List<Boolean> settled() {
    return List.copyOf(settled);
  }

  /** The accounts that the app was said to act for. */
  public List<Username> accounts() {
    return List.copyOf(accounts);
  }

  /** Whether the app was said to be logged in. */
  public List<Boolean> logins() {
    return List.copyOf(logins);
  }

  /** The names of the files that were kept. */
  public List<String> evidence() {
    return List.copyOf(evidence);
  }

  @Override
  public void step(String description, int progress) {
    endIfStopped();
    steps.add(new Step(description, progress));
  }

  @Override
  public boolean spend(AccountAction action) {
    endIfStopped();
    return true;
  }

  @Override
  public void actsFor(PackageName app, Username username) {
    endIfStopped();
    accounts.add(username);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    logins.add(loggedIn);
  }

  @Override
  public void commitIntent(String step) {
    endIfStopped();
    intents.add(step);
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    settled.add(tookEffect);
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    evidence.add(name);
  }

  @Override
  public boolean mayGoOn() {
    return !stopped;
  }

  @Override
  public boolean mayTidyUp() {
    return true;
  }

  @Override
  public synchronized void onStop(Runnable action) {
    abort = Optional.of(action);
    if (stopped) {
      action.run();
    }
  }

  private void endIfStopped() {
    if (stopped) {
      throw new AttemptStopped("the test stopped it");
    }
  }
}
