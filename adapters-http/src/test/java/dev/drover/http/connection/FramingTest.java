package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Request lines, headers and framings as they should be and in every way spoilt. Whatever comes,
 * there is an answer: an envelope, no internal error, and no broken connection.
 */
@Timeout(300)
class FramingTest {
  private static final int CLIENTS = 4;
  private static final int EACH = 1_000;

  private static final String TASK =
      "{\"serials\":[\"P1\"],\"script_name\":\"follow\",\"script_config\":{\"target_users\":[\"@a\"]}}";

  private static final List<String> REQUESTS =
      List.of(
          "GET /api/v1/task/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n",
          "GET /api/v1/task?page=1 HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
          "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + TASK.length()
              + "\r\n\r\n"
              + TASK,
          "POST /api/v1/task HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: "
              + TASK.length()
              + "\r\n\r\n"
              + TASK,
          "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(TASK.length())
              + "\r\n"
              + TASK
              + "\r\n0\r\n\r\n",
          "DELETE /api/v1/task/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n",
          "PUT /api/v1/settings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");

  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\0",
          " ",
          "\t",
          ":",
          ";",
          "é",
          "%00",
          "%",
          "//",
          "..",
          "?",
          "#",
          "HTTP/1.0",
          "HTTP/1.1",
          "HTTP/2.0",
          "http://evil.example/",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding:\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 1, 1\r\n",
          "Host: evil.example\r\n",
          "Host:\r\n",
          "Connection: close\r\n",
          "Connection: upgrade\r\nUpgrade: websocket\r\n",
          "Content-Encoding: gzip\r\n",
          "Content-Type: x\r\n",
          "Content-Type: \r\n",
          "Cookie: \0\r\n",
          "Accept: text/html;q=x\r\n",
          "X-Request-Id: \u007f\r\n",
          "Idempotency-Key: \r\n",
          "Expect: nothing\r\n",
          "TE: trailers\r\n",
          "Trailer: X\r\n",
          " folded\r\n",
          "X".repeat(9_000),
          "0\r\n\r\n");

  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** All that comes back of a connection on which no more is sent than this. */
  private static byte[] exchange(byte[] sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(sent);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    }
  }

  private static List<RawHttp.Answer> answers(byte[] received) throws IOException {
    List<RawHttp.Answer> answers = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(received);
    while (in.available() > 0) {
      RawHttp.Answer answer = RawHttp.parsed(in);
      if (answer.status() >= 200) {
        answers.add(answer);
      }
    }
    return answers;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: gzip, chunked",
        "POST /api/v1/task HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: gzip",
        "GET /api/v1/task HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: chunked\nContent-Length: 3",
        "G\0T /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        "\0 /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        "G\u007fT /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        "GET /api/v1/\0 HTTP/1.1\nHost: 127.0.0.1",
        "G(T /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        " /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        "GÉT /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1",
        "GET /api/v1/task/stats HTTP/1.2\nHost: 127.0.0.1",
        "GET /api/v1/task/stats HTTP/2.0\nHost: 127.0.0.1",
        "PRI * HTTP/2.0\nHost: 127.0.0.1",
        "GET /api/v1/task/stats\nHost: 127.0.0.1",
        "GET /api/v1/task/stats HTTP/1.1",
        "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1\nContent-Length: x",
        "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1\nX: \0",
        "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1\nX",
      })
  void what_is_not_http_as_the_server_speaks_it_is_refused(String head) throws Exception {
    try (LogLines lines = LogLines.of("io.helidon")) {
      byte[] sent = (head.replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
      List<RawHttp.Answer> answers = answers(exchange(sent));
      assertThat(answers).hasSize(1);
      assertThat(answers.getFirst().status()).as(answers.getFirst().body()).isEqualTo(400);
      assertThat(answers.getFirst().code()).isEqualTo(40001);
      assertThat(lines.messages()).isEmpty();
    }
  }

  private static int codeOf(String contentType) throws IOException {
    String sent =
        String.join(
            "\r\n",
            "POST /api/v1/task HTTP/1.1",
            "Host: 127.0.0.1",
            contentType,
            "Content-Length: " + TASK.length(),
            "",
            TASK);
    return answers(exchange(sent.getBytes(StandardCharsets.ISO_8859_1))).getFirst().code();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Content-Type: application/json",
        "Content-Type: APPLICATION/JSON",
        "content-type: Application/Json ; Charset=UTF-8",
        "Content-Type: application/json;",
        "Content-Type: application/json; ;",
        "Content-Type: application/merge-patch+json",
      })
  void json_is_json_in_every_writing(String header) throws Exception {
    assertThat(codeOf(header)).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: text/plain; application/json",
        "Content-Type: text/plain;charset=application/json",
        "Content-Type: application/json, text/plain",
        "Content-Type: application/x-www-form-urlencoded;application/json",
        "Content-Type: multipart/form-data; boundary=application/json",
        "Content-Type: ; application/json",
        "Content-Type: text/json+json",
        "Content-Type: json",
      })
  void what_a_form_could_send_is_no_json(String header) throws Exception {
    assertThat(codeOf(header)).isEqualTo(41501);
  }

  @Test
  void a_refused_client_that_still_sends_sees_its_answer() throws Exception {
    byte[] body = new byte[6 * 1024 * 1024];
    String head =
        "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n";
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    sent.writeBytes(body);
    for (int i = 0; i < 5; i++) {
      assertThat(answers(exchange(sent.toByteArray())).getFirst().code()).isEqualTo(40001);
    }
  }

  @Test
  void whatever_is_sent_is_answered() throws Exception {
    long seed = Long.getLong("drover.fuzz.seed", System.nanoTime());
    System.out.println("framing seed: -Ddrover.fuzz.seed=" + seed);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<Integer, Integer>>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        running.add(clients.submit(() -> run(random)));
      }
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Map<Integer, Integer>> client : running) {
        client.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      }
      System.out.println("framing answers by status: " + statuses);
      assertThat(statuses).containsKeys(200, 400, 403, 404);
    }
  }

  private static Map<Integer, Integer> run(Random random) throws Exception {
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < EACH; i++) {
      byte[] sent = spoilt(random);
      List<RawHttp.Answer> answers = checked(sent);
      answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
    }
    return statuses;
  }

  private static List<RawHttp.Answer> checked(byte[] sent) {
    String shown = "sent: " + printable(sent);
    try {
      byte[] received = exchange(sent);
      List<RawHttp.Answer> answers = answers(received);
      if (!new String(sent, StandardCharsets.ISO_8859_1).isBlank()) {
        assertThat(answers).as(shown).isNotEmpty();
      }
      for (RawHttp.Answer answer : answers) {
        assertThat(answer.status()).as("%s%n%s", shown, answer.body()).isLessThan(500);
        assertThat(answer.code()).as(shown).isNotNegative();
      }
      return answers;
    } catch (IOException broken) {
      throw new AssertionError(shown, broken);
    }
  }

  private static String printable(byte[] sent) {
    String text = new String(sent, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.min(600, text.length()))
        + " ("
        + HexFormat.of().formatHex(sent, 0, Math.min(200, sent.length))
        + ")";
  }

  private static byte[] spoilt(Random random) {
    StringBuilder text = new StringBuilder(REQUESTS.get(random.nextInt(REQUESTS.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      int head = Math.max(1, text.indexOf("\r\n\r\n"));
      int at = random.nextInt(random.nextInt(4) == 0 ? text.length() : head);
      switch (random.nextInt(6)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        case 3 -> text.deleteCharAt(at);
        case 4 -> text.setLength(Math.max(1, at));
        case 5 -> {
          // A whole header, where headers are.
          int line = text.indexOf("\r\n");
          if (line >= 0) {
            text.insert(line + 2, PIECES.get(random.nextInt(PIECES.size())));
          }
        }
        default -> throw new IllegalStateException();
      }
      if (text.isEmpty()) {
        text.append('x');
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
