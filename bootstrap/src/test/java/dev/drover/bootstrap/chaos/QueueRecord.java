package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.Evidence.SeenAttempt;
import dev.drover.bootstrap.chaos.Evidence.SeenTask;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads the queue directly from the database. */
final class QueueRecord implements AutoCloseable {
  private static final List<String> STATUS = List.of("pending", "running", "completed", "failed");
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(25);

  private final DatabaseAddress address;
  private final Thread sampling;

  /** Not opened for each look, since a process of PostgreSQL costs more than the look. */
  private final BlockingQueue<Connection> kept = new ArrayBlockingQueue<>(8);

  private volatile boolean closed;
  private volatile int mostRunning;

  QueueRecord(DatabaseAddress address) {
    this.address = address;
    this.sampling = Thread.ofPlatform().daemon().name("sampling").start(this::sample);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user().orElseThrow(), address.password().orElseThrow());
  }

  /** How many tasks run, again and again, by one statement each: no two states are mixed. */
  private void sample() {
    while (!closed) {
      try (Connection connection = connect();
          var count = connection.prepareStatement("SELECT count(*) FROM task WHERE status = 1")) {
        while (!closed) {
          try (ResultSet row = count.executeQuery()) {
            row.next();
            mostRunning = Math.max(mostRunning, row.getInt(1));
          }
          LockSupport.parkNanos(BETWEEN_SAMPLES.toNanos());
        }
      } catch (SQLException awayOrNotMigratedYet) {
        LockSupport.parkNanos(BETWEEN_SAMPLES.multipliedBy(4).toNanos());
      }
    }
  }

  int mostRunning() {
    return mostRunning;
  }

  /** One number; empty while the database is away. */
  Optional<Long> number(String sql, Object... parameters) {
    // An earlier connection may have ended since; whether the database is away, a new one tells.
    return Optional.ofNullable(kept.poll())
        .flatMap(earlier -> number(earlier, sql, parameters))
        .or(
            () -> {
              try {
                return number(connect(), sql, parameters);
              } catch (SQLException away) {
                return Optional.empty();
              }
            });
  }

  private Optional<Long> number(Connection connection, String sql, Object... parameters) {
    Optional<Long> number;
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        number = Optional.of(row.next() ? row.getLong(1) : 0L);
      }
    } catch (SQLException ended) {
      number = Optional.empty();
    }
    if (closed || number.isEmpty() || !kept.offer(connection)) {
      letGo(connection);
    }
    return number;
  }

  private static void letGo(Connection connection) {
    try {
      connection.close();
    } catch (SQLException gone) {
      // It is of no use any more.
    }
  }

  /** Waits until no task waits or runs any more, if that comes to be in time. */
  void awaitQuiet(Duration atMost) {
    await(atMost, "SELECT count(*) FROM task WHERE status < 2", 0);
  }

  /** Waits for a number, if it comes in time. */
  boolean await(Duration atMost, String sql, long wanted, Object... parameters) {
    return await(atMost, sql, wanted, () -> false, parameters);
  }

  /** The same, unless it can't come any more. */
  boolean await(
      Duration atMost, String sql, long wanted, BooleanSupplier hopeless, Object... parameters) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!number(sql, parameters).equals(Optional.of(wanted))) {
      if (System.nanoTime() > end || hopeless.getAsBoolean()) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }

  void deleteTasksOf(String serial) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.prepareStatement("DELETE FROM task WHERE serial = ?")) {
      statement.setString(1, serial);
      statement.executeUpdate();
    }
  }

  /** The tables that there are. */
  Set<String> tables() throws SQLException {
    Set<String> tables = new HashSet<>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /** What a task has come to, in words. */
  String told(long id) {
    try (Connection connection = connect();
        var statement =
            connection.prepareStatement("SELECT status, remark FROM task WHERE id = ?")) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return "task "
            + id
            + (row.next()
                ? " is " + STATUS.get(row.getInt(1)) + " (" + row.getString(2) + ")"
                : " is gone");
      }
    } catch (SQLException away) {
      return "task " + id + " can't be read: " + away.getMessage();
    }
  }

  Set<String> leased() throws SQLException {
    Set<String> nodes = new HashSet<>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM node WHERE lease_until > now()")) {
      while (rows.next()) {
        nodes.add(rows.getString(1));
      }
    }
    return nodes;
  }

  List<SeenTask> tasks() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      Map<Long, List<SeenAttempt>> attempts = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT task_id, number, started_at, ended_at, outcome FROM task_attempt"
                  + " ORDER BY task_id, number")) {
        while (rows.next()) {
          attempts
              .computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
              .add(
                  new SeenAttempt(
                      rows.getInt(2),
                      rows.getTimestamp(3).toInstant(),
                      Optional.ofNullable(rows.getTimestamp(4)).map(Timestamp::toInstant),
                      Optional.ofNullable(rows.getString(5))));
        }
      }
      List<SeenTask> tasks = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id, serial, script_name, coalesce(script ->> 'target', ''), status, node"
                  + " FROM task JOIN task_detail ON task_id = id ORDER BY id")) {
        while (rows.next()) {
          tasks.add(
              new SeenTask(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  STATUS.get(rows.getInt(5)),
                  Optional.ofNullable(rows.getString(6)),
                  attempts.getOrDefault(rows.getLong(1), List.of())));
        }
      }
      return tasks;
    }
  }

  /** The sampling ends by itself, shortly after. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(sampling);
    for (Connection one = kept.poll(); one != null; one = kept.poll()) {
      letGo(one);
    }
  }
}
