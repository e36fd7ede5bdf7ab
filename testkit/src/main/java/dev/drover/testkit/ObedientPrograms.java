package dev.drover.testkit;

import dev.drover.application.port.program.ProgramRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Programs that do what a test says, each on a thread of its own, which is interrupted when the
 * program is to end. Safe for use by any thread.
 */
public final class ObedientPrograms implements ProgramRunner {
  private final Map<String, Behaviour> known = new ConcurrentHashMap<>();
  private final List<Program> started = new CopyOnWriteArrayList<>();

  /** What a program does. */
  @FunctionalInterface
  public interface Behaviour {
    /**
     * @param output receives the program's lines
     * @return the exit code
     * @throws InterruptedException when the program is to end
     */
    int run(Program program, Consumer<String> output) throws InterruptedException;
  }

  /** Installs a program under a name. */
  public ObedientPrograms install(String name, Behaviour behaviour) {
    known.put(name, behaviour);
    return this;
  }

  /** Returns the programs that were started, in order. */
  public List<Program> started() {
    return List.copyOf(started);
  }

  private sealed interface Ending {
    record Exit(int code) implements Ending {}

    record Failure(Throwable thrown) implements Ending {}

    record Stop() implements Ending {}
  }

  @Override
  public ProgramEnd run(Program program, Consumer<String> output, Consumer<Runnable> stopping)
      throws InterruptedException {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    stopping.accept(() -> ending.complete(new Ending.Stop()));
    if (ending.isDone()) {
      return new ProgramEnd.Stopped();
    }
    String name = program.command().getFirst();
    Optional<Behaviour> behaviour = Optional.ofNullable(known.get(name));
    if (behaviour.isEmpty()) {
      return new ProgramEnd.NotStarted("there is no program " + name);
    }
    started.add(program);
    Thread own =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ending.complete(new Ending.Exit(behaviour.get().run(program, output)));
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  } catch (Throwable defect) {
                    ending.complete(new Ending.Failure(defect));
                  }
                });
    try {
      return switch (ending.get(program.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        case Ending.Exit(int code) -> new ProgramEnd.Exited(code);
        case Ending.Stop() -> new ProgramEnd.Stopped();
        case Ending.Failure(Throwable thrown) -> throw new AssertionError(name, thrown);
      };
    } catch (TimeoutException _) {
      return new ProgramEnd.TimedOut(program.timeout());
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    } finally {
      own.interrupt();
      own.join();
    }
  }
}
