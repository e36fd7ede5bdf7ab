package dev.drover.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.application.port.program.ProgramRunner;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs as processes of this machine. Thread-safe. */
public final class ProcessProgramRunner implements ProgramRunner {
  private static final Logger log = LoggerFactory.getLogger(ProcessProgramRunner.class);

  /**
   * What programs need of the server's own environment to find others, their files, and the user's
   * language and time.
   */
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Marks all processes of a run. The value begins with what is the home's own. */
  private static final String MARK = "DROVER_PROGRAM_RUN";

  private static final String CONFIG = "DROVER_SCRIPT_CONFIG";

  /** After a stop, nothing of the program is left within a second. */
  private static final Duration GRACE = Duration.ofMillis(700);

  /** For what a program leaves behind after its own end. */
  private static final Duration GRACE_OF_LEFTOVERS = Duration.ofMillis(300);

  /** How long the last output may take to be read once every process has ended. */
  private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Keeps a Ctrl-C at the server's terminal from the programs, which the server itself ends. */
  private static final List<Path> SESSION_STARTERS =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String homeMark;
  private final Map<String, String> basic;
  private final Optional<Path> sessionStarter =
      SESSION_STARTERS.stream().filter(Files::isExecutable).findFirst();

  /**
   * @param home of the server
   * @param environment of the server, of which programs get a few names alone
   */
  public ProcessProgramRunner(Path home, Map<String, String> environment) {
    this.homeMark = MARK + "=" + fingerprint(real(home)) + ".";
    Map<String, String> kept = new TreeMap<>();
    kept.put("PATH", USUAL_PATH);
    INHERITED.forEach(
        name ->
            Optional.ofNullable(environment.get(name)).ifPresent(value -> kept.put(name, value)));
    // A log that is shown as it comes, and nothing written beside the programs.
    kept.put("PYTHONUNBUFFERED", "1");
    kept.put("PYTHONDONTWRITEBYTECODE", "1");
    this.basic = Map.copyOf(kept);
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException _) {
      return home.toAbsolutePath().normalize();
    }
  }

  private static String fingerprint(Path home) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(home.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /**
   * Ends what is left of the programs that a server with this home ran before, if it was killed.
   * Only where the system tells of all processes. To be called by the one server that has the home.
   */
  public void endLeftovers() {
    if (!ProcessTree.isSystemTelling()) {
      return;
    }
    int ended = ProcessTree.ofMarked(this::isOfThisHome).end(GRACE);
    if (ended > 0) {
      log.warn("{} process(es) of programs that this server's predecessor ran were ended", ended);
    }
  }

  private boolean isOfThisHome(String environment) {
    return ("\0" + environment).contains("\0" + homeMark);
  }

  /** What ended a program. */
  private enum Cause {
    EXIT,
    STOP,
    TIMEOUT
  }

  @Override
  public ProgramEnd run(Program program, Consumer<String> output, Consumer<Runnable> stopping)
      throws InterruptedException {
    CompletableFuture<Cause> ending = new CompletableFuture<>();
    stopping.accept(() -> ending.complete(Cause.STOP));
    if (ending.isDone()) {
      return new ProgramEnd.Stopped();
    }
    String run = homeMark + UUID.randomUUID();
    Map<String, String> environment = environment(program, run);
    Executable executable =
        Executable.find(
            program.command().getFirst(),
            program.folder(),
            environment.getOrDefault("PATH", USUAL_PATH));
    return switch (executable) {
      case Executable.Missing(String reason) -> new ProgramEnd.NotStarted(reason);
      case Executable.Found(Path file) -> {
        List<String> command = new ArrayList<>();
        sessionStarter.map(Path::toString).ifPresent(command::add);
        command.add(file.toString());
        command.addAll(program.command().subList(1, program.command().size()));
        Process process;
        try {
          process = start(command, program.folder(), environment);
        } catch (IOException failed) {
          yield new ProgramEnd.NotStarted(String.valueOf(failed.getMessage()));
        }
        yield follow(process, run, program, output, ending);
      }
    };
  }

  private Map<String, String> environment(Program program, String run) {
    Map<String, String> environment = new TreeMap<>(basic);
    environment.putAll(program.environment());
    environment.put(CONFIG, json(program.config()));
    environment.put(MARK, run.substring(run.indexOf('=') + 1));
    return environment;
  }

  private static String json(Map<String, Object> config) {
    try {
      return JSON.writeValueAsString(config);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("checked values are always JSON", impossible);
    }
  }

  private static Process start(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return builder.start();
  }

  private ProgramEnd follow(
      Process process,
      String run,
      Program program,
      Consumer<String> output,
      CompletableFuture<Cause> ending)
      throws InterruptedException {
    ProcessTree tree =
        ProcessTree.of(
            process.toHandle(),
            sessionStarter.isPresent(),
            environment -> ("\0" + environment).contains("\0" + run));
    ProgramOutput lines = ProgramOutput.of(process, output);
    Cause cause = Cause.STOP;
    try {
      var _ = process.onExit().thenRun(() -> ending.complete(Cause.EXIT));
      cause = awaited(ending, program.timeout(), tree);
    } finally {
      int ended = tree.end(cause == Cause.EXIT ? GRACE_OF_LEFTOVERS : GRACE);
      if (cause == Cause.EXIT && ended > 0) {
        log.info("{} process(es) that a program left behind were ended", ended);
      }
      lines.close(LAST_OUTPUT);
    }
    return switch (cause) {
      case EXIT -> new ProgramEnd.Exited(process.exitValue());
      case STOP -> new ProgramEnd.Stopped();
      case TIMEOUT -> new ProgramEnd.TimedOut(program.timeout());
    };
  }

  private static Cause awaited(CompletableFuture<Cause> ending, Duration timeout, ProcessTree tree)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean told = ProcessTree.isSystemTelling();
    while (true) {
      long left = timeout.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        return ending.complete(Cause.TIMEOUT) ? Cause.TIMEOUT : ending.join();
      }
      try {
        return ending.get(
            told ? left : Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        if (!told) {
          tree.look();
        }
      } catch (ExecutionException impossible) {
        throw new IllegalStateException("the end of a program has no failure", impossible);
      }
    }
  }
}
