package dev.drover.benchmarks.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How soon a job of db-scheduler begins after it was scheduled, while nothing else is to be done. A
 * job that is scheduled for now in the same JVM wakes the scheduler ("immediate execution").
 */
final class DbSchedulerLatency {
  private static final int THREADS = 10;

  private DbSchedulerLatency() {}

  /** Milliseconds of each job, without those that warm up. */
  static Sample measure(DatabaseAddress address, int warmUp, int jobs)
      throws SQLException, InterruptedException, ExecutionException {
    AtomicReference<CompletableFuture<Long>> begun = new AtomicReference<>();
    OneTimeTask<Void> follow =
        Tasks.oneTime("follow").execute((_, _) -> begun.get().complete(System.nanoTime()));
    Sample sample = new Sample();
    try (HikariDataSource pool = DbSchedulerDrain.pool(address, 20)) {
      DbSchedulerDrain.createTables(pool);
      Scheduler scheduler =
          Scheduler.create(pool, follow)
              .threads(THREADS)
              .pollUsingLockAndFetch(0.5, 4)
              .pollingInterval(Duration.ofSeconds(1))
              .enableImmediateExecution()
              .build();
      scheduler.start();
      for (int i = 0; i < warmUp + jobs; i++) {
        begun.set(new CompletableFuture<>());
        long created = System.nanoTime();
        scheduler.schedule(follow.instance(Integer.toString(i)), Instant.now());
        double millis = (begun.get().get() - created) / 1e6;
        if (i >= warmUp) {
          sample.add(millis);
        }
        awaitIdle(scheduler);
      }
      scheduler.stop();
    }
    return sample;
  }

  private static void awaitIdle(Scheduler scheduler) throws InterruptedException {
    while (!scheduler.getCurrentlyExecuting().isEmpty()) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }
}
