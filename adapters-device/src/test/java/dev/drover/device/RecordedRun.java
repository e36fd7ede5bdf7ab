package dev.drover.device;

import dev.drover.application.port.ScriptRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A run that keeps what it is told, and can be stopped at a step. */
final class RecordedRun implements ScriptRun {
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> evidence = new ConcurrentHashMap<>();
  private final List<Runnable> aborts = new ArrayList<>();
  private Optional<String> intent = Optional.empty();
  private Consumer<String> atStep = step -> {};
  private boolean stopped;

  /** Has something done when the flow reports a step, or its intent. */
  RecordedRun at(Consumer<String> action) {
    atStep = action;
    return this;
  }

  List<String> steps() {
    return List.copyOf(steps);
  }

  Optional<String> intent() {
    return intent;
  }

  Map<String, byte[]> evidence() {
    return Map.copyOf(evidence);
  }

  String evidenceText(String name) {
    return new String(evidence.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  synchronized void stop() {
    stopped = true;
    aborts.forEach(Runnable::run);
  }

  @Override
  public void step(String description, int progress) {
    steps.add(description);
    atStep.accept(description);
    synchronized (this) {
      if (stopped) {
        throw new RunStopped("stopped by the test");
      }
    }
  }

  @Override
  public void commitIntent(String step) {
    intent = Optional.of(step);
    atStep.accept(step);
  }

  @Override
  public void evidence(String name, String contentType, byte[] content) {
    evidence.put(name, content);
  }

  @Override
  public boolean mayGoOn() {
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
