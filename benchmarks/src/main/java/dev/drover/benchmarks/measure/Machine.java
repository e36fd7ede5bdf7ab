package dev.drover.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine that measures, and the programs on it. */
public final class Machine {
  private Machine() {}

  /** Where a program is, as the shell finds it. */
  public static Optional<Path> program(String name) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Says how to install a program that is not there. */
  public static List<String> without(String name, String command) {
    return program(name).isPresent() ? List.of() : List.of(name + ": " + command);
  }

  /** The first line that a program prints; empty if it can't be run. */
  public static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said.lines().findFirst().orElse("").strip();
    } catch (IOException absent) {
      return "";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Processor, cores, memory, kernel, Java, the load at this moment. */
  public static String describe() throws IOException {
    String model =
        lines("/proc/cpuinfo").stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst("^[^:]*: *", ""))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    long memory =
        lines("/proc/meminfo").stream()
            .filter(line -> line.startsWith("MemTotal"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d GB, %s %s, Java %s, load at the beginning %s",
        model,
        Runtime.getRuntime().availableProcessors(),
        Math.round(memory / 1048576.0),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.runtime.version"),
        lines("/proc/loadavg").stream().findFirst().orElse("unknown"));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.exists(Path.of(file)) ? Files.readAllLines(Path.of(file)) : List.of();
  }
}
