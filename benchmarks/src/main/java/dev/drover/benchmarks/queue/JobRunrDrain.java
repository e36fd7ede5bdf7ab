package dev.drover.benchmarks.queue;

import com.zaxxer.hikari.HikariDataSource;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** The same number of jobs that do nothing by JobRunr, with its shortest poll. */
public final class JobRunrDrain {
  /** JobRunr refuses a shorter one. A worker that gets free asks for more by itself. */
  static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

  private static volatile CountDownLatch done = new CountDownLatch(0);

  private JobRunrDrain() {}

  /** The job; JobRunr calls it by reflection. */
  public static void follow() {
    done.countDown();
  }

  /** Jobs a second. */
  static double drain(DatabaseAddress address, int jobs) throws InterruptedException {
    done = new CountDownLatch(jobs);
    try (HikariDataSource pool = DbSchedulerDrain.pool(address, 20)) {
      JobRunr.configure()
          .useStorageProvider(new PostgresStorageProvider(pool))
          .useBackgroundJobServer(
              BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                  .andPollInterval(SHORTEST_POLL)
                  .andWorkerCount(50),
              false)
          .initialize();
      BackgroundJob.enqueue(IntStream.range(0, jobs).boxed(), _ -> follow());
      BackgroundJobServer server = JobRunr.getBackgroundJobServer();
      long began = System.nanoTime();
      server.start();
      done.await();
      double seconds = (System.nanoTime() - began) / 1e9;
      JobRunr.destroy();
      return jobs / seconds;
    }
  }
}
