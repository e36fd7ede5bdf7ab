package dev.drover.device;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A run that keeps what it is told, and can be stopped at a step. */
public final class RecordedAttempt implements Attempt {
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final List<Integer> progress = new CopyOnWriteArrayList<>();
  private final List<String> intents = new CopyOnWriteArrayList<>();
  private final List<Username> accounts = new CopyOnWriteArrayList<>();
  private final List<Boolean> logins = new CopyOnWriteArrayList<>();
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> evidence = new ConcurrentHashMap<>();
  private final Map<AccountAction, Integer> allowed = new EnumMap<>(AccountAction.class);
  private final List<Runnable> aborts = new ArrayList<>();
  private volatile Consumer<String> atStep = step -> {};
  private boolean stopped;

  /** Has something done when the flow reports a step, or its intent. */
  public RecordedAttempt at(Consumer<String> action) {
    atStep = action;
    return this;
  }

  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** How far it had come at each step. */
  public List<Integer> progress() {
    return List.copyOf(progress);
  }

  public Optional<String> intent() {
    return intents.stream().findFirst();
  }

  /** Every time that a decisive step was begun. */
  public List<String> intents() {
    return List.copyOf(intents);
  }

  public Map<String, byte[]> evidence() {
    return Map.copyOf(evidence);
  }

  public String evidenceText(String name) {
    return new String(evidence.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  /** The accounts that the app was said to act for. */
  public List<Username> accounts() {
    return List.copyOf(accounts);
  }

  /** Whether the app was said to be logged in. */
  public List<Boolean> logins() {
    return List.copyOf(logins);
  }

  public synchronized void stop() {
    stopped = true;
    aborts.forEach(Runnable::run);
  }

  @Override
  public void step(String description, int newProgress) {
    steps.add(description);
    progress.add(newProgress);
    atStep.accept(description);
    synchronized (this) {
      if (stopped) {
        throw new AttemptStopped("stopped by the test");
      }
    }
  }

  /** Has the budget of an action used up after so many. */
  public RecordedAttempt allowing(AccountAction action, int count) {
    allowed.put(action, count);
    return this;
  }

  @Override
  public synchronized boolean spend(AccountAction action) {
    int left = allowed.getOrDefault(action, Integer.MAX_VALUE);
    allowed.put(action, left - 1);
    return left > 0;
  }

  @Override
  public void actsFor(PackageName app, Username username) {
    accounts.add(username);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    logins.add(loggedIn);
  }

  @Override
  public void commitIntent(String step) {
    intents.add(step);
    atStep.accept(step);
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    settled.add(intents.getLast() + (tookEffect ? ": done" : ": not done"));
  }

  /** What came of decisive steps, such as {@code tap Follow: done}. */
  public List<String> settled() {
    return List.copyOf(settled);
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    evidence.put(name, content);
  }

  @Override
  public synchronized boolean mayGoOn() {
    return !stopped;
  }

  @Override
  public boolean mayTidyUp() {
    return true;
  }

  @Override
  public synchronized void onStop(Runnable abort) {
    aborts.add(abort);
    if (stopped) {
      abort.run();
    }
  }
}
