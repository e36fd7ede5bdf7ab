package dev.drover.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How late tasks with a start time begin, while many wait for theirs. */
@Command(
    name = "lateness",
    description = "How late tasks begin that have a start time",
    mixinStandardHelpOptions = true)
final class Lateness implements Callable<Integer> {
  private static final long SEED = 7;

  @Option(names = "--waiting", description = "Tasks for tomorrow (default: ${DEFAULT-VALUE}).")
  private int waiting = 10_000;

  @Option(
      names = "--tasks",
      description = "Measured, at most one a phone (default: ${DEFAULT-VALUE}).")
  private int tasks = 500;

  @Option(
      names = "--seconds",
      description = "In which their times lie (default: ${DEFAULT-VALUE}).")
  private int seconds = 20;

  @Override
  public Integer call() throws Exception {
    Sample late = new Sample();
    Instant[] times = new Instant[tasks];
    CountDownLatch begun = new CountDownLatch(tasks);
    try (BenchmarkPostgres postgres = new BenchmarkPostgres();
        Farm farm =
            new Farm(
                postgres.create("lateness"),
                postgres.home(),
                new InstantPhones(
                    tasks,
                    assignment -> {
                      int phone = InstantPhones.number(assignment.serial());
                      late.add(Duration.between(times[phone], Instant.now()).toNanos() / 1e6);
                      begun.countDown();
                    }))) {
      farm.fillFuture(waiting, tasks);
      farm.start();
      Random random = new Random(SEED);
      Instant first = Instant.now().plusSeconds(5);
      for (int i = 0; i < tasks; i++) {
        times[i] = first.plusMillis(random.nextLong(Duration.ofSeconds(seconds).toMillis()));
        farm.create(i, times[i]);
      }
      begun.await();
      System.out.println("| ms late, of " + late.size() + " | half | 99 % | worst |");
      System.out.println("|---|---|---|---|");
      System.out.println("| with " + waiting + " waiting | " + late.cells() + " |");
    }
    return 0;
  }
}
