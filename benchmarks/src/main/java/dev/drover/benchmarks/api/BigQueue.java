package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What reading a queue of a million tasks takes, beside one of 10,000. */
@Command(
    name = "big-queue",
    description = "P6: pages, filters, counts and events at 1,000,000 tasks, beside 10,000",
    mixinStandardHelpOptions = true)
public final class BigQueue extends Measurement {
  @Option(names = "--tasks", description = "In the big queue (default: 1,000,000).")
  private Optional<Integer> tasks = Optional.empty();

  @Option(names = "--requests", description = "Of each kind and round (default: 100).")
  private Optional<Integer> requests = Optional.empty();

  private final Map<String, Sample> big = new LinkedHashMap<>();
  private final Map<String, Sample> small = new LinkedHashMap<>();

  @Override
  public String rows() {
    return "P6";
  }

  @Override
  public List<Row> measure() throws Exception {
    int most = tasks.orElse(size(1_000_000, 20_000));
    int few = size(10_000, 2_000);
    int each = requests.orElse(size(100, 5));
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      DatabaseAddress large = postgres.create("large");
      DatabaseAddress little = postgres.create("little");
      say("filling " + most + " tasks ...");
      ManyTasks.fill(large, most);
      ManyTasks.fill(little, few);
      try (ServerProcess one =
              DroverServer.start(large, postgres.home().resolve("large"), Map.of());
          ServerProcess other =
              DroverServer.start(little, postgres.home().resolve("little"), Map.of())) {
        // The first round warms up, and does not count.
        for (int round = 0; round <= rounds(); round++) {
          ask(one, most, each, round == 0 ? new LinkedHashMap<>() : big);
          ask(other, few, each, round == 0 ? new LinkedHashMap<>() : small);
        }
      }
    }
    return table(most, few);
  }

  private List<Row> table(int most, int few) {
    say("| ms | " + most + ": half | 99 % | " + few + ": half | 99 % | ratio of halves |");
    say("|---|---|---|---|---|---|");
    List<Row> rows = new ArrayList<>();
    big.forEach(
        (kind, sample) -> {
          Sample beside = Optional.ofNullable(small.get(kind)).orElseThrow();
          double ratio = sample.median() / beside.median();
          say(
              String.format(
                  Locale.ROOT,
                  "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |",
                  kind,
                  sample.median(),
                  sample.quantile(0.99),
                  beside.median(),
                  beside.quantile(0.99),
                  ratio));
          String limit = "≤ 5 ms, ≤ 1.5 ×";
          boolean slow = sample.quantile(0.99) > 5;
          rows.add(
              new Row(
                  "P6",
                  kind + ", 99 %",
                  limit,
                  Sample.number(sample.quantile(0.99)) + " ms",
                  few + " tasks, medians: " + Sample.number(beside.median()) + " ms",
                  Sample.number(ratio),
                  slow
                      ? Goal.atMost(5, limit).judge(sample.quantile(0.99))
                      : Goal.atMost(1.5, limit).judge(ratio)));
        });
    return rows;
  }

  /** Each kind of question: what the list shows first, the middle, the end, and each filter. */
  private static Map<String, String> kinds(int tasks) {
    Map<String, String> kinds = new LinkedHashMap<>();
    String list = "/api/v1/task?page_size=20";
    kinds.put("first page", list);
    kinds.put("page in the middle", list + "&page=" + tasks / 40);
    kinds.put("last page", list + "&page=" + tasks / 20);
    kinds.put("keyset, in the middle", list + "&task_id_lt=" + tasks / 2);
    for (String status : List.of("pending", "running", "completed", "failed")) {
      kinds.put("status " + status, list + "&status=" + status);
    }
    kinds.put("status completed, middle", list + "&status=completed&page=" + tasks / 50);
    kinds.put("serial, common", list + "&serial=PHONE0");
    kinds.put("serial, rare", list + "&serial=PHONE199");
    kinds.put("serial, none", list + "&serial=NOPHONE");
    kinds.put("script, common", list + "&script_name=follow");
    kinds.put("script, rare", list + "&script_name=post");
    kinds.put("script, none", list + "&script_name=unfollow");
    kinds.put("source, common", list + "&source=api");
    kinds.put("source, rare", list + "&source=ui");
    kinds.put("username, common", list + "&username=user_0");
    kinds.put("username, rare", list + "&username=rare_user");
    kinds.put("username, none", list + "&username=nobody");
    kinds.put("batch", list + "&batch_id=" + (tasks / 200 * 100 + 1));
    kinds.put("ids", list + "&ids=1,2," + tasks / 2);
    kinds.put("failed on a phone", list + "&status=failed&serial=PHONE0");
    kinds.put("pending, script rare", list + "&status=pending&script_name=post");
    kinds.put("failed, source rare", list + "&status=failed&source=ui");
    kinds.put("stats", "/api/v1/task/stats");
    return kinds;
  }

  private static void ask(ServerProcess server, int tasks, int each, Map<String, Sample> into)
      throws IOException {
    for (Map.Entry<String, String> kind : kinds(tasks).entrySet()) {
      byte[] request = LoadClient.get(server.port(), kind.getValue());
      into.computeIfAbsent(kind.getKey(), _ -> new Sample())
          .addAll(
              LoadClient.run(server.port(), 1, () -> request, each, Duration.ofSeconds(30))
                  .millis());
    }
    into.computeIfAbsent("an event, after the answer that created its task", _ -> new Sample())
        .addAll(Events.measure(server.port(), each));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "One connection asks one question at a time, with the checks and the JSON of the API. Most"
            + " pages are in PostgreSQL's or the system's cache.");
  }
}
