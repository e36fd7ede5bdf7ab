package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** How long after the answer that creates a task its event arrives. */
final class Events {
  private static final String TASK =
      "{\"serials\":[\"PHONE1\"],\"script_name\":\"follow\",\"start_time\":\"2099-01-01T00:00:00Z\","
          + "\"script_config\":{\"target_users\":[\"@somebody\"]}}";

  private Events() {}

  static Sample measure(int port, int times) throws IOException {
    Sample millis = new Sample();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(LoadClient.get(port, "/api/v1/events?topics=tasks"));
      // The stream begins with its head; an event before the first task would be another's.
      await(lines, String::isEmpty);
      byte[] request = LoadClient.post(port, "/api/v1/task", TASK);
      for (int i = 0; i < times; i++) {
        LoadClient.run(port, 1, () -> request, 1, Duration.ofSeconds(10));
        long answered = System.nanoTime();
        await(lines, line -> line.startsWith("event:task"));
        millis.add((System.nanoTime() - answered) / 1e6);
      }
    }
    return millis;
  }

  private static void await(BufferedReader lines, Predicate<String> wanted) throws IOException {
    String line;
    do {
      line =
          Optional.ofNullable(lines.readLine())
              .orElseThrow(() -> new IOException("the server has ended the event stream"));
    } while (!wanted.test(line));
  }
}
