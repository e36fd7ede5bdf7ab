package dev.drover.benchmarks.queue;

import com.zaxxer.hikari.HikariDataSource;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * How soon a job of JobRunr begins after it was enqueued, while nothing else is to be done. Its
 * servers poll, and nothing wakes them.
 */
public final class JobRunrLatency {
  private static volatile Optional<CompletableFuture<Long>> begun = Optional.empty();

  private JobRunrLatency() {}

  /** The job; JobRunr calls it by reflection. */
  public static void follow() {
    begun.orElseThrow().complete(System.nanoTime());
  }

  /** Milliseconds of each job. */
  static Sample measure(DatabaseAddress address, int jobs)
      throws InterruptedException, ExecutionException {
    Sample sample = new Sample();
    try (HikariDataSource pool = DbSchedulerDrain.pool(address, 20)) {
      JobRunr.configure()
          .useStorageProvider(new PostgresStorageProvider(pool))
          .useBackgroundJobServer(
              BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                  .andPollInterval(JobRunrDrain.SHORTEST_POLL)
                  .andWorkerCount(10))
          .initialize();
      for (int i = 0; i < jobs; i++) {
        // At different times between two polls.
        Thread.sleep(JobRunrDrain.SHORTEST_POLL.multipliedBy(2L * i + 1).dividedBy(2L * jobs));
        CompletableFuture<Long> begins = new CompletableFuture<>();
        begun = Optional.of(begins);
        long created = System.nanoTime();
        BackgroundJob.enqueue(() -> follow());
        sample.add((begins.get() - created) / 1e6);
      }
      JobRunr.destroy();
    }
    return sample;
  }
}
