package dev.drover.benchmarks;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a task's creation to the begin of its script, while nothing else is to be done. */
@Command(
    name = "start-latency",
    description = "How soon a new task begins on an idle farm",
    mixinStandardHelpOptions = true)
final class StartLatency implements Callable<Integer> {
  @Option(names = "--tasks", description = "Measured (default: ${DEFAULT-VALUE}).")
  private int tasks = 2_000;

  @Option(names = "--warm-up", description = "Not measured (default: ${DEFAULT-VALUE}).")
  private int warmUp = 1_000;

  @Option(names = "--phones", description = "(default: ${DEFAULT-VALUE})")
  private int phones = 100;

  @Override
  public Integer call() throws Exception {
    SynchronousQueue<Long> begun = new SynchronousQueue<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres();
        Farm farm =
            new Farm(
                postgres.create("latency"),
                postgres.home(),
                new InstantPhones(phones, _ -> hand(begun, System.nanoTime())))) {
      farm.start();
      Sample inserted = new Sample();
      Sample latency = new Sample();
      for (int i = 0; i < warmUp + tasks; i++) {
        long created = System.nanoTime();
        farm.create(i % phones, Instant.now());
        double insert = (System.nanoTime() - created) / 1e6;
        double start = (begun.take() - created) / 1e6;
        if (i >= warmUp) {
          inserted.add(insert);
          latency.add(start);
        }
        while (farm.stats().completed() <= i) {
          Thread.onSpinWait();
        }
      }
      System.out.println("| ms | half | 99 % | worst |");
      System.out.println("|---|---|---|---|");
      System.out.println("| created (committed) | " + inserted.cells() + " |");
      System.out.println("| created and begun | " + latency.cells() + " |");
    }
    return 0;
  }

  private static void hand(SynchronousQueue<Long> begun, long at) {
    try {
      begun.put(at);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
