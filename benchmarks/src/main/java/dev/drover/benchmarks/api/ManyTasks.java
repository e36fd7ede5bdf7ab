package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A database with many tasks, as a farm leaves them that has worked for months. */
public final class ManyTasks {
  static final int PHONES = 200;

  /** The task as {@code GET /task/{id}} tells it, by one statement. */
  static final String SELECT =
      "SELECT task.id, serial, status, scheduled_at, attempt_count, retry_count, started_at,"
          + " finished_at, outcome, failure_code, left(remark, 4000) AS remark, updated_at,"
          + " script_name, left(script ->> 'target', 4000) AS target, source, username,"
          + " start_time, created_at, config, batch_id FROM task JOIN task_detail ON"
          + " task_detail.task_id = task.id JOIN task_config ON task_config.id ="
          + " task_detail.config_id WHERE task.id = ?";

  private ManyTasks() {}

  /** Makes the schema and the tasks, with ids from 1. */
  public static void fill(DatabaseAddress address, int tasks) throws IOException, SQLException {
    Database.open(address).close();
    String script;
    try (InputStream stream =
        Objects.requireNonNull(ManyTasks.class.getResourceAsStream("many-tasks.sql"))) {
      script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(
          script
              .replace("${tasks}", Integer.toString(tasks))
              .replace("${phones}", Integer.toString(PHONES)));
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
  }
}
