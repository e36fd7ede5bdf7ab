package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast tasks are created by requests of one task, and of 300. */
@Command(
    name = "task-creation",
    description = "P5: POST /task with one task and with 300, beside the raw INSERT",
    mixinStandardHelpOptions = true)
public final class TaskCreation extends Measurement {
  private static final int MANY = 300;

  /**
   * The rows that a request makes, in one statement as Drover's own, with the schema's triggers.
   */
  private static final String INSERT =
      """
      WITH config AS (
        INSERT INTO task_config (config, brief) VALUES (?, ?) RETURNING id
      ), input AS (
        SELECT nextval('task_id_seq') AS id, 'PHONE' || i AS serial FROM generate_series(1, ?) AS i
      ), queued AS (
        INSERT INTO task (id, serial, scheduled_at, updated_at) SELECT id, serial, now(), now() FROM input
      )
      INSERT INTO task_detail (task_id, config_id, script_name, script, script_values, source, created_at)
      SELECT input.id, config.id, 'follow', '{"target": "somebody"}', '{"number": 0, "values": {"target_users": ["somebody"]}}',
             'api', now()
      FROM input, config
      """;

  @Option(names = "--connections", description = "(default: ${DEFAULT-VALUE})")
  private int connections = 16;

  @Option(names = "--seconds", description = "A round of each (default: 10).")
  private Optional<Integer> seconds = Optional.empty();

  @Override
  public String rows() {
    return "P5";
  }

  @Override
  public List<Row> measure() throws Exception {
    int lasts = seconds.orElse(size(10, 2));
    List<Row> rows = new ArrayList<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int tasks : new int[] {1, MANY}) {
        Sample own = new Sample();
        Sample raw = new Sample();
        Sample millis = new Sample();
        // The first round warms up, and does not count.
        for (int round = 0; round <= rounds(); round++) {
          // Each round and each side begins with an empty database.
          DatabaseAddress mine = postgres.create("own_" + tasks + "_" + round);
          LoadClient.Result result;
          try (ServerProcess server =
              DroverServer.start(mine, postgres.home().resolve("drover"), Map.of())) {
            byte[] request = LoadClient.post(server.port(), "/api/v1/task", body(tasks));
            LoadClient.run(
                server.port(),
                connections,
                () -> request,
                Long.MAX_VALUE,
                Duration.ofSeconds(Math.max(1, lasts / 2)));
            result =
                LoadClient.run(
                    server.port(),
                    connections,
                    () -> request,
                    Long.MAX_VALUE,
                    Duration.ofSeconds(lasts));
          }
          DatabaseAddress theirs = postgres.create("raw_" + tasks + "_" + round);
          ManyTasks.fill(theirs, 1_000);
          double rate = insert(theirs, tasks, lasts);
          if (round > 0) {
            own.add(result.perSecond() * tasks);
            raw.add(rate * tasks);
            millis.addAll(result.millis());
          }
        }
        say("POST of " + tasks + ", ms: half | 99 % | worst: " + millis.cells());
        String what = "POST /task, " + tasks + " a request, " + connections + " connections";
        rows.add(
            Row.ratio(
                "P5",
                what,
                Goal.atLeast(0.7, "≥ 0.7 × the raw INSERT"),
                own,
                "the same rows by pgjdbc",
                raw,
                "tasks/s"));
        rows.add(Row.told("P5", what + ", a request, 99 %", millis.quantile(0.99), "ms"));
      }
    }
    return rows;
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The raw INSERT writes the same rows with the schema's own triggers, and knows them before:"
            + " no request is read or checked, no phone looked up.");
  }

  private static String body(int tasks) {
    return "{\"serials\":["
        + IntStream.rangeClosed(1, tasks)
            .mapToObj(i -> "\"PHONE" + i + "\"")
            .collect(Collectors.joining(","))
        + "],\"script_name\":\"follow\",\"script_config\":{\"target_users\":[\"@somebody\"]}}";
  }

  /** Returns the statements a second, of all connections. */
  private double insert(DatabaseAddress address, int tasks, int lasts) throws Exception {
    long began = System.nanoTime();
    long end = began + Duration.ofSeconds(lasts).toNanos();
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(
            threads.submit(
                () -> {
                  insertUntil(address, tasks, end, done);
                  return done;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }

  private static void insertUntil(DatabaseAddress address, int tasks, long end, AtomicInteger done)
      throws SQLException {
    try (Connection connection = BenchmarkPostgres.connect(address);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      while (System.nanoTime() < end) {
        insert.setString(1, "{\"target_users\":[\"@somebody\"]}");
        insert.setString(
            2,
            "{\"config\":{\"target_users\":[\"@somebody\"]},\"cut\":[],\"keys_left_out\":false}");
        insert.setInt(3, tasks);
        insert.executeUpdate();
        done.incrementAndGet();
      }
    }
  }
}
