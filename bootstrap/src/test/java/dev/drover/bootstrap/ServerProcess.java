package dev.drover.bootstrap;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.testing.FixedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Drover as a separate process, as its users run it. */
public final class ServerProcess implements AutoCloseable {
  private static final Path OWN_GROUP = Path.of("/usr/bin/setsid");

  /**
   * So long a first start may take. It needs 9 s of a processor without a recorded start, and eight
   * classes of tests with several servers each share two slow ones.
   */
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(150);

  private final Process process;
  private final Path output;
  private final int port;

  private ServerProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Starts it without waiting. */
  public static ServerProcess launch(Path home, String... arguments) throws IOException {
    return launch(home, List.of(), Map.of(), arguments);
  }

  /**
   * Starts it without waiting.
   *
   * @param environment beside what every server under test is given
   */
  public static ServerProcess launch(
      Path home, Map<String, String> environment, String... arguments) throws IOException {
    return launch(home, List.of(), environment, arguments);
  }

  /**
   * The same.
   *
   * @param javaOptions after those that every server under test is given
   */
  public static ServerProcess launch(
      Path home, List<String> javaOptions, Map<String, String> environment, String... arguments)
      throws IOException {
    return launch(home, FixedPort.free(), List.of(), javaOptions, environment, arguments);
  }

  /**
   * Starts it without waiting, with less than it is usually given.
   *
   * @param heapMegabytes its largest heap
   * @param mostFiles that it may open, which it can't raise; 0 for what this process may
   */
  public static ServerProcess launchWithin(
      Path home, int heapMegabytes, int mostFiles, Map<String, String> environment)
      throws IOException {
    List<String> limited =
        mostFiles == 0
            ? List.of()
            : List.of("/bin/sh", "-c", "ulimit -n \"$0\" && exec \"$@\"", "" + mostFiles);
    return launch(
        home, FixedPort.free(), limited, List.of("-Xmx" + heapMegabytes + "m"), environment);
  }

  /** Starts a server of the version before this one without waiting. */
  static ServerProcess launchVersionBefore(
      Path home, Map<String, String> environment, String... arguments) throws IOException {
    return launch(
        home,
        FixedPort.free(),
        List.of(),
        ProgramUnderTest::commandOfVersionBefore,
        environment,
        arguments);
  }

  /**
   * The same at a port of one's choice.
   *
   * @param within a command that runs the server as its own process, such as {@code setpriv}
   */
  public static ServerProcess launch(
      Path home,
      int port,
      List<String> within,
      List<String> javaOptions,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    return launch(
        home,
        port,
        within,
        all -> ProgramUnderTest.command(javaOptions, all),
        environment,
        arguments);
  }

  /**
   * Starts it without waiting in a home without a database, so that a test sees what a start
   * creates there.
   */
  public static ServerProcess launchForTheFirstTime(
      Path home, int port, Map<String, String> environment, String... arguments)
      throws IOException {
    return launchIn(
        TestHome.at(home),
        port,
        List.of(),
        all -> ProgramUnderTest.command(List.of(), all),
        environment,
        arguments);
  }

  private static ServerProcess launch(
      Path home,
      int port,
      List<String> within,
      UnaryOperator<List<String>> program,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    boolean ownDatabase = !environment.containsKey("DROVER_DATABASE_URL");
    return launchIn(
        ownDatabase ? TestHome.withDatabase(home) : TestHome.at(home),
        port,
        within,
        program,
        environment,
        arguments);
  }

  private static ServerProcess launchIn(
      Path home,
      int port,
      List<String> within,
      UnaryOperator<List<String>> program,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    Path output = Files.createTempFile("drover-process", ".log");
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(OWN_GROUP)) {
      // As a shell gives each command.
      command.add(OWN_GROUP.toString());
    }
    command.addAll(within);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString(), "--port", Integer.toString(port)));
    command.addAll(program.apply(all));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("DROVER_DEVICES_ADB_SERVER", "127.0.0.1:1");
    builder.environment().put("DROVER_SHUTDOWN_GRACE_SECONDS", "1");
    // Tests ask as fast as they can.
    builder.environment().put("DROVER_RATE_LIMIT_PER_SECOND", "0");
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), output, port);
  }

  /** Starts it and waits for its first answer. */
  static ServerProcess start(Path home, String... arguments)
      throws IOException, InterruptedException {
    ServerProcess server = launch(home, arguments);
    server.awaitAnswer();
    return server;
  }

  /** The same with a heap of this size. */
  static ServerProcess startWithHeap(Path home, int megabytes)
      throws IOException, InterruptedException {
    ServerProcess server = launch(home, List.of("-Xmx" + megabytes + "m"), Map.of());
    server.awaitAnswer();
    return server;
  }

  /** Waits for its first answer. */
  public void awaitAnswer() throws InterruptedException {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (process.isAlive()) {
      try {
        if (api().get("/license/check").code() == 0) {
          return;
        }
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("no answer: " + output(), notYet);
        }
      }
      Passing.untilNextRequest();
    }
    throw new AssertionError("it ended: " + output());
  }

  Api api() {
    return new Api(port);
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Its own process and every one below it. */
  Set<ProcessHandle> family() {
    Set<ProcessHandle> family = process.descendants().collect(Collectors.toSet());
    family.add(process.toHandle());
    return family;
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  void terminate() {
    process.destroy();
  }

  /**
   * Sends it a signal.
   *
   * @param name such as {@code STOP}
   */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("it can't be sent SIG" + name + ": " + output());
    }
  }

  /** What a terminal does at Ctrl-C: it interrupts the server and whatever is in its group. */
  void interruptGroup() throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("its group can't be interrupted: " + output());
    }
  }

  /** Waits for its end, and answers every process that it had until then. */
  Set<ProcessHandle> familyUntilItsEnd() throws InterruptedException {
    Set<ProcessHandle> family = new HashSet<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not end: " + output());
      }
      family.addAll(family());
      Passing.untilNextLook();
    }
    return family;
  }

  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end: " + output());
    }
    return process.exitValue();
  }

  /** Waits for the server's PostgreSQL too: it writes into the home for a moment longer. */
  @Override
  public void close() {
    Set<ProcessHandle> others = process.descendants().collect(Collectors.toSet());
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
      for (ProcessHandle other : others) {
        other
            .onExit()
            .completeOnTimeout(other, 10, TimeUnit.SECONDS)
            .thenAccept(ProcessHandle::destroyForcibly)
            .get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a process of the server can't be ended", failed);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
