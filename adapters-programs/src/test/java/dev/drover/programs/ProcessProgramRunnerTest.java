package dev.drover.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.application.port.program.ProgramRunner;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.application.port.program.ProgramRunner.ProgramEnd;
import dev.drover.testkit.contract.ProgramRunnerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests programs as real processes of this machine. */
class ProcessProgramRunnerTest extends ProgramRunnerContract {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final boolean LINUX = Files.isReadable(Path.of("/proc/self/environ"));

  @TempDir private Path folder;

  private final Map<String, String> ofServer =
      new TreeMap<>(
          Map.of(
              "PATH", "/usr/local/bin:/usr/bin:/bin", "DROVER_DATABASE_URL", "postgres://secret"));

  private final List<ProcessHandle> observed = new CopyOnWriteArrayList<>();
  private ProcessProgramRunner runner;

  @BeforeEach
  void create() {
    runner = new ProcessProgramRunner(folder, ofServer);
  }

  @AfterEach
  void endWhatATestLeft() {
    observed.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  protected ProgramRunner runner() {
    return runner;
  }

  @Override
  protected Program writing(int exitCode, String... lines) {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("printf '%s\\n' \"$@\"; exit " + exitCode);
    command.add("sh");
    command.addAll(List.of(lines));
    return program(LONG, command);
  }

  @Override
  protected Program endless(Duration timeout) {
    return program(timeout, List.of("sh", "-c", "echo begun; exec sleep 300"));
  }

  @Override
  protected Program tellingOf(String name, Map<String, String> environment) {
    return new Program(
        List.of("sh", "-c", "printf '%s\\n' \"$" + name + "\""),
        folder,
        environment,
        Map.of(),
        LONG);
  }

  @Override
  protected Program missing() {
    return program(LONG, List.of("./missing.sh"));
  }

  private Program program(Duration timeout, List<String> command) {
    return new Program(command, folder, Map.of(), Map.of(), timeout);
  }

  private Program shell(String script) {
    return program(LONG, List.of("sh", "-c", script));
  }

  private List<String> linesOf(Program program) throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();
    ProgramEnd end = runner.run(program, lines::add, _ -> {});
    assertThat(end).isEqualTo(new ProgramEnd.Exited(0));
    return lines;
  }

  @Test
  void a_program_sees_a_few_names_of_the_servers_environment_and_no_secret()
      throws InterruptedException {
    ofServer.put("HOME", "/home/op");
    ofServer.put("DROVER_SECRET_KEY", "very secret");
    ofServer.put("JAVA_TOOL_OPTIONS", "-Dx=y");
    runner = new ProcessProgramRunner(folder, ofServer);

    List<String> names =
        linesOf(new Program(List.of("env"), folder, Map.of("DROVER_SERIAL", "R58"), Map.of(), LONG))
            .stream()
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();

    assertThat(names)
        .containsExactlyInAnyOrder(
            "PATH",
            "HOME",
            "PYTHONUNBUFFERED",
            "PYTHONDONTWRITEBYTECODE",
            "DROVER_SERIAL",
            "DROVER_SCRIPT_CONFIG",
            "DROVER_PROGRAM_RUN");
  }

  @Test
  void arguments_and_parameters_arrive_as_they_are() throws InterruptedException {
    String sharp = "$(touch hacked); `id` && \"x\" 'y' * \\ \n> z";

    List<String> lines =
        linesOf(
            new Program(
                List.of(
                    "python3",
                    "-c",
                    """
                    import json, os, sys
                    print(ascii(sys.argv[1]))
                    print(ascii(json.loads(os.environ['DROVER_SCRIPT_CONFIG'])['text']))
                    """,
                    sharp),
                folder,
                Map.of(),
                Map.of("text", sharp, "count", 3),
                LONG));

    String expected = "'$(touch hacked); `id` && \"x\" \\'y\\' * \\\\ \\n> z'";
    assertThat(lines).containsExactly(expected, expected);
    assertThat(folder.resolve("hacked")).doesNotExist();
  }

