package dev.drover.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.benchmarks.api.DroverServer;
import dev.drover.benchmarks.measure.ApiClient;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.benchmarks.measure.VirtualPhones;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a server grows while it works for long and its phones fail now and then. */
@Command(
    name = "soak",
    description = "P11: an hour of work on 50 phones with faults; writes a CSV and a picture",
    mixinStandardHelpOptions = true)
public final class Soak extends Measurement {
  private static final long SEED = 11;

  /** The queue is filled up when it is shorter than this, a phone. */
  private static final int LEAST_QUEUED = 2;

  /** What goes wrong, on a random phone, every few seconds. */
  private static final List<String> FAULTS =
      List.of(
          "{\"kind\":\"cut\",\"match\":\"uiautomator\",\"moment\":\"after\"}",
          "{\"kind\":\"cut\",\"match\":\"input tap\",\"moment\":\"before\"}",
          "{\"kind\":\"stall\",\"match\":\"uiautomator\",\"for_ms\":3000}",
          "{\"kind\":\"offline\",\"for_ms\":5000}",
          "{\"kind\":\"garble\",\"match\":\"uiautomator\"}",
          "{\"kind\":\"no_idle\"}",
          "{\"kind\":\"null_root\"}",
          "{\"kind\":\"popup\",\"name\":\"survey\"}",
          "{\"kind\":\"popup\",\"name\":\"anr\"}");

  @Option(names = "--minutes", description = "How long (default: 60).")
  private Optional<Integer> minutes = Optional.empty();

  @Option(names = "--phones", description = "(default: 50)")
  private Optional<Integer> phones = Optional.empty();

  @Option(names = "--csv", description = "Written each minute (default: ${DEFAULT-VALUE}).")
  private Path csv = Path.of("target/soak.csv");

  @Option(names = "--picture", description = "Drawn at the end (default: ${DEFAULT-VALUE}).")
  private Path picture = Path.of("target/soak.png");

  @Override
  public String rows() {
    return "P11";
  }

  private static final double MOST_GROWTH = 1.1;
  private static final double HEAP_SLACK = 8;
  private static final double THREADS_SLACK = 4;
  private static final double FILES_SLACK = 20;
  private static final double CONNECTIONS_SLACK = 4;

  /** Time for caches to fill and code to be compiled, in minutes. */
  private static final int WARM_UP = 10;

  /**
   * A minute.
   *
   * @param heap what lives at its end, after a garbage collection, in MB
   * @param connections to the database
   */
  record Minute(
      double minute,
      double heap,
      double resident,
      double threads,
      double files,
      double connections,
      double tasksPerSecond) {}

