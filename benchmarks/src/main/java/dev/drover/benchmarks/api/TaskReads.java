package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.NodePeer;
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
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many tasks a second the API tells, one a request. */
@Command(
    name = "task-reads",
    description = "P4: GET /task/{id} at 64 connections",
    mixinStandardHelpOptions = true)
public final class TaskReads extends Measurement {
  private static final long SEED = 42;
  private static final String OWN = "/api/v1/task/";
  private static final String BARE = "bare Helidon + pgjdbc, the same SELECT";
  private static final String FASTIFY = "Fastify + pg, the same SELECT";

  @Option(names = "--tasks", description = "In the database (default: 100,000).")
  private Optional<Integer> tasks = Optional.empty();

  @Option(names = "--connections", description = "(default: ${DEFAULT-VALUE})")
  private int connections = 64;

  @Option(names = "--seconds", description = "A round of each (default: 15).")
  private Optional<Integer> seconds = Optional.empty();

  @Override
  public String rows() {
    return "P4";
  }

  @Override
  public List<String> missing() {
    return NodePeer.missing();
  }

  /** Rates, and milliseconds of 99 of 100 requests, of each round. */
  private record Measured(Sample rate, Sample median, Sample ninetyNine) {
    Measured() {
      this(new Sample(), new Sample(), new Sample());
    }
  }

  @Override
  public List<Row> measure() throws Exception {
    int most = tasks.orElse(size(100_000, 2_000));
    int lasts = seconds.orElse(size(15, 2));
    NodePeer fastify = new NodePeer("fastify").installed();
    Map<String, Measured> measured = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      DatabaseAddress database = postgres.create("reads");
      ManyTasks.fill(database, most);
      int port = ServerProcess.freePort();
      try (ServerProcess own =
              DroverServer.start(database, postgres.home().resolve("drover"), Map.of());
          ServerProcess bare = DroverServer.bareHelidon(database);
          ServerProcess node =
              ServerProcess.of(
                  fastify.start(database, "server.mjs", port, ManyTasks.SELECT), port, "/ready")) {
        rows.addAll(client(bare, most, lasts));
        // The first round warms up, and does not count.
        for (int round = 0; round <= rounds(); round++) {
          Map<String, Measured> into = round == 0 ? new LinkedHashMap<>() : measured;
          measure(into, "Drover", own, OWN, most, lasts);
          measure(into, BARE, bare, "/task/", most, lasts);
          measure(into, FASTIFY, node, "/task/", most, lasts);
        }
      }
    }
    measured.forEach(
        (who, figures) ->
            say(
                who
                    + ": "
                    + figures.rate().cell("/s")
                    + ", half "
                    + figures.median().cell("ms")
                    + ", 99 % "
                    + figures.ninetyNine().cell("ms")));
    Measured own = at(measured, "Drover");
    Measured bare = at(measured, BARE);
    Measured node = at(measured, FASTIFY);
    String what = "GET /task/{id}, " + connections + " connections";
    rows.add(
        Row.ratio(
            "P4",
            what,
            Goal.atLeast(0.9, "≥ 0.9 × bare Helidon"),
            own.rate(),
            BARE,
            bare.rate(),
            "/s"));
    rows.add(
        Row.ratio(
            "P4",
            what + ", 99 %",
            Goal.atMost(1, "≤ Fastify + pg"),
            own.ninetyNine(),
            FASTIFY,
            node.ninetyNine(),
            "ms"));
    rows.add(Row.beside("P4", what, own.rate(), FASTIFY, node.rate(), "/s"));
    return rows;
  }

  private static Measured at(Map<String, Measured> measured, String who) {
    return measured.computeIfAbsent(who, _ -> new Measured());
  }

  private void measure(
      Map<String, Measured> into,
      String who,
      ServerProcess server,
      String path,
      int most,
      int lasts)
      throws IOException, InterruptedException {
    Measured figures = at(into, who);
    if (Wrk.isInstalled()) {
      Wrk.Result result = Wrk.run(server.port(), connections, path, most, lasts);
      figures.rate().add(result.perSecond());
      figures.median().add(result.median());
      figures.ninetyNine().add(result.ninetyNine());
    } else {
      LoadClient.Result result = load(server, path, most, lasts);
      figures.rate().add(result.perSecond());
      figures.median().add(result.millis().median());
      figures.ninetyNine().add(result.millis().quantile(0.99));
    }
  }

  private LoadClient.Result load(ServerProcess server, String path, int most, int lasts)
      throws IOException {
    Random random = new Random(SEED);
    return LoadClient.run(
        server.port(),
        connections,
        () -> LoadClient.get(server.port(), path + (1 + random.nextInt(most))),
        Long.MAX_VALUE,
        Duration.ofSeconds(lasts));
  }

  /** What the client itself can do: a constant answer of the bare server. */
  private List<Row> client(ServerProcess bare, int most, int lasts)
      throws IOException, InterruptedException {
    load(bare, "/ready/", most, lasts);
    Sample own = new Sample();
    own.add(load(bare, "/ready/", most, lasts).perSecond());
    String what = "the client alone: a constant answer of bare Helidon";
    if (!Wrk.isInstalled()) {
      return List.of(Row.told("P4", what, own.median(), "/s"));
    }
    Sample wrk = new Sample();
    wrk.add(Wrk.run(bare.port(), connections, "/ready/", most, lasts).perSecond());
    return List.of(
        Row.beside("P4", what + ", by the own client and by wrk", own, "wrk", wrk, "/s"));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The requests come from "
            + (Wrk.isInstalled() ? Wrk.class.getSimpleName().toLowerCase(Locale.ROOT) : "a client")
            + " on the same cores as server and database. Drover also tells attempts, steps,"
            + " choices, materials and obstacles of the task, and checks the request; the peers"
            + " tell the row alone.");
  }
}
