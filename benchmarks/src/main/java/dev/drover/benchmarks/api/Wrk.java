package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's {@code wrk}, which takes less of the cores than a client in Java. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern QUANTILE = Pattern.compile("\\s(50|99)%\\s+([0-9.]+)(us|ms|s)");

  private Wrk() {}

  /** Rate, and milliseconds of half and of 99 of 100 requests. */
  record Result(double perSecond, double median, double ninetyNine) {}

  static boolean isInstalled() {
    return Machine.program("wrk").isPresent();
  }

  /**
   * Sends GET requests for a path and a random number behind it.
   *
   * @param path begins with a slash
   */
  static Result run(int port, int connections, String path, long largest, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("drover-benchmark", ".lua");
    try {
      Files.writeString(
          script,
          "math.randomseed(42)\nrequest = function() return wrk.format('GET', '"
              + path
              + "' .. math.random(1, "
              + largest
              + ")) end\n");
      Process process =
          new ProcessBuilder(
                  List.of(
                      "wrk",
                      "-t1",
                      "-c" + connections,
                      "-d" + seconds + "s",
                      "--latency",
                      // A slow answer is a figure, not an error.
                      "--timeout",
                      "30s",
                      "-s",
                      script.toString(),
                      "http://127.0.0.1:" + port))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || said.contains("Non-2xx") || said.contains("Socket errors")) {
        throw new IOException("wrk: " + said);
      }
      Matcher rate = RATE.matcher(said);
      if (!rate.find()) {
        throw new IOException("wrk tells no rate: " + said);
      }
      return new Result(Double.parseDouble(rate.group(1)), quantile(said, 50), quantile(said, 99));
    } finally {
      Files.delete(script);
    }
  }

  private static double quantile(String said, int percent) throws IOException {
    Matcher each = QUANTILE.matcher(said);
    while (each.find()) {
      if (Integer.parseInt(each.group(1)) == percent) {
        double value = Double.parseDouble(each.group(2));
        return switch (each.group(3)) {
          case "us" -> value / 1_000;
          case "s" -> value * 1_000;
          default -> value;
        };
      }
    }
    throw new IOException("wrk tells no " + percent + " %: " + said);
  }
}