  @Override
  public List<Row> measure() throws Exception {
    int count = phones.orElse(size(50, 3));
    // A short run has shorter "minutes".
    int slices = isQuick() ? 6 : minutes.orElse(60);
    Duration slice = isQuick() ? Duration.ofSeconds(5) : Duration.ofMinutes(1);
    List<Minute> all = new ArrayList<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres();
        VirtualPhones farm = VirtualPhones.start(count);
        ServerProcess server =
            DroverServer.start(
                postgres.create("soak"),
                postgres.home().resolve("soak"),
                Map.of(
                    "DROVER_DEVICES_CONNECT",
                    farm.addresses(),
                    "DROVER_DEVICES_QUARANTINE_AFTER",
                    "1000"));
        ApiClient api = new ApiClient(server.port());
        HttpClient control = HttpClient.newHttpClient()) {
      api.awaitPhones(count);
      api.send("PUT", "/settings", "{\"auto_retry\":true,\"daily_budget\":{\"follow\":10000}}");
      Random random = new Random(SEED);
      for (int i = 1; i <= slices; i++) {
        all.add(minute(i, slice, server, api, control, farm, random));
        say(all.getLast().toString());
        write(all);
      }
    }
    SoakPicture.draw(all, picture);
    return table(all, isQuick() ? 1 : Math.min(WARM_UP, slices / 3));
  }

  private static Minute minute(
      int number,
      Duration length,
      ServerProcess server,
      ApiClient api,
      HttpClient control,
      VirtualPhones farm,
      Random random)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    int before = ended(api.get("/task/stats"));
    while (System.nanoTime() < end) {
      fill(api, farm, number);
      inject(control, farm.phones().get(random.nextInt(farm.phones().size())), random);
      Thread.sleep(Duration.ofSeconds(1));
    }
    double resident = server.residentMegabytes();
    collectGarbage(server);
    String metrics = api.text("/observe/metrics");
    double megabyte = 1024.0 * 1024;
    return new Minute(
        number,
        sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / megabyte,
        resident,
        sum(metrics, "jvm_threads_live_threads"),
        sum(metrics, "process_files_open_files"),
        sum(metrics, "hikaricp_connections{"),
        (ended(api.get("/task/stats")) - before) / (length.toMillis() / 1e3));
  }

  /** Has the server's JVM collect all that is garbage, by the JDK's {@code jcmd}. */
  private static void collectGarbage(ServerProcess server)
      throws IOException, InterruptedException {
    Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
    int code =
        new ProcessBuilder(
                java.resolveSibling("jcmd").toString(), Long.toString(server.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("jcmd can't reach the server's JVM");
    }
  }

  private static int ended(JsonNode stats) {
    return stats.path("completed").asInt() + stats.path("failed").asInt();
  }

  private static void fill(ApiClient api, VirtualPhones farm, int number)
      throws IOException, InterruptedException {
    if (api.get("/task/stats").path("pending").asInt() >= LEAST_QUEUED * farm.phones().size()) {
      return;
    }
    String serials =
        farm.phones().stream()
            .map(phone -> '"' + phone.serial() + '"')
            .collect(Collectors.joining(","));
    long now = System.nanoTime();
    api.send(
        "POST",
        "/task",
        "{\"serials\":["
            + serials
            + "],\"script_name\":\"follow\",\"script_config\":{\"target_users\":[\"@u"
            + number
            + "_"
            + now
            + "\",\"@v"
            + number
            + "_"
            + now
            + "\"],\"access_method\":\"direct\"}}");
  }

  private static void inject(HttpClient control, VirtualPhones.Phone phone, Random random)
      throws IOException, InterruptedException {
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    int status =
        control
            .send(
                HttpRequest.newBuilder(URI.create(phone.control() + "/faults"))
                    .PUT(BodyPublishers.ofString(fault))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status >= 300) {
      throw new IOException("the virtual phone refuses " + fault);
    }
  }

  /** The sum of all values of a metric whose line begins so. */
  private static double sum(String metrics, String beginning) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void write(List<Minute> all) throws IOException {
    Optional<Path> folder = Optional.ofNullable(csv.toAbsolutePath().getParent());
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    List<String> lines = new ArrayList<>();
    lines.add("minute,heap_mb,resident_mb,threads,files,connections,tasks_per_second");
    for (Minute each : all) {
      lines.add(
          String.join(
              ",",
              List.of(
                  Double.toString(each.minute()),
                  Double.toString(each.heap()),
                  Double.toString(each.resident()),
                  Double.toString(each.threads()),
                  Double.toString(each.files()),
                  Double.toString(each.connections()),
                  Double.toString(each.tasksPerSecond()))));
    }
    Files.write(csv, lines);
  }

  /**
   * @param warmUp minutes that do not count
   */
  private static List<Row> table(List<Minute> all, int warmUp) {
    List<Minute> warm = all.subList(warmUp, all.size());
    List<Row> rows = new ArrayList<>();
    rows.add(growth(warm, "heap after a collection", "MB", HEAP_SLACK, Minute::heap));
    rows.add(growth(warm, "threads", "", THREADS_SLACK, Minute::threads));
    rows.add(growth(warm, "open files", "", FILES_SLACK, Minute::files));
    rows.add(
        growth(warm, "connections to the database", "", CONNECTIONS_SLACK, Minute::connections));
    rows.add(Row.told("P11", "memory (RSS) at the end", all.getLast().resident(), "MB"));
    Sample rate = new Sample();
    warm.forEach(each -> rate.add(each.tasksPerSecond()));
    rows.add(
        Row.told(
            "P11",
            "tasks a second, median of " + warm.size() + " minutes after the warm-up",
            rate.median(),
            "/s"));
    return rows;
  }

  /**
   * Compares the last third of the minutes with the first third, by their medians.
   *
   * @param slack what comes and goes by itself: pools, sockets, buffers
   */
  private static Row growth(
      List<Minute> warm, String what, String unit, double slack, ToDoubleFunction<Minute> value) {
    int third = Math.max(1, warm.size() / 3);
    Sample early = new Sample();
    Sample late = new Sample();
    warm.subList(0, third).forEach(each -> early.add(value.applyAsDouble(each)));
    warm.subList(warm.size() - third, warm.size())
        .forEach(each -> late.add(value.applyAsDouble(each)));
    Goal goal =
        Goal.atMost(
            Math.max(MOST_GROWTH, (early.median() + slack) / early.median()),
            "no growth (≤ " + MOST_GROWTH + " × or " + Sample.number(slack) + " " + unit + ")");
    return Row.ratio(
        "P11",
        "soak with faults: " + what + ", last third by the first after the warm-up",
        goal,
        late,
        "earlier",
        early,
        unit);
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The JVM is told to collect its garbage once a minute, and heap is what is left. Memory"
            + " (RSS) is read before that.");
  }
}
