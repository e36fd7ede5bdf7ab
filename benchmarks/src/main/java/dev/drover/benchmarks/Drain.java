package dev.drover.benchmarks;

import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a full queue is worked off, in order on each phone, with everything recorded. */
@Command(
    name = "drain",
    description = "How fast a full queue is worked off",
    mixinStandardHelpOptions = true)
final class Drain implements Callable<Integer> {
  @Option(names = "--tasks", description = "In the queue (default: ${DEFAULT-VALUE}).")
  private int tasks = 100_000;

  @Option(names = "--warm-up", description = "Tasks before those (default: ${DEFAULT-VALUE}).")
  private int warmUp = 20_000;

  @Option(names = "--phones", description = "(default: ${DEFAULT-VALUE})")
  private int phones = 200;

  @Option(names = "--rounds", description = "Each of all in turn (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--pg-boss",
      description = "The folder of the peer, with its packages installed, to measure it as well.")
  private Optional<Path> boss = Optional.empty();

  @Override
  public Integer call() throws Exception {
    System.out.println("| round | Drover | bare PostgreSQL | pg-boss, strict order a key |");
    System.out.println("|---|---|---|---|");
    try (BenchmarkPostgres postgres = new BenchmarkPostgres()) {
      for (int round = 1; round <= rounds; round++) {
        double own = drain(postgres, postgres.create("drover_" + round));
        double ceiling = Ceiling.drain(postgres.create("ceiling_" + round), tasks, phones);
        Optional<Double> peer = Optional.empty();
        if (boss.isPresent()) {
          peer = Optional.of(peer(boss.get(), postgres.create("boss_" + round)));
        }
        System.out.printf(
            Locale.ROOT,
            "| %d | %.0f/s | %.0f/s (%.2f) | %s |%n",
            round,
            own,
            ceiling,
            own / ceiling,
            peer.map(rate -> String.format(Locale.ROOT, "%.0f/s (%.2f)", rate, own / rate))
                .orElse("not measured"));
      }
    }
    return 0;
  }

  private double drain(BenchmarkPostgres postgres, DatabaseAddress address) throws Exception {
    try (Farm farm = new Farm(address, postgres.home(), new InstantPhones(phones, _ -> {}))) {
      farm.fill(warmUp, phones);
      farm.start();
      awaitCompleted(farm, warmUp);
    }
    try (Farm farm = new Farm(address, postgres.home(), new InstantPhones(phones, _ -> {}))) {
      farm.fill(tasks, phones);
      long began = System.nanoTime();
      farm.start();
      awaitCompleted(farm, warmUp + tasks);
      double seconds = (System.nanoTime() - began) / 1e9;
      refuseDisorder(address);
      return tasks / seconds;
    }
  }

  private static void awaitCompleted(Farm farm, long expected) throws InterruptedException {
    while (farm.stats().completed() < expected) {
      Thread.sleep(20);
    }
  }

  /** A speed by doing the wrong thing is of no worth. */
  private void refuseDisorder(DatabaseAddress address) throws SQLException {
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement();
        ResultSet wrong =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM (SELECT serial, a.started_at, lag(a.ended_at) OVER"
                    + " (PARTITION BY serial ORDER BY task.id) AS before FROM task JOIN"
                    + " task_attempt a ON a.task_id = task.id) AS each WHERE started_at < before),"
                    + " (SELECT count(*) FROM task_attempt WHERE ended_at IS NULL OR number <> 1 OR"
                    + " outcome <> 'committed')")) {
      wrong.next();
      if (wrong.getLong(1) > 0 || wrong.getLong(2) > 0) {
        throw new IllegalStateException(
            wrong.getLong(1)
                + " tasks began before the one before them on their phone had ended, "
                + wrong.getLong(2)
                + " attempts are not as they should be");
      }
    }
  }

  private double peer(Path folder, DatabaseAddress address)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "drain.mjs"));
    command.add(Integer.toString(tasks));
    command.add(Integer.toString(phones));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DATABASE_URL", address.jdbcUrl().substring("jdbc:".length()));
    builder.environment().put("PGUSER", address.user().orElse(""));
    builder.environment().put("PGPASSWORD", address.password().orElse(""));
    Process process = builder.start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the peer failed: " + answer);
    }
    return Double.parseDouble(answer);
  }
}
