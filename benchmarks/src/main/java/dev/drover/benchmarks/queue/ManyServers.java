package dev.drover.benchmarks.queue;

import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.domain.node.NodeId;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Several servers on one database: how fast four are together, how long one of 100 waits. */
@Command(
    name = "many-servers",
    description = "P1b: 4 servers on one database, and 100 simulated ones with 10,000 phones",
    mixinStandardHelpOptions = true)
public final class ManyServers extends Measurement {
  private static final int PHONES = 200;

  @Option(names = "--tasks", description = "To drain (default: 30,000).")
  private Optional<Integer> tasks = Optional.empty();

  @Option(names = "--servers", description = "Simulated (default: 100).")
  private Optional<Integer> simulated = Optional.empty();

  @Option(names = "--task-seconds", description = "How long each takes (default: 30).")
  private Optional<Integer> taskSeconds = Optional.empty();

  @Option(names = "--seconds", description = "Of simulation (default: 60).")
  private Optional<Integer> seconds = Optional.empty();

  @Override
  public String rows() {
    return "P1b";
  }

  @Override
  public List<Row> measure() throws Exception {
    int most = tasks.orElse(size(30_000, 2_000));
    int many = simulated.orElse(size(100, 10));
    Sample one = new Sample();
    Sample four = new Sample();
    Sample claims;
    double rate;
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int round = 1; round <= rounds(); round++) {
        one.add(drain(postgres, postgres.create("one_" + round), most, 1));
        four.add(drain(postgres, postgres.create("four_" + round), most, 4));
        say("round " + round + ": 1 server " + one.cell("tasks/s") + ", 4 " + four.cell("tasks/s"));
      }
      SimulatedServers servers =
          new SimulatedServers(
              postgres.create("many"),
              many,
              taskSeconds.orElse(size(30, 2)),
              seconds.orElse(size(60, 5)));
      rate = servers.run();
      claims = servers.claims();
      say("| ms a claim, " + claims.size() + " claims | half | 99 % | worst |");
      say("| " + many + " servers | " + claims.cells() + " |");
    }
    return List.of(
        Row.ratio(
            "P1b",
            "drain by 4 servers",
            Goal.atLeast(0.8, "≥ 0.8 × one server"),
            four,
            "1 server",
            one,
            "tasks/s"),
        Row.alone(
            "P1b",
            "wait for a claim, 99 %, "
                + many
                + " simulated servers with 100 phones each, "
                + Sample.number(rate)
                + " tasks/s",
            Goal.atMost(50, "≤ 50 ms"),
            claims.quantile(0.99),
            "ms"));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The four servers run in one JVM, on the cores that one has, each with a pool and a quarter"
            + " of the phones. The simulated ones share "
            + SimulatedServers.CONNECTIONS
            + " connections, and waiting for one counts. They have places for all of their phones.");
  }

  private static double drain(
      BenchmarkPostgres postgres, DatabaseAddress address, int most, int servers) throws Exception {
    int warmUp = most / 4;
    List<Farm> farms = new ArrayList<>();
    try {
      int each = PHONES / servers;
      for (int i = 0; i < servers; i++) {
        farms.add(
            new Farm(
                address,
                postgres.home(),
                new InstantPhones(i * each, each, _ -> {}),
                new NodeId("server-" + i)));
      }
      farms.getFirst().fill(warmUp, PHONES);
      for (Farm farm : farms) {
        farm.start();
      }
      Drain.awaitCompleted(farms.getFirst(), warmUp);
      // Filling takes longer than a drain, so the tasks come due at one time.
      farms.getFirst().fillLater(most, PHONES);
      Farm.release(address);
      long began = System.nanoTime();
      Drain.awaitCompleted(farms.getFirst(), warmUp + most);
      double took = (System.nanoTime() - began) / 1e9;
      Drain.refuseDisorder(address);
      return most / took;
    } finally {
      farms.forEach(Farm::close);
    }
  }
}