  @Test
  void a_line_is_told_as_soon_as_it_is_written() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    start(shell("echo first; echo error >&2; read answer < pipe; printf last"), lines, ends);

    assertThat(next(lines)).isEqualTo("first");
    assertThat(next(lines)).isEqualTo("error");
    assertThat(ends).isEmpty();
    Files.writeString(pipe, "go on\n");

    assertThat(next(lines)).isEqualTo("last");
    assertThat(next(ends)).isEqualTo(new ProgramEnd.Exited(0));
  }

  @Test
  void a_program_can_read_no_input_and_starts_in_its_folder() throws InterruptedException {
    assertThat(linesOf(shell("cat; pwd -P")))
        .singleElement()
        .asString()
        .endsWith(String.valueOf(folder.getFileName()));
  }

  @Test
  void a_program_that_ignores_sigterm_is_killed_within_two_seconds() throws InterruptedException {
    assertThat(secondsToStop(shell("trap '' TERM; echo $$; while :; do sleep 1; done")))
        .isLessThan(TWO_SECONDS);
  }

  @Test
  void a_program_may_tidy_up_when_it_is_stopped() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    AtomicReference<Runnable> stop = new AtomicReference<>();
    start(
        shell("trap 'echo bye; exit 0' TERM; echo $$; while :; do sleep 0.05; done"),
        lines,
        ends,
        stop);
    observe(next(lines));

    stop.get().run();

    assertThat(next(ends)).isEqualTo(new ProgramEnd.Stopped());
    assertThat(lines).contains("bye");
  }

  @Test
  void a_child_that_outlives_a_stopped_program_is_ended() throws InterruptedException {
    assertThat(secondsToStop(shell("sleep 300 & echo $!; trap 'exit 0' TERM; wait")))
        .isLessThan(TWO_SECONDS);
  }

  @Test
  void a_child_in_a_session_of_its_own_whose_parent_has_ended_is_ended_with_the_program()
      throws InterruptedException {
    assumeTrue(LINUX, "only there every process can be found");
    assertThat(
            secondsToStop(shell("(setsid sh -c 'echo $$; exec sleep 300' >&1 &) ; exec sleep 299")))
        .isLessThan(TWO_SECONDS);
  }

  @Test
  void a_child_with_an_empty_environment_whose_parent_has_ended_is_ended_with_the_program()
      throws InterruptedException {
    assumeTrue(LINUX, "only there every process can be found");
    assertThat(secondsToStop(shell("(env -i sh -c 'echo $$; exec sleep 300' &) ; exec sleep 299")))
        .isLessThan(TWO_SECONDS);
  }

  @Test
  void what_a_program_leaves_behind_is_ended_when_it_ends_by_itself() throws InterruptedException {
    assumeTrue(LINUX, "only there every process can be found");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    ProgramEnd end =
        runner.run(
            shell("(setsid sh -c 'echo $$; exec sleep 300' &); read a < /dev/null; sleep 0.1"),
            lines::add,
            _ -> {});

    assertThat(end).isEqualTo(new ProgramEnd.Exited(0));
    assertThat(isAlive(observe(next(lines)))).isFalse();
  }

  @Test
  void a_program_that_forks_again_and_again_is_ended() throws InterruptedException {
    assumeTrue(LINUX, "only there every process can be found");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    AtomicReference<Runnable> stop = new AtomicReference<>();
    // Each process starts the next and ends, as one that flees does.
    script("flee.sh", "trap '' TERM\necho $$ >> pids\nsleep 0.02\n\"./flee.sh\" &\n");
    start(
        shell("trap '' TERM; echo begun; ./flee.sh & while :; do sleep 0.2; done"),
        lines,
        ends,
        stop);
    assertThat(next(lines)).isEqualTo("begun");

    stop.get().run();

    assertThat(next(ends)).isEqualTo(new ProgramEnd.Stopped());
    assertThat(stillMarked()).isEmpty();
  }

  private void script(String name, String script) {
    try {
      Path file = folder.resolve(name);
      Files.writeString(file, "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void leftovers_of_a_killed_server_are_ended_and_those_of_other_homes_are_not() throws Exception {
    assumeTrue(LINUX, "only there every process can be found");
    Path otherHome = Files.createDirectory(folder.resolve("other"));
    ProcessProgramRunner other = new ProcessProgramRunner(otherHome, ofServer);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    AtomicReference<Runnable> stop = new AtomicReference<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ends.add(other.run(endless(LONG), lines::add, stop::set));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(next(lines)).isEqualTo("begun");
    String mark = linesOf(tellingOf("DROVER_PROGRAM_RUN", Map.of())).getFirst();
    ProcessBuilder left = new ProcessBuilder("setsid", "sleep", "300");
    left.environment().put("DROVER_PROGRAM_RUN", mark);
    Process leftover = left.start();
    observed.add(leftover.toHandle());

    runner.endLeftovers();

    assertThat(leftover.waitFor(2, TimeUnit.SECONDS)).isTrue();
    assertThat(ends).isEmpty();
    stop.get().run();
    assertThat(next(ends)).isEqualTo(new ProgramEnd.Stopped());
  }

  @Test
  void a_file_that_can_not_be_run_says_why() throws Exception {
    Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");

    assertThat(runner.run(program(LONG, List.of("./plain.sh")), _ -> {}, _ -> {}))
        .isEqualTo(
            new ProgramEnd.NotStarted(
                "./plain.sh: " + folder.resolve("plain.sh") + " is not executable (chmod u+x)"));
    assertThat(runner.run(program(LONG, List.of("no-such-program")), _ -> {}, _ -> {}))
        .isEqualTo(
            new ProgramEnd.NotStarted(
                "there is no program no-such-program on the path /usr/local/bin:/usr/bin:/bin"));
  }

  @Test
  void too_many_lines_are_cut_and_the_last_are_kept() throws InterruptedException {
    List<String> lines =
        linesOf(shell("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done"));

    assertThat(lines).hasSizeLessThan(600).contains("line 0", "line 499").endsWith("line 1999");
    assertThat(lines).anyMatch(line -> line.contains("were left out"));
  }

  /** Stops a program that writes the id of a process, and checks that this process has ended. */
  private Duration secondsToStop(Program program) throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BlockingQueue<ProgramEnd> ends = new LinkedBlockingQueue<>();
    AtomicReference<Runnable> stop = new AtomicReference<>();
    start(program, lines, ends, stop);
    ProcessHandle process = observe(next(lines));
    assertThat(isAlive(process)).isTrue();
    long stopped = System.nanoTime();

    stop.get().run();

    assertThat(next(ends)).isEqualTo(new ProgramEnd.Stopped());
    Duration took = Duration.ofNanos(System.nanoTime() - stopped);
    assertThat(isAlive(process)).isFalse();
    return took;
  }

  private void start(Program program, BlockingQueue<String> lines, BlockingQueue<ProgramEnd> ends) {
    start(program, lines, ends, new AtomicReference<>());
  }

  private void start(
      Program program,
      BlockingQueue<String> lines,
      BlockingQueue<ProgramEnd> ends,
      AtomicReference<Runnable> stop) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ends.add(runner.run(program, lines::add, stop::set));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private ProcessHandle observe(String id) {
    ProcessHandle process = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    observed.add(process);
    return process;
  }

  /** A process that has ended may wait for its parent's attention. */
  private static boolean isAlive(ProcessHandle process) {
    return process.isAlive()
        && !Optional.of(Path.of("/proc", Long.toString(process.pid()), "stat"))
            .filter(Files::exists)
            .map(ProcessProgramRunnerTest::content)
            .filter(stat -> stat.contains(") Z "))
            .isPresent();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private List<Path> stillMarked() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .filter(path -> content(path.resolve("cmdline")).contains("./flee.sh"))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
