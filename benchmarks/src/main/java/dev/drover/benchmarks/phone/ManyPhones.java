package dev.drover.benchmarks.phone;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a server takes of processor and memory for 10, 100 and 500 phones that follow users. */
@Command(
    name = "many-phones",
    description = "P8: processor time a follow, and memory, with 10, 100 and 500 virtual phones",
    mixinStandardHelpOptions = true)
public final class ManyPhones extends Measurement {
  private static final int[] COUNTS = {10, 100, 500};

  @Option(names = "--follows", description = "At each number of phones, at least (default: 200).")
  private Optional<Integer> follows = Optional.empty();

  @Override
  public String rows() {
    return "P8";
  }

  /**
   * One number of phones.
   *
   * @param cpuMillis of the server, a follow
   * @param idle megabytes before there was a task, {@code after} those after the last
   * @param failed follows that failed, of all
   */
  private record Measured(
      double cpuMillis, double idle, double after, double perSecond, int failed) {}

  @Override
  public List<Row> measure() throws Exception {
    int most = follows.orElse(size(200, 6));
    List<Measured> measured = new ArrayList<>();
    int[] counts = isQuick() ? new int[] {2, 3, 4} : COUNTS;
    say("| phones | ms of CPU a follow | MB idle | MB after | follows/s | failed |");
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int count : counts) {
        Measured each = measure(postgres, count, most);
        measured.add(each);
        say(
            String.join(
                " | ",
                Integer.toString(count),
                Sample.number(each.cpuMillis()),
                Sample.number(each.idle()),
                Sample.number(each.after()),
                Sample.number(each.perSecond()),
                Integer.toString(each.failed())));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      rows.add(
          Row.told(
              "P8",
              "processor time of the server a follow, "
                  + counts[i]
                  + " phones, "
                  + measured.get(i).failed()
                  + " follows failed",
              measured.get(i).cpuMillis(),
              "ms"));
    }
    int last = counts.length - 1;
    rows.add(
        Row.alone(
            "P8",
            "the same, " + counts[last] + " by " + counts[0] + " phones",
            Goal.atMost(1.2, "flat (≤ 1.2)"),
            measured.get(last).cpuMillis() / measured.getFirst().cpuMillis(),
            "×"));
    rows.add(
        Row.alone(
            "P8",
            "memory (RSS), idle, " + counts[0] + " phones",
            Goal.atMost(250, "≤ 250 MB"),
            measured.getFirst().idle(),
            "MB"));
    rows.add(
        Row.alone(
            "P8",
            "memory (RSS), " + counts[last] + " phones, after their follows",
            Goal.atMost(400, "≤ 400 MB"),
            measured.get(last).after(),
            "MB"));
    return rows;
  }

  private static Measured measure(BenchmarkPostgres postgres, int count, int most)
      throws Exception {
    try (VirtualPhones phones = VirtualPhones.start(count);
        ServerProcess server =
            DroverServer.start(
                postgres.create("phones_" + count),
                postgres.home().resolve("phones_" + count),
                Map.of("DROVER_DEVICES_CONNECT", phones.addresses()));
        ApiClient api = new ApiClient(server.port())) {
      api.awaitPhones(count);
      api.send("PUT", "/settings", "{\"daily_budget\":{\"follow\":10000}}");
      double idle = server.residentMegabytes();
      int each = Math.max(1, most / count);
      follow(api, phones, each, "warm");
      long began = System.nanoTime();
      double before = server.cpuSeconds();
      int failed = follow(api, phones, each, "user");
      double took = (System.nanoTime() - began) / 1e9;
      double cpu = server.cpuSeconds() - before;
      return new Measured(
          cpu * 1_000 / (each * count),
          idle,
          server.residentMegabytes(),
          each * count / took,
          failed);
    }
  }

  /**
   * Has each phone follow a number of users, and waits until all have.
   *
   * @return the follows that have failed so far: 500 phones on a few cores can be too late
   * @throws IOException if more than a tenth failed
   */
  private static int follow(ApiClient api, VirtualPhones phones, int each, String users)
      throws IOException, InterruptedException {
    String serials =
        phones.phones().stream()
            .map(phone -> '"' + phone.serial() + '"')
            .collect(Collectors.joining(","));
    String targets =
        IntStream.range(0, each)
            .mapToObj(i -> "\"@" + users + i + '"')
            .collect(Collectors.joining(","));
    JsonNode created =
        api.send(
            "POST",
            "/task",
            "{\"serials\":["
                + serials
                + "],\"script_name\":\"follow\",\"script_config\":{\"target_users\":["
                + targets
                + "],\"access_method\":\"direct\"}}");
    if (created.path("created_count").asInt() != each * phones.phones().size()) {
      throw new IOException("not every task was created: " + created);
    }
    JsonNode stats = api.get("/task/stats");
    while (stats.path("pending").asInt() + stats.path("running").asInt() > 0) {
      Thread.sleep(Duration.ofMillis(100));
      stats = api.get("/task/stats");
    }
    int failed = stats.path("failed").asInt();
    if (failed * 10 > stats.path("total").asInt()) {
      throw new IOException(
          "too many follows failed: " + stats + " " + api.get("/task?status=failed&page_size=3"));
    }
    return failed;
  }

  @Override
  public List<String> limits() {
    return List.of(
        "At most 100 phones run at one time, as the largest plan allows. The virtual phones share"
            + " the cores, so that follows a second say nothing.");
  }
}
