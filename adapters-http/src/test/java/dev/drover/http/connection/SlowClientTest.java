package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.SlowClient;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Clients that keep connections and do not get on; the server's patience is two seconds. The tests
 * run beside each other, each with an API of its own: most of their time is waiting.
 */
@Timeout(60)
class SlowClientTest {
  private ApiUnderTest server;

  @BeforeEach
  void start() {
    server = ApiUnderTest.with().patience(Duration.ofSeconds(2)).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_client_that_says_nothing_is_cut_off_and_others_are_answered_meanwhile() throws Exception {
    SlowClient.checkCutOff(server.port(), "", "");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_request_line_that_comes_byte_by_byte_is_cut_off() throws Exception {
    SlowClient.checkCutOff(server.port(), "", "GET /api/v1/task" + "?a".repeat(100));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void headers_that_come_byte_by_byte_are_cut_off() throws Exception {
    SlowClient.checkCutOff(
        server.port(),
        "GET /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "X-Slow: " + "a".repeat(100));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_body_that_never_comes_is_cut_off() throws Exception {
    SlowClient.checkCutOff(server.port(), post(1_000), "");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_body_that_comes_byte_by_byte_is_cut_off() throws Exception {
    SlowClient.checkCutOff(server.port(), post(1_000), "{" + " ".repeat(100));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_listener_that_does_not_take_its_events_is_cut_off() throws Exception {
    Api api = new Api(server.port());
    String users =
        IntStream.range(0, 300)
            .mapToObj(i -> "'@somebody_with_a_long_name_" + i + "'")
            .collect(Collectors.joining(","));
    api.get("/task/stats");
    int before = SlowClient.connections(server.port());
    try (Socket listener = SlowClient.asked(server.port(), "/events")) {
      assertThat(new String(listener.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      SlowClient.awaitConnections(server.port(), count -> count > before, "it is connected");
      for (int i = 0; i < 10; i++) {
        api.create(
            "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_users': ["
                + users
                + "]}}");
      }
      SlowClient.awaitConnections(server.port(), count -> count <= before, "it is not any more");
    }
  }

  private static String post(int length) {
    return "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
