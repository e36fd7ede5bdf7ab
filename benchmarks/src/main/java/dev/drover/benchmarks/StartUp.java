package dev.drover.benchmarks;

import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the launcher's start to the first answer, with the JVM's record of a start and without. */
@Command(
    name = "start-up",
    description = "How soon ./drover answers its first request",
    mixinStandardHelpOptions = true)
final class StartUp implements Callable<Integer> {
  @Option(
      names = "--launcher",
      description = "Drover's own, of a build that is done (default: ${DEFAULT-VALUE}).")
  private Path launcher = Path.of("../drover");

  @Option(names = "--rounds", description = "Starts of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 10;

  @Override
  public Integer call() throws Exception {
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      String url = url(postgres.create("start_up"));
      Map<String, Sample> samples = new LinkedHashMap<>();
      // The first of each kind makes the database, its tables and the record; it is not counted.
      for (int round = 0; round <= rounds; round++) {
        for (String recording : List.of("on", "off")) {
          for (boolean given : new boolean[] {true, false}) {
            String kind =
                (given ? "a database given" : "its own PostgreSQL, warm")
                    + (recording.equals("on") ? "" : ", without the record");
            Path home = postgres.home().resolve(given ? "given" : "own");
            double took =
                start(home, given ? List.of("--database-url", url) : List.of(), recording);
            if (round > 0) {
              samples.computeIfAbsent(kind, _ -> new Sample()).add(took);
            }
          }
        }
      }
      System.out.println("| ms | half | 99 % | worst |");
      System.out.println("|---|---|---|---|");
      samples.forEach(
          (kind, sample) -> System.out.println("| " + kind + " | " + sample.cells() + " |"));
    }
    return 0;
  }

  private static String url(DatabaseAddress address) {
    return address.jdbcUrl()
        + "?user="
        + address.user().orElseThrow()
        + "&password="
        + address.password().orElseThrow();
  }

  /** Milliseconds until the first answer. */
  private double start(Path home, List<String> more, String recording)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of("--home", home.toString(), "--port", Integer.toString(port)));
    command.addAll(more);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DROVER_AOT", recording);
    builder.environment().put("DROVER_DEVICES_ADB_SERVER", "127.0.0.1:1");
    Path log = Files.createTempFile("drover-start", ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long begun = System.nanoTime();
    Process server = builder.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/license/check"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (!answers(client, question)) {
        if (!server.isAlive()) {
          throw new IOException("it ended: " + Files.readString(log));
        }
        Thread.sleep(Duration.ofMillis(2));
      }
      return (System.nanoTime() - begun) / 1e6;
    } finally {
      server.destroy();
      if (!server.waitFor(30, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      Files.delete(log);
    }
  }

  private static boolean answers(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
