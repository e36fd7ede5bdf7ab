package dev.drover.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one subcommand a benchmark. */
@Command(
    name = "benchmarks",
    description = "Measures Drover. Each prints a table; run it alone on the machine.",
    mixinStandardHelpOptions = true,
    subcommands = {Drain.class, StartLatency.class, Lateness.class, StartUp.class})
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
