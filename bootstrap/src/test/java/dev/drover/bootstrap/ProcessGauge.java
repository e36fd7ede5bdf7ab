package dev.drover.bootstrap;

import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures a server process's resources through Linux and the server's metrics. */
final class ProcessGauge {
  private static final double MEGABYTE = 1024 * 1024;
  private static final int LOOKS = 5;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

  private final ServerProcess server;

  ProcessGauge(ServerProcess server) {
    this.server = server;
  }

  /**
   * What is taken up at one moment.
   *
   * @param resident memory, in MiB
   * @param heap used with what is garbage, in MiB
   * @param threads of the system
   * @param files open descriptors
   * @param connections of clients
   */
  record Reading(double resident, double heap, long threads, long files, long connections) {}

  Reading read() throws IOException {
    String metrics =
        RawHttp.send(server.port(), "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1", "").body();
    return new Reading(
        status("VmRSS:") / 1024.0,
        metric(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MEGABYTE,
        status("Threads:"),
        files(),
        (long) metric(metrics, "drover_http_connections"));
  }

  /**
   * What of the heap is not garbage, in MiB: the least of some looks, between which large requests
   * come and go.
   */
  double live() throws IOException, InterruptedException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      Passing.time(BETWEEN_LOOKS);
      Process collection =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(server.pid()),
                  "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!collection.waitFor(60, TimeUnit.SECONDS) || collection.exitValue() != 0) {
        throw new AssertionError("the garbage of the server could not be collected");
      }
      least = Math.min(least, read().heap());
    }
    return least;
  }

  private static double metric(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private long status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private long files() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
      return open.count();
    }
  }
}
