package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.program.ProgramRunner;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.application.port.program.ProgramRunner.ProgramEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every runner of programs does. */
public abstract class ProgramRunnerContract {
  /** Only a defect makes a test wait this long. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  protected static final Duration LONG = Duration.ofMinutes(5);

  /** The runner under test. */
  protected abstract ProgramRunner runner();

  /** A program that writes these lines and ends with this exit code. */
  protected abstract Program writing(int exitCode, String... lines);

  /** A program that writes the line {@code begun} and then waits to be ended. */
  protected abstract Program endless(Duration timeout);

  /** A program that writes the value of one name of its environment. */
  protected abstract Program tellingOf(String name, Map<String, String> environment);

  /** A program that is not there. */
  protected abstract Program missing();

  @Test
  void the_lines_and_the_exit_code_of_a_program_are_told() throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();

    ProgramEnd end = runner().run(writing(3, "one", "two"), lines::add, _ -> {});

    assertThat(end).isEqualTo(new ProgramEnd.Exited(3));
    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void a_program_has_the_environment_that_it_is_given() throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();

    ProgramEnd end =
        runner()
            .run(
                tellingOf("DROVER_SERIAL", Map.of("DROVER_SERIAL", "R58 $(id)")),
                lines::add,
                _ -> {});

    assertThat(end).isEqualTo(new ProgramEnd.Exited(0));
    assertThat(lines).containsExactly("R58 $(id)");
  }

  @Test
  void a_program_that_is_stopped_has_ended() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    AtomicReference<Runnable> stop = new AtomicReference<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    Thread running = start(endless(LONG), lines, stop, ends);
    assertThat(next(lines)).isEqualTo("begun");

    stop.get().run();
    stop.get().run();

    assertThat(next(ends)).isEqualTo(new ProgramEnd.Stopped());
    running.join();
    stop.get().run();
  }

  @Test
  void a_program_that_is_stopped_before_its_start_is_not_started() throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();

    ProgramEnd end = runner().run(writing(0, "never"), lines::add, Runnable::run);

    assertThat(end).isEqualTo(new ProgramEnd.Stopped());
    assertThat(lines).isEmpty();
  }

  @Test
  void a_program_that_takes_too_long_is_ended() throws InterruptedException {
    Duration timeout = Duration.ofMillis(50);

    ProgramEnd end = runner().run(endless(timeout), _ -> {}, _ -> {});

    assertThat(end).isEqualTo(new ProgramEnd.TimedOut(timeout));
  }

  @Test
  void a_program_ends_with_the_thread_that_waits_for_it() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    Thread running = start(endless(LONG), lines, new AtomicReference<>(), ends);
    assertThat(next(lines)).isEqualTo("begun");

    running.interrupt();

    assertThat(running.join(LONGEST_WAIT)).isTrue();
    assertThat(ends).isEmpty();
  }

  @Test
  void a_program_that_is_not_there_is_not_started() throws InterruptedException {
    ProgramEnd end = runner().run(missing(), _ -> {}, _ -> {});

    assertThat(end)
        .isInstanceOfSatisfying(
            ProgramEnd.NotStarted.class,
            notStarted -> assertThat(notStarted.reason()).contains(missing().command().getFirst()));
  }

  private Thread start(
      Program program,
      BlockingQueue<String> lines,
      AtomicReference<Runnable> stop,
      BlockingQueue<ProgramEnd> ends) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                ends.add(runner().run(program, lines::add, stop::set));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Returns the next of a queue. */
  protected static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }
}
