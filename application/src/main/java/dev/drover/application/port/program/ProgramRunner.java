package dev.drover.application.port.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs programs of the operator's on this machine. May be called from any thread. */
public interface ProgramRunner {

  /**
   * Starts a program without a shell, and waits until its whole process tree has ended. When this
   * method returns or throws, no process of the tree runs any more, as far as the operating system
   * tells, and {@code output} receives nothing more.
   *
   * @param output receives each line of the standard output and the standard error as it comes,
   *     without control characters and blank lines, on threads of the runner, one at a time. Long
   *     lines and too many lines are cut, and a line says so
   * @param stopping receives, before the program starts, what ends the program within a second,
   *     from any thread, as often as wanted
   * @return how it ended
   * @throws InterruptedException if the calling thread is interrupted; the program has ended
   */
  ProgramEnd run(Program program, Consumer<String> output, Consumer<Runnable> stopping)
      throws InterruptedException;

  /**
   * A program to run.
   *
   * @param command the program and its arguments, passed on as they are; at least the program
   * @param folder it is started in
   * @param environment all of it, beside what the runner adds: {@code config}, and what every
   *     program needs, such as {@code PATH}. Nothing else of the server's own environment comes in
   * @param config JDK values by their names, which the program gets as JSON
   * @param timeout after which its process tree is ended
   */
  record Program(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Map<String, Object> config,
      Duration timeout) {
    public Program {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
      if (command.isEmpty()) {
        throw new IllegalArgumentException("a program has a command");
      }
    }

    /** Shows the command alone: the rest may hold secrets. */
    @Override
    public String toString() {
      return "program " + command;
    }
  }

  /** How a program ended. */
  sealed interface ProgramEnd {
    record Exited(int code) implements ProgramEnd {}

    record TimedOut(Duration after) implements ProgramEnd {}

    /** It was ended by the runnable that {@code stopping} received. */
    record Stopped() implements ProgramEnd {}

    /**
     * It could not be started.
     *
     * @param reason for the user, such as {@code no such file: /opt/flow.py}
     */
    record NotStarted(String reason) implements ProgramEnd {}
  }
}
