package dev.drover.benchmarks.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * The same number of jobs that do nothing by db-scheduler, with what its documentation recommends
 * for throughput: lock-and-fetch, and prepared triggers for each thread.
 */
final class DbSchedulerDrain {
  private static final int THREADS = 50;

  /** As db-scheduler's own {@code postgresql_tables.sql} makes it. */
  private static final String TABLE =
      """
      CREATE TABLE scheduled_tasks (
        task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
        execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
        PRIMARY KEY (task_name, task_instance));
      CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
      CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
      CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time);
      """;

  private DbSchedulerDrain() {}

  static HikariDataSource pool(DatabaseAddress address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user().orElse(""));
    config.setPassword(address.password().orElse(""));
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  static void createTables(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  /** Jobs a second. */
  static double drain(DatabaseAddress address, int jobs) throws SQLException, InterruptedException {
    CountDownLatch done = new CountDownLatch(jobs);
    OneTimeTask<Void> follow = Tasks.oneTime("follow").execute((_, _) -> done.countDown());
    try (HikariDataSource pool = pool(address, 20)) {
      createTables(pool);
      Scheduler scheduler =
          Scheduler.create(pool, follow)
              .threads(THREADS)
              .pollUsingLockAndFetch(4, 20)
              .pollingInterval(Duration.ofSeconds(1))
              .build();
      Instant due = Instant.now();
      List<TaskInstance<?>> instances = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        instances.add(follow.instance(Integer.toString(i)));
      }
      scheduler.scheduleBatch(instances, due);
      long began = System.nanoTime();
      scheduler.start();
      done.await();
      double seconds = (System.nanoTime() - began) / 1e9;
      scheduler.stop();
      return jobs / seconds;
    }
  }
}
