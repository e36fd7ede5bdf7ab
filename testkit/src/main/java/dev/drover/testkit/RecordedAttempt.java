package dev.drover.testkit;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An attempt that records what a device adapter reports, and stops when a test asks for it. */
public final class RecordedAttempt implements Attempt {
  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<String> intents = new CopyOnWriteArrayList<>();
  private final List<Boolean> settled = new CopyOnWriteArrayList<>();
  private final List<String> evidence = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private Optional<Runnable> abort = Optional.empty();

  private volatile boolean stopped;

  /** A reported step. */
  public record Step(String description, int progress) {}

  /** Stops the attempt. */
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

  /** Returns, for each settled intent, whether it took effect. */
  public List<Boolean> settled() {
    return List.copyOf(settled);
  }

  /** Returns the names of the files that were stored as evidence. */
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
