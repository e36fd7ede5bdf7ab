package dev.drover.benchmarks;

import dev.drover.benchmarks.api.BigQueue;
import dev.drover.benchmarks.api.TaskCreation;
import dev.drover.benchmarks.api.TaskReads;
import dev.drover.benchmarks.page.PageFigures;
import dev.drover.benchmarks.page.PageHour;
import dev.drover.benchmarks.phone.HierarchyParsing;
import dev.drover.benchmarks.phone.ManyPhones;
import dev.drover.benchmarks.phone.PhoneStep;
import dev.drover.benchmarks.phone.Pictures;
import dev.drover.benchmarks.queue.Drain;
import dev.drover.benchmarks.queue.Lateness;
import dev.drover.benchmarks.queue.ManyServers;
import dev.drover.benchmarks.queue.StartLatency;
import dev.drover.benchmarks.whole.Soak;
import dev.drover.benchmarks.whole.StartUp;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one subcommand a measurement, and one for the whole table. */
@Command(
    name = "benchmarks",
    description = "Measures Drover beside others. Run it alone on the machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Table.class,
      Drain.class,
      ManyServers.class,
      StartLatency.class,
      Lateness.class,
      TaskReads.class,
      TaskCreation.class,
      BigQueue.class,
      PhoneStep.class,
      ManyPhones.class,
      HierarchyParsing.class,
      StartUp.class,
      Soak.class,
      PageFigures.class,
      PageHour.class,
      Pictures.class
    })
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) {
    // A logback.xml of its own would stand beside the server's, which child processes use.
    System.setProperty("logback.configurationFile", "benchmarks-logging.xml");
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
