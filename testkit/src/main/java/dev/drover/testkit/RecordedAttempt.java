package dev.drover.testkit;

import dev.drover.application.port.device.Attempt;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AccountMatch.Entry;
import dev.drover.domain.account.AccountMatch.State;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Choices;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** An attempt that records what a device adapter reports, and stops when a test asks for it. */
public final class RecordedAttempt implements Attempt {
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final List<Integer> progress = new CopyOnWriteArrayList<>();
  private final List<String> intents = new CopyOnWriteArrayList<>();
  private final List<Username> accounts = new CopyOnWriteArrayList<>();
  private final List<String> apps = new CopyOnWriteArrayList<>();
  private final List<AppLogins> matched = new CopyOnWriteArrayList<>();
  private final List<Boolean> logins = new CopyOnWriteArrayList<>();
  private final Map<Integer, Boolean> outcomes = new ConcurrentHashMap<>();
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> evidence = new ConcurrentHashMap<>();
  private final Map<String, byte[]> proof = new ConcurrentHashMap<>();
  private volatile boolean wantsProof = true;
  private final List<Username> names = new CopyOnWriteArrayList<>();
  private volatile Choices chosen = Choices.NONE;
  private volatile Consumer<String> atStep = _ -> {};
  private volatile boolean refusesIntents;
  private volatile Function<Optional<PackageName>, AttemptResult> program =
      _ -> {
        throw new IllegalStateException("this attempt has no program");
      };

  /** These are guarded by this. */
  private final Map<AccountAction, Integer> allowed = new EnumMap<>(AccountAction.class);

  private final List<Runnable> aborts = new ArrayList<>();
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

  /** Has no screens of success kept. */
  public RecordedAttempt withoutProof() {
    wantsProof = false;
    return this;
  }

  /** Stops the attempt. */
  public synchronized void stop() {
    stopped = true;
    aborts.forEach(Runnable::run);
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

  /** Returns the new names that the account was said to have. */
  public List<Username> names() {
    return List.copyOf(names);
  }

  /** Returns the apps that it was said to work in, such as {@code com.example.app 1.2}. */
  public List<String> apps() {
    return List.copyOf(apps);
  }

  /** Returns whether the app was said to be logged in, each time. */
  public List<Boolean> logins() {
    return List.copyOf(logins);
  }

  /** Returns the accounts that apps were said to be logged in with, each time. */
  public List<AppLogins> matched() {
    return List.copyOf(matched);
  }

  /**
   * Returns {@code step}, {@code chose}, {@code intent}, {@code settled}, {@code proof} and {@code
   * program} in the order in which they came.
   */
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

  /** Returns the journal of its intents. */
  public IntentJournal journal() {
    List<Intent> open = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (int number = 1; number <= intents.size(); number++) {
      Boolean tookEffect = outcomes.get(number);
      if (tookEffect == null) {
        open.add(new Intent(number, intents.get(number - 1)));
      } else if (tookEffect) {
        done.add(intents.get(number - 1));
      }
    }
    return new IntentJournal(intents.size(), done, open);
  }

  /** Returns what the queue would record: the result, with what the journal knows. */
  public AttemptResult asRecorded(AttemptResult told) {
    return switch (told) {
      case AttemptResult.Failed(TaskFailure failure) ->
          new AttemptResult.Failed(failure.after(journal()));
      case AttemptResult.Succeeded(Outcome _, Optional<String> remark)
          when journal().outcome() == Outcome.COMMITTED ->
          new AttemptResult.Succeeded(Outcome.COMMITTED, remark);
      case AttemptResult.Succeeded succeeded -> succeeded;
    };
  }

  /** Returns what was chosen. */
  public Choices chosen() {
    return chosen;
  }

  /** Returns the files that were kept of a success, by name. */
  public Map<String, byte[]> proof() {
    return Map.copyOf(proof);
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
  public void usesApp(PackageName app, String version) {
    apps.add(app + " " + version);
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
  public void renamed(PackageName app, Username name) {
    names.add(name);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    logins.add(loggedIn);
  }

  /** Knows no account. */
  @Override
  public AccountMatch matchAccounts(AppLogins read, boolean addMissing) {
    refuseIfStopped();
    matched.add(read);
    return new AccountMatch(
        read.usernames().stream()
            .map(name -> new Entry(name, addMissing ? State.ADDED : State.UNKNOWN))
            .toList());
  }

  @Override
  public void chose(Choice choice) {
    refuseIfStopped();
    chosen = chosen.with(choice);
    events.add("chose");
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
    outcomes.put(intents.size(), tookEffect);
    settled.add(intents.getLast() + (tookEffect ? ": done" : ": not done"));
    events.add("settled");
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    check(name, contentType);
    evidence.put(name, content);
  }

  @Override
  public boolean wantsProof() {
    return wantsProof;
  }

  @Override
  public void proof(String name, String contentType, byte[] content) {
    check(name, contentType);
    events.add("proof");
    if (wantsProof) {
      proof.put(name, content);
    }
  }

  private static void check(String name, String contentType) {
    if (!name.matches("[A-Za-z0-9._-]+") || !contentType.contains("/")) {
      throw new IllegalArgumentException(name + " of type " + contentType + " can't be kept");
    }
  }

  /** Sets how the attempt's program ends; it is given the app that was opened. */
  public RecordedAttempt program(Function<Optional<PackageName>, AttemptResult> run) {
    program = run;
    return this;
  }

  @Override
  public AttemptResult runProgram(Optional<PackageName> app) {
    refuseIfStopped();
    events.add("program");
    return program.apply(app);
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
    aborts.add(action);
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
