package dev.drover.benchmarks.queue;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.NodePeer;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a task's creation to the begin of its script, while nothing else is to be done. */
@Command(
    name = "start-latency",
    description = "P2: how soon a new task begins on an idle farm",
    mixinStandardHelpOptions = true)
public final class StartLatency extends Measurement {
  private static final String SCHEDULER = "db-scheduler";
  private static final String GRAPHILE = "graphile-worker";
  private static final String BOSS = "pg-boss";
  private static final String JOBRUNR = "JobRunr";

  @Option(names = "--tasks", description = "Measured, of each and round (default: 1,000).")
  private Optional<Integer> someTasks = Optional.empty();

  @Option(names = "--warm-up", description = "Not measured (default: 500).")
  private Optional<Integer> some = Optional.empty();

  @Option(names = "--phones", description = "(default: ${DEFAULT-VALUE})")
  private int phones = 100;

  @Override
  public String rows() {
    return "P2";
  }

  @Override
  public List<String> missing() {
    return NodePeer.missing();
  }

  @Override
  public List<Row> measure() throws Exception {
    int tasks = someTasks.orElse(size(1_000, 100));
    int warmUp = some.orElse(size(500, 50));
    int slow = size(6, 2);
    NodePeer boss = new NodePeer("pg-boss").installed();
    NodePeer graphile = new NodePeer("graphile-worker").installed();
    Sample inserted = new Sample();
    Sample own = new Sample();
    Map<String, Sample> others = new LinkedHashMap<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int round = 1; round <= rounds(); round++) {
        drover(postgres, "drover_" + round, warmUp, tasks, inserted, own);
        of(others, SCHEDULER)
            .addAll(DbSchedulerLatency.measure(postgres.create("dbs_" + round), warmUp, tasks));
        of(others, GRAPHILE)
            .addAll(
                graphile.sample(
                    postgres.create("graphile_" + round), "latency.mjs", warmUp, tasks));
        of(others, BOSS)
            .addAll(boss.sample(postgres.create("boss_" + round), "latency.mjs", warmUp, tasks));
        of(others, JOBRUNR)
            .addAll(JobRunrLatency.measure(postgres.create("jobrunr_" + round), slow));
      }
    }
    say("| ms | half | 99 % | worst |");
    say("| created (committed) | " + inserted.cells() + " |");
    say("| created and begun | " + own.cells() + " |");
    others.forEach((peer, sample) -> say("| " + peer + " | " + sample.cells() + " |"));
    return table(inserted, own, others);
  }

  private static List<Row> table(Sample inserted, Sample own, Map<String, Sample> others) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.told("P2", "a task is committed, idle, median", inserted.median(), "ms"));
    rows.add(
        Row.alone(
            "P2",
            "from a request to the script's begin, idle, median",
            Goal.atMost(3, "≤ 3 ms"),
            own.median(),
            "ms"));
    rows.add(
        Row.alone("P2", "the same, 99 %", Goal.atMost(10, "≤ 10 ms"), own.quantile(0.99), "ms"));
    others.forEach(
        (peer, sample) -> {
          rows.add(beside("the same, median", peer, own.median(), sample.median()));
          rows.add(beside("the same, 99 %", peer, own.quantile(0.99), sample.quantile(0.99)));
        });
    return rows;
  }

  private static Row beside(String what, String peer, double own, double other) {
    Sample left = new Sample();
    left.add(own);
    Sample right = new Sample();
    right.add(other);
    return Row.beside("P2", what, left, peer, right, "ms");
  }

  private static Sample of(Map<String, Sample> others, String peer) {
    return others.computeIfAbsent(peer, _ -> new Sample());
  }

  private void drover(
      BenchmarkPostgres postgres,
      String database,
      int warmUp,
      int tasks,
      Sample inserted,
      Sample latency)
      throws SQLException, InterruptedException {
    SynchronousQueue<Long> begun = new SynchronousQueue<>();
    try (Farm farm =
        new Farm(
            postgres.create(database),
            postgres.home(),
            new InstantPhones(phones, _ -> hand(begun, System.nanoTime())))) {
      farm.start();
      for (int i = 0; i < warmUp + tasks; i++) {
        long created = System.nanoTime();
        farm.create(i % phones, Instant.now());
        double insert = (System.nanoTime() - created) / 1e6;
        double start = (begun.take() - created) / 1e6;
        if (i >= warmUp) {
          inserted.add(insert);
          latency.add(start);
        }
        while (farm.stats().completed() <= i) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Drover, db-scheduler and JobRunr run in the measuring JVM, the peers of Node.js in"
            + " processes of their own, which also insert. JobRunr polls every "
            + JobRunrDrain.SHORTEST_POLL.toSeconds()
            + " s, its shortest, so that few of its jobs are measured, evenly spread between two"
            + " polls.");
  }

  private static void hand(SynchronousQueue<Long> begun, long at) {
    try {
      begun.put(at);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
