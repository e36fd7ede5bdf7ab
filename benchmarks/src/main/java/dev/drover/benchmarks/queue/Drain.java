package dev.drover.benchmarks.queue;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.NodePeer;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a full queue is worked off, in order on each phone, with everything recorded. */
@Command(
    name = "drain",
    description = "P1: how fast a full queue is worked off",
    mixinStandardHelpOptions = true)
public final class Drain extends Measurement {
  private static final String WHAT = "drain of a full queue, in order on each phone";
  private static final String BARE = "bare PostgreSQL";
  private static final String BOSS = "pg-boss, strict order a key";
  private static final String GRAPHILE = "graphile-worker, named queues";
  private static final String SCHEDULER = "db-scheduler, no order";
  private static final String JOBRUNR = "JobRunr, no order";

  /** Nothing is promised of those that keep no order, and they drain this part of the tasks. */
  private static final int WITHOUT_ORDER = 3;

  @Option(names = "--tasks", description = "In the queue (default: 60,000).")
  private Optional<Integer> tasks = Optional.empty();

  @Option(names = "--warm-up", description = "Tasks before those (default: 20,000).")
  private Optional<Integer> warmUp = Optional.empty();

  @Option(names = "--phones", description = "(default: ${DEFAULT-VALUE})")
  private int phones = 200;

  @Override
  public String rows() {
    return "P1";
  }

  @Override
  public List<String> missing() {
    return NodePeer.missing();
  }

  @Override
  public List<Row> measure() throws Exception {
    int most = tasks.orElse(size(60_000, 2_000));
    int few = most / WITHOUT_ORDER;
    int first = warmUp.orElse(size(20_000, 1_000));
    NodePeer boss = new NodePeer("pg-boss").installed();
    NodePeer graphile = new NodePeer("graphile-worker").installed();
    Sample own = new Sample();
    Map<String, Sample> others = new LinkedHashMap<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int round = 1; round <= rounds(); round++) {
        own.add(drain(postgres, postgres.create("drover_" + round), most, first));
        of(others, BARE).add(Ceiling.drain(postgres.create("bare_" + round), most, phones));
        of(others, BOSS).add(boss.run(postgres.create("boss_" + round), "drain.mjs", most, phones));
        of(others, GRAPHILE)
            .add(graphile.run(postgres.create("graphile_" + round), "drain.mjs", most, phones));
        of(others, SCHEDULER).add(DbSchedulerDrain.drain(postgres.create("dbs_" + round), few));
        of(others, JOBRUNR).add(JobRunrDrain.drain(postgres.create("jobrunr_" + round), few));
        say("drain, round " + round + ": Drover " + own.cell("tasks/s"));
        others.forEach((peer, sample) -> say("  " + peer + ": " + sample.cell("tasks/s")));
      }
    }
    List<Row> table = new ArrayList<>();
    table.add(
        Row.ratio(
            "P1", WHAT, Goal.atLeast(2, "≥ 2 × pg-boss"), own, BOSS, of(others, BOSS), "tasks/s"));
    table.add(
        Row.ratio(
            "P1",
            WHAT,
            Goal.atLeast(0.3, "≥ 0.3 × bare PostgreSQL"),
            own,
            BARE,
            of(others, BARE),
            "tasks/s"));
    for (String peer : List.of(GRAPHILE, SCHEDULER, JOBRUNR)) {
      table.add(Row.beside("P1", WHAT, own, peer, of(others, peer), "tasks/s"));
    }
    return table;
  }

  @Override
  public List<String> limits() {
    return List.of(
        "bare PostgreSQL and pg-boss record neither attempts nor counts, and send no notifications"
            + " of changes; db-scheduler and JobRunr know no order by key, and drain a third of"
            + " the tasks.",
        "Drover, db-scheduler and JobRunr run in the measuring JVM, the peers of Node.js in"
            + " processes of their own.");
  }

  private static Sample of(Map<String, Sample> others, String peer) {
    return others.computeIfAbsent(peer, _ -> new Sample());
  }

  private double drain(BenchmarkPostgres postgres, DatabaseAddress address, int most, int first)
      throws Exception {
    try (Farm farm = new Farm(address, postgres.home(), new InstantPhones(phones, _ -> {}))) {
      farm.fill(first, phones);
      farm.start();
      awaitCompleted(farm, first);
    }
    try (Farm farm = new Farm(address, postgres.home(), new InstantPhones(phones, _ -> {}))) {
      farm.fill(most, phones);
      long began = System.nanoTime();
      farm.start();
      awaitCompleted(farm, first + most);
      double seconds = (System.nanoTime() - began) / 1e9;
      refuseDisorder(address);
      return most / seconds;
    }
  }

  static void awaitCompleted(Farm farm, long expected) throws InterruptedException {
    while (farm.stats().completed() < expected) {
      Thread.sleep(20);
    }
  }

  /** A speed by doing the wrong thing is of no worth. */
  static void refuseDisorder(DatabaseAddress address) throws SQLException {
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement();
        ResultSet wrong =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM (SELECT serial, a.started_at, lag(a.ended_at) OVER"
                    + " (PARTITION BY serial ORDER BY task.id) AS before FROM task JOIN"
                    + " task_attempt a ON a.task_id = task.id) AS each WHERE started_at < before),"
                    + " (SELECT count(*) FROM task_attempt WHERE ended_at IS NULL OR number <> 1 OR"
                    + " outcome <> 'committed')")) {
      wrong.next();
      if (wrong.getLong(1) > 0 || wrong.getLong(2) > 0) {
        throw new IllegalStateException(
            wrong.getLong(1)
                + " tasks began before the one before them on their phone had ended, "
                + wrong.getLong(2)
                + " attempts are not as they should be");
      }
    }
  }
}
