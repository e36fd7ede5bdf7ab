package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests chunked bodies that are, or claim to be, far larger than the memory of a real server
 * process.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
@Order(11)
class ChunkedBodyTest {
  private static final int HEAP_MEGABYTES = 80;
  private static final int MEGABYTE = 1024 * 1024;
  private static final byte[] FILLING = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);

  private static ServerProcess server;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    server = ServerProcess.startWithHeap(home, HEAP_MEGABYTES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What came back, and how much was sent until then. */
  private record Exchange(String answer, long sent) {
    int code() {
      return answer.matches("(?s).*\"code\":\\d+.*")
          ? Integer.parseInt(answer.replaceFirst("(?s).*?\"code\":(\\d+).*", "$1"))
          : -1;
    }
  }

  /** Sends a beginning, then so many bytes of nothing, then an end, or as much as is taken. */
  private static Exchange send(String head, String beginning, long filling, String end)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      long sent = 0;
      try {
        OutputStream out = socket.getOutputStream();
        out.write((head + beginning).getBytes(StandardCharsets.US_ASCII));
        for (; sent < filling; sent += FILLING.length) {
          out.write(FILLING);
        }
        out.write(end.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException cutOff) {
        assertThat(cutOff).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
      }
      return new Exchange(answer(socket.getInputStream()), sent);
    }
  }

  /** A client that goes before its request is whole. */
  private static void leaveAfter(String beginning) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.append((char) next);
        if (answer.toString().endsWith("}")) {
          break;
        }
      }
    } catch (java.net.SocketException reset) {
      // What came before is what there is.
      assertThat(reset).hasMessageContaining("reset");
    }
    return answer.toString();
  }

  private static String head(String method, String path) {
    return method
        + " /api/v1"
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  /** Several at one time, of which the memory could not hold two. */
  private static List<Exchange> several(String head, String beginning, long filling, String end)
      throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Exchange>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(clients.submit(() -> send(head, beginning, filling, end)));
      }
      List<Exchange> exchanges = new ArrayList<>();
      for (Future<Exchange> one : running) {
        exchanges.add(one.get());
      }
      return exchanges;
    }
  }

  private static void checkUnharmed() throws Exception {
    assertThat(server.api().get("/license/check").code()).isZero();
    assertThat(server.output()).doesNotContain("OutOfMemoryError").doesNotContain(" ERROR ");
  }

  @Test
  void a_chunk_larger_than_a_body_may_be_is_refused_by_that_limit() throws Exception {
    long size = 48L * MEGABYTE;
    for (Exchange exchange :
        several(head("POST", "/task"), Long.toHexString(size) + "\r\n", size, "\r\n0\r\n\r\n")) {
      // One that finds others' bodies in the memory is to try again.
      assertThat(exchange.code()).isIn(41301, 50301);
    }
    checkUnharmed();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"7fffffff", "ffffffff", "fffffffffff"})
  void a_chunk_that_says_it_is_huge_is_kept_no_more_of_than_of_any_body(String size)
      throws Exception {
    leaveAfter(head("POST", "/task") + size + "\r\n{}");
    for (Exchange exchange : several(head("POST", "/task"), size + "\r\n", 200L * MEGABYTE, "")) {
      assertThat(exchange.code()).isIn(41301, 50301, -1);
      assertThat(exchange.sent()).as("taken before it was cut off").isLessThan(120L * MEGABYTE);
    }
    checkUnharmed();
  }

  @Test
  void the_size_of_a_chunk_that_does_not_end_is_refused() throws Exception {
    for (String beginning : List.of("1;x=", "0".repeat(20), "z", "")) {
      for (Exchange exchange : several(head("POST", "/task"), beginning, 200L * MEGABYTE, "")) {
        assertThat(exchange.code()).as(beginning).isIn(40001, -1);
        assertThat(exchange.sent()).as(beginning).isLessThan(50L * MEGABYTE);
      }
    }
    checkUnharmed();
  }

  @Test
  void what_follows_the_last_chunk_without_end_is_refused() throws Exception {
    for (Exchange exchange :
        several(head("POST", "/task"), "2\r\n{}\r\n0\r\nX: ", 200L * MEGABYTE, "")) {
      assertThat(exchange.code()).isIn(40001, -1);
      assertThat(exchange.sent()).isLessThan(50L * MEGABYTE);
    }
    checkUnharmed();
  }

  @Test
  void a_body_that_nobody_reads_is_taken_to_its_end_or_cut_off_without_being_kept()
      throws Exception {
    long size = 48L * MEGABYTE;
    for (String path : List.of("/no/such/path", "/task/999/stop")) {
      for (Exchange exchange :
          several(head("POST", path), Long.toHexString(size) + "\r\n", size, "\r\n0\r\n\r\n")) {
        assertThat(exchange.code()).as(path).isEqualTo(40401);
      }
      for (Exchange exchange : several(head("POST", path), "fffffffff\r\n", 400L * MEGABYTE, "")) {
        assertThat(exchange.code()).as(path).isIn(40401, -1);
        assertThat(exchange.sent()).as(path).isLessThan(120L * MEGABYTE);
      }
    }
    checkUnharmed();
  }

  @Test
  void a_file_larger_than_the_memory_may_come_in_one_chunk() throws Exception {
    long size = 120L * MEGABYTE;
    String signature = "\0\0\0\u0018ftypmp42";
    Exchange exchange =
        send(
            head("PUT", "/materials/one-chunk.mp4"),
            Long.toHexString(size + signature.length()) + "\r\n" + signature,
            size,
            "\r\n0\r\n\r\n");

    assertThat(exchange.code()).as(exchange.answer()).isZero();
    JsonNode kept = server.api().get("/materials").data().path("materials").path(0);
    assertThat(kept.path("size").asLong()).isEqualTo(size + signature.length());
    checkUnharmed();
  }

  @Test
  void ordinary_chunks_are_read_and_the_next_request_on_the_connection_is_too() throws Exception {
    String task =
        "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}";
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      requests.append(head("POST", "/task"));
      for (int at = 0; at < task.length(); at += 7) {
        String part = task.substring(at, Math.min(task.length(), at + 7));
        requests
            .append(Integer.toHexString(part.length()))
            .append("\r\n")
            .append(part)
            .append("\r\n");
      }
      requests.append("0\r\n\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 3; i++) {
        RawHttp.Answer answer = RawHttp.parsed(socket.getInputStream());
        assertThat(answer.code()).as(answer.body()).isZero();
        assertThat(answer.body()).contains("\"created_count\":1");
      }
    }
  }
}
