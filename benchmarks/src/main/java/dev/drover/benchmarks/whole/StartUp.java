package dev.drover.benchmarks.whole;

import dev.drover.benchmarks.api.BareHelidon;
import dev.drover.benchmarks.api.DroverServer;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the launcher's start to the first answer, beside a bare server with its own record. */
@Command(
    name = "start-up",
    description = "P10: how soon ./drover answers its first request",
    mixinStandardHelpOptions = true)
public final class StartUp extends Measurement {
  private static final String GIVEN = "with a given database";
  private static final String OWN = "with the embedded PostgreSQL, warm";
  private static final String FIRST = "the very first, with an empty home";
  private static final String UNRECORDED = "with a given database, without the recorded start";
  private static final String VERSION = "./drover --version";
  private static final String JVM = "an empty JVM";
  private static final String BARE = "bare Helidon + pgjdbc, recorded";

  /** What the bare server needs of this class path. */
  private static final List<String> LIBRARIES =
      List.of("helidon", "postgresql-", "HikariCP", "slf4j-api", "jackson-");

  @Option(
      names = "--launcher",
      description = "Drover's own, of a build that is done (default: ${DEFAULT-VALUE}).")
  private Path launcher = Path.of("../drover");

  @Option(names = "--starts", description = "Of each kind (default: 10).")
  private Optional<Integer> starts = Optional.empty();

  private final Map<String, Sample> samples = new LinkedHashMap<>();

  @Override
  public String rows() {
    return "P10";
  }

  @Override
  public List<String> missing() {
    return Files.isExecutable(launcher)
        ? List.of()
        : List.of(launcher + ": name Drover's launcher by --launcher");
  }

  @Override
  public List<Row> measure() throws Exception {
    int most = starts.orElse(size(10, 1));
    // Other commands do not wait for the record of a start.
    double _ = run(List.of(launcher.toString(), "rehearse"));
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      DatabaseAddress database = postgres.create("start_up");
      List<String> bare = recordedBare(postgres.home(), database);
      // The first of each kind makes the database and its tables; it is not counted.
      for (int round = 0; round <= most; round++) {
        boolean counts = round > 0;
        add(counts, GIVEN, start(postgres.home().resolve("given"), database(database), "on"));
        add(counts, BARE, bare(bare));
        add(counts, OWN, start(postgres.home().resolve("own"), List.of(), "on"));
        add(counts, FIRST, start(postgres.home().resolve("first_" + round), List.of(), "on"));
        add(counts, UNRECORDED, start(postgres.home().resolve("given"), database(database), "off"));
        add(counts, VERSION, run(List.of(launcher.toString(), "--version")));
        add(counts, JVM, run(List.of(java(), "-Xshare:auto", "-version")));
      }
    }
    say("| ms | half | 99 % | worst |");
    say("|---|---|---|---|");
    samples.forEach((kind, sample) -> say("| " + kind + " | " + sample.cells() + " |"));
    Sample bare = of(BARE);
    return List.of(
        row(GIVEN, Goal.atMost(1.3, "≤ 1.3 × bare Helidon"), bare),
        row(OWN, Goal.atMost(1.8, "≤ 1.8 × bare Helidon"), bare),
        row(FIRST, Goal.atMost(3, "≤ 3 × bare Helidon"), bare),
        Row.beside("P10", UNRECORDED, of(UNRECORDED), BARE, bare, "ms"),
        Row.told("P10", VERSION, of(VERSION).median(), "ms"),
        Row.told("P10", JVM + ", java -version", of(JVM).median(), "ms"));
  }

  private Row row(String kind, Goal goal, Sample bare) {
    return Row.ratio("P10", "start " + kind, goal, of(kind), BARE, bare, "ms");
  }

  private Sample of(String kind) {
    return samples.computeIfAbsent(kind, _ -> new Sample());
  }

  private void add(boolean counts, String kind, double millis) {
    if (counts) {
      of(kind).add(millis);
    }
  }

  private static List<String> database(DatabaseAddress address) {
    return List.of("--database-url", DroverServer.url(address));
  }

  private static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  /** Milliseconds until the first answer. */
  private double start(Path home, List<String> more, String recording)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of("--home", home.toString(), "--port", Integer.toString(port)));
    command.addAll(more);
    return timed(
        command,
        Map.of("DROVER_AOT", recording, "DROVER_DEVICES_ADB_SERVER", "127.0.0.1:1"),
        port,
        "/api/v1/license/check");
  }

  private static double timed(
      List<String> command, Map<String, String> environment, int port, String path)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (ServerProcess _ = ServerProcess.start(command, environment, port, path)) {
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  private static double run(List<String> command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  /**
   * Makes a jar of the bare server alone, and a record of its start. Returns the command without
   * the port.
   */
  private static List<String> recordedBare(Path home, DatabaseAddress database)
      throws IOException, InterruptedException {
    Path jar = home.resolve("bare.jar");
    String name = BareHelidon.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream into = new JarOutputStream(file);
        InputStream from =
            Objects.requireNonNull(StartUp.class.getClassLoader().getResourceAsStream(name))) {
      into.putNextEntry(new JarEntry(name));
      from.transferTo(into);
    }
    String path =
        jar
            + ":"
            + Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(
                    each ->
                        LIBRARIES.stream()
                            .anyMatch(Path.of(each).getFileName().toString()::startsWith))
                .collect(Collectors.joining(":"));
    Path record = home.resolve("bare.aot");
    List<String> arguments =
        List.of(
            database.jdbcUrl(),
            database.user().orElse(""),
            database.password().orElse(""),
            "SELECT 1 AS one, ?::bigint AS id");
    List<String> training =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:AOTCacheOutput=" + record,
                "-cp",
                path,
                BareHelidon.class.getName(),
                Integer.toString(ServerProcess.freePort())));
    training.addAll(arguments);
    int port = Integer.parseInt(training.get(training.size() - arguments.size() - 1));
    Process process =
        new ProcessBuilder(training)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!ServerProcess.answers(port, "/task/1")) {
      if (!process.isAlive()) {
        throw new IOException("the bare server did not start: " + String.join(" ", training));
      }
      Thread.sleep(20);
    }
    process.destroy();
    process.waitFor();
    if (!Files.exists(record)) {
      throw new IOException("the JVM made no record of the bare server's start");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xlog:aot*=off",
                "-XX:AOTCache=" + record,
                "-cp",
                path,
                BareHelidon.class.getName(),
                "0"));
    command.addAll(arguments);
    return command;
  }

  private static double bare(List<String> recorded) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    List<String> command =
        recorded.stream().map(each -> each.equals("0") ? Integer.toString(port) : each).toList();
    return timed(command, Map.of(), port, "/task/1");
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The bare server's first answer is a SELECT by its pool; Drover's is the licence's state."
            + " Files are in the system's cache.");
  }
}
