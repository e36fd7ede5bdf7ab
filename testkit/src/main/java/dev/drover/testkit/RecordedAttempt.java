package dev.drover.testkit;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An attempt that records what a device adapter reports, and stops when a test asks for it. */
public final class RecordedAttempt implements Attempt {
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final List<Integer> progress = new CopyOnWriteArrayList<>();
  private final List<String> intents = new CopyOnWriteArrayList<>();
  private final List<Username> accounts = new CopyOnWriteArrayList<>();
  private final List<Boolean> logins = new CopyOnWriteArrayList<>();
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> evidence = new ConcurrentHashMap<>();
  private volatile Consumer<String> atStep = _ -> {};
  private volatile boolean refusesIntents;

  /** These are guarded by this. */
  private final Map<AccountAction, Integer> allowed = new EnumMap<>(AccountAction.class);

  private Optional<Runnable> abort = Optional.empty();
  private boolean stopped;

  /** Has something done after each step, and after each intent, as soon as it is kept. */
  public RecordedAttempt at(Consumer<String> action) {
    atStep = action;
    return this;
  }

  /** Limits how many actions of this kind the account may take. */
  public synchronized RecordedAttempt allowing(AccountAction action, int count) {
    allowed.put(action, count);
    return this;
  }

  /** Refuses every intent, as if another attempt had taken this one's place. */
  public RecordedAttempt refusingIntents() {
    refusesIntents = true;
    return this;
  }

  /** Stops the attempt. */
  public synchronized void stop() {
    stopped = true;
    abort.ifPresent(Runnable::run);
  }

  /** Returns the descriptions of the steps. */
  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** Returns how far it had come at each step. */
  public List<Integer> progress() {
    return List.copyOf(progress);
  }

  /** Returns the first intent. */
  public Optional<String> intent() {
    return intents.stream().findFirst();
  }

  public List<String> intents() {
    return List.copyOf(intents);
  }

  /** Returns what came of intents, such as {@code tap Follow: done}. */
  public List<String> settled() {
    return List.copyOf(settled);
  }

  /** Returns the accounts that the app was said to act for. */
  public List<Username> accounts() {
    return List.copyOf(accounts);
  }

  /** Returns whether the app was said to be logged in, each time. */
  public List<Boolean> logins() {
    return List.copyOf(logins);
  }

  /** Returns {@code step}, {@code intent} and {@code settled} in the order in which they came. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** Returns the files that were kept, by name. */
  public Map<String, byte[]> evidence() {
    return Map.copyOf(evidence);
  }

  /** Returns a kept file as text; empty if there is none. */
  public String evidenceText(String name) {
    return new String(evidence.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  @Override
  public void step(String description, int newProgress) {
    refuseIfStopped();
    steps.add(description);
    progress.add(newProgress);
    events.add("step");
    atStep.accept(description);
    refuseIfStopped();
  }

  @Override
  public synchronized boolean spend(AccountAction action) {
    refuseIfStopped();
    int left = allowed.getOrDefault(action, Integer.MAX_VALUE);
    allowed.put(action, left - 1);
    return left > 0;
  }

  @Override
  public void actsFor(PackageName app, Username username) {
    refuseIfStopped();
    accounts.add(username);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    logins.add(loggedIn);
  }

  @Override
  public void commitIntent(String step) {
    if (refusesIntents) {
      stop();
    }
    refuseIfStopped();
    intents.add(step);
    events.add("intent");
    // A stop from here on comes after the intent was accepted.
    atStep.accept(step);
  }

  @Override
  public void settleIntent(boolean tookEffect) {
    settled.add(intents.getLast() + (tookEffect ? ": done" : ": not done"));
    events.add("settled");
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    if (!name.matches("[A-Za-z0-9._-]+") || !contentType.contains("/")) {
      throw new IllegalArgumentException(name + " of type " + contentType + " can't be kept");
    }
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
  public synchronized void onStop(Runnable action) {
    abort = Optional.of(action);
    if (stopped) {
      action.run();
    }
  }

  private synchronized void refuseIfStopped() {
    if (stopped) {
      throw new AttemptStopped("stopped by the test");
    }
  }
}
