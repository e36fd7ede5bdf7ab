package dev.drover.benchmarks.queue;

import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskRepository.Finish;
import dev.drover.application.port.storage.TaskRepository.Turn;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.task.JooqTaskRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many servers of 100 phones each, as the database sees them: they take turns by the real
 * repository whenever a task ends, as their dispatchers do while the limit has places; in between
 * their tasks take their time.
 */
final class SimulatedServers {
  private static final int PHONES = 100;
  private static final int POOLS = 5;
  private static final Duration RETRY = Duration.ofMillis(10);

  /** Five pools of 16: PostgreSQL allows 100. */
  static final int CONNECTIONS = POOLS * 16;

  /** Of each server's phones, those that have nothing to do, as on a real farm. */
  private static final int WITHOUT_TASKS = 10;

  private final DatabaseAddress address;
  private final int servers;
  private final Duration taskTime;
  private final Duration lasts;
  private final Sample claims = new Sample();
  private final LongAdder ended = new LongAdder();

  SimulatedServers(DatabaseAddress address, int servers, int taskSeconds, int seconds) {
    this.address = address;
    this.servers = servers;
    this.taskTime = Duration.ofSeconds(taskSeconds);
    this.lasts = Duration.ofSeconds(seconds);
  }

  Sample claims() {
    return claims;
  }

  /** Returns the tasks that ended, a second. */
  double run() throws Exception {
    List<Database> databases = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<JooqTaskRepository> repositories = new ArrayList<>();
      for (int i = 0; i < POOLS; i++) {
        Database database = Database.open(address);
        databases.add(database);
        repositories.add(
            new JooqTaskRepository(database, SecretCipher.ofKey(Farm.KEY), ScriptTypes.builtIn()));
      }
      fill();
      long end = System.nanoTime() + lasts.toNanos();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < servers; i++) {
        int server = i;
        running.add(
            threads.submit(
                () -> {
                  serve(server, repositories.get(server % POOLS), end);
                  return server;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      return ended.sum() / (double) lasts.toSeconds();
    } finally {
      databases.forEach(Database::close);
    }
  }

  /** Four tasks for each phone that has any, and a lease of each server for the whole run. */
  private void fill() throws SQLException {
    int busy = PHONES - WITHOUT_TASKS;
    int rounds = (int) (lasts.toSeconds() / taskTime.toSeconds()) + 3;
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO node (id, lease_until, started_at, scripts) SELECT 'server-' || i, now() +"
              + " interval '1 hour', now(), '{follow}' FROM generate_series(0, "
              + (servers - 1)
              + ") AS i");
      statement.execute("INSERT INTO task_config (config, brief) VALUES ('{}', '{}')");
      statement.execute(
          "INSERT INTO task (serial, scheduled_at, updated_at) SELECT 'PHONE' || server * "
              + PHONES
              + " + phone, now(), now() FROM generate_series(1, "
              + rounds
              + "), generate_series(0, "
              + (servers - 1)
              + ") AS server, generate_series(0, "
              + (busy - 1)
              + ") AS phone");
      statement.execute(
          "INSERT INTO task_detail (task_id, config_id, script_name, script, script_values, source,"
              + " created_at) SELECT id, (SELECT max(id) FROM task_config), 'follow', '{\"target\":"
              + " \"somebody\"}', '{\"number\": 0, \"values\": {\"target_users\":"
              + " [\"somebody\"]}}', 'api', now() FROM task");
      statement.execute("ANALYZE");
    }
  }

  private record Running(Task task, long endsAt) {}

  private void serve(int server, JooqTaskRepository repository, long end)
      throws InterruptedException {
    NodeId node = new NodeId("server-" + server);
    Random random = new Random(server);
    Set<DeviceSerial> idle = new HashSet<>();
    for (int i = 0; i < PHONES; i++) {
      idle.add(InstantPhones.serial(server * PHONES + i));
    }
    PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::endsAt));
    boolean first = true;
    List<Task> ending = new ArrayList<>();
    while (System.nanoTime() < end) {
      while (!running.isEmpty() && running.peek().endsAt() <= System.nanoTime()) {
        Task task = running.remove().task();
        ending.add(task);
        idle.add(task.target().serial().orElseThrow());
      }
      if (first || !ending.isEmpty()) {
        for (Task task : turn(repository, node, ending, idle)) {
          idle.remove(task.target().serial().orElseThrow());
          // The first ones end at different times, as if the farm had run for long.
          double part = first ? random.nextDouble() : 0.8 + 0.4 * random.nextDouble();
          running.add(new Running(task, System.nanoTime() + (long) (part * taskTime.toNanos())));
        }
        first = false;
      }
      long next = running.isEmpty() ? end : Math.min(end, running.peek().endsAt());
      // What could not be recorded is tried again.
      TimeUnit.NANOSECONDS.sleep(ending.isEmpty() ? next - System.nanoTime() : RETRY.toNanos());
    }
  }

  /**
   * Takes a turn as a server's dispatcher does.
   *
   * @param ending emptied once it is recorded
   */
  private List<Task> turn(
      JooqTaskRepository repository, NodeId node, List<Task> ending, Set<DeviceSerial> idle) {
    List<Finish> ends =
        ending.stream()
            .map(task -> task.complete(Outcome.COMMITTED, Optional.empty(), Instant.now()))
            .map(after -> new Finish(after, after.attemptCount(), AttemptEnd.of(after)))
            .toList();
    long began = System.nanoTime();
    try {
      Turn turn = repository.finishAndClaim(ends, node, idle, servers * PHONES, Instant.now());
      ending.clear();
      ended.add(turn.accepted().stream().filter(each -> each).count());
      return turn.claimed();
    } catch (StorageUnavailable late) {
      return List.of();
    } finally {
      claims.add((System.nanoTime() - began) / 1e6);
    }
  }
}
