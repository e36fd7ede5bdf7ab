package dev.drover.benchmarks.queue;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How late tasks with a start time begin, while many wait for theirs. */
@Command(
    name = "lateness",
    description = "P3: how late tasks begin that have a start time",
    mixinStandardHelpOptions = true)
public final class Lateness extends Measurement {
  private static final long SEED = 7;

  @Option(names = "--waiting", description = "Tasks for tomorrow (default: 10,000).")
  private Optional<Integer> someWaiting = Optional.empty();

  @Option(names = "--tasks", description = "Measured, at most one a phone (default: 500).")
  private Optional<Integer> someTasks = Optional.empty();

  @Option(names = "--seconds", description = "In which their times lie (default: 20).")
  private Optional<Integer> someSeconds = Optional.empty();

  @Override
  public String rows() {
    return "P3";
  }

  @Override
  public List<Row> measure() throws Exception {
    int waiting = someWaiting.orElse(size(10_000, 500));
    int tasks = someTasks.orElse(size(500, 50));
    int seconds = someSeconds.orElse(size(20, 2));
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
      say("| ms late, of " + late.size() + " | half | 99 % | worst |");
      say("| with " + waiting + " waiting | " + late.cells() + " |");
      return List.of(
          Row.alone(
              "P3",
              "lateness of start times, 99 %, " + waiting + " waiting",
              Goal.atMost(50, "≤ 50 ms"),
              late.quantile(0.99),
              "ms"));
    }
  }
}
