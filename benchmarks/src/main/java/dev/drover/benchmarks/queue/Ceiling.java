package dev.drover.benchmarks.queue;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The least that any queue with one task a phone does on this PostgreSQL: a narrow table, one
 * connection, the ends of all that ran and the heads of the phones' queues in one statement. No
 * attempts, no counts, no cap, no events.
 */
final class Ceiling {
  private static final String STEP =
      """
      WITH ended AS (
        UPDATE task SET status = 2, ended_at = now() WHERE id = ANY (?)
      ), heads AS (
        SELECT head.id
        FROM unnest(?::text[]) AS phone (serial)
        CROSS JOIN LATERAL (
          SELECT id FROM task WHERE task.serial = phone.serial AND status = 0
          ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) AS head
      )
      UPDATE task SET status = 1 FROM heads WHERE task.id = heads.id RETURNING task.id
      """;

  private Ceiling() {}

  /** Tasks a second. */
  static double drain(DatabaseAddress address, int tasks, int phones) throws SQLException {
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE task (id bigint PRIMARY KEY, serial text, status smallint NOT NULL DEFAULT"
              + " 0, ended_at timestamptz)");
      statement.execute("CREATE INDEX task_queue ON task (serial, id) WHERE status = 0");
      statement.execute(
          "INSERT INTO task SELECT i, 'PHONE' || i % "
              + phones
              + " FROM generate_series(1, "
              + tasks
              + ") AS i");
      statement.execute("ANALYZE task");
      String[] serials =
          IntStream.range(0, phones).mapToObj(i -> "PHONE" + i).toArray(String[]::new);
      long began = System.nanoTime();
      List<Long> running = List.of();
      do {
        running = step(connection, running, serials);
      } while (!running.isEmpty());
      return tasks / ((System.nanoTime() - began) / 1e9);
    }
  }

  private static List<Long> step(Connection connection, List<Long> ended, String[] serials)
      throws SQLException {
    try (PreparedStatement step = connection.prepareStatement(STEP)) {
      step.setArray(1, connection.createArrayOf("bigint", ended.toArray()));
      step.setArray(2, connection.createArrayOf("text", serials));
      List<Long> claimed = new ArrayList<>();
      try (ResultSet rows = step.executeQuery()) {
        while (rows.next()) {
          claimed.add(rows.getLong(1));
        }
      }
      return claimed;
    }
  }
}
