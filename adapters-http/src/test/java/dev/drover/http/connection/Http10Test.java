package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/1.0, such as proxies. */
@Timeout(120)
class Http10Test {
  private static final String TASK =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\":"
          + " [\"@ann\"]}}";
  private static final String POST =
      "POST /api/v1/task HTTP/1.0\n"
          + "Host: 127.0.0.1\n"
          + "Content-Type: application/json\n"
          + "Content-Length: "
          + TASK.length();

  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String head, String body) throws IOException {
    socket
        .getOutputStream()
        .write((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
  }

  /** The one answer of a connection that ends with it. */
  private static RawHttp.Answer only(String head, String body) throws IOException {
    try (Socket socket = connected()) {
      send(socket, head, body);
      RawHttp.Answer answer = RawHttp.parsed(socket.getInputStream());
      assertThat(socket.getInputStream().read()).as("the connection ends").isNegative();
      return answer;
    }
  }

  @Test
  void a_request_is_answered_and_the_connection_ends() throws Exception {
    RawHttp.Answer answer = only("GET /api/v1/task/stats HTTP/1.0\nHost: 127.0.0.1", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isZero();
    assertThat(answer.headers()).containsEntry("Connection", "close");
  }

  @Test
  void a_task_is_made() throws Exception {
    assertThat(only(POST, TASK).body()).contains("\"created_count\":1");
  }

  @Test
  void the_host_may_be_left_out() throws Exception {
    assertThat(only("GET /api/v1/task/stats HTTP/1.0", "").code()).isZero();
    assertThat(only("GET /observe/health/live HTTP/1.0\nUser-Agent: probe", "").status())
        .isEqualTo(200);
  }

  @Test
  void a_connection_that_is_to_be_kept_is() throws Exception {
    String get = "GET /api/v1/task/stats HTTP/1.0\nHost: 127.0.0.1\nConnection: Keep-Alive";
    try (Socket socket = connected()) {
      for (int i = 0; i < 3; i++) {
        send(socket, get, "");
        RawHttp.Answer answer = RawHttp.parsed(socket.getInputStream());
        assertThat(answer.code()).isZero();
        assertThat(answer.headers()).containsEntry("Connection", "keep-alive");
        send(socket, POST + "\nConnection: keep-alive", TASK);
        assertThat(RawHttp.parsed(socket.getInputStream()).code()).isZero();
      }
      send(socket, get.replace("Keep-Alive", "close"), "");
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isZero();
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  /** What nginx sends where its configuration has no more than {@code proxy_pass}. */
  @Test
  void a_proxy_in_its_usual_configuration_is_answered() throws Exception {
    String head =
        "POST /api/v1/task HTTP/1.0\nHost: 127.0.0.1:"
            + server.port()
            + "\nConnection: close\nContent-Length: "
            + TASK.length()
            + "\nuser-agent: curl/8.5.0\naccept: */*\ncontent-type: application/json";

    RawHttp.Answer answer = only(head, TASK);

    assertThat(answer.body()).contains("\"created_count\":1");
    assertThat(answer.headers())
        .containsEntry("Connection", "close")
        .containsKey("Content-Length")
        .doesNotContainKey("Transfer-Encoding");
  }

  @Test
  void an_error_keeps_a_kept_connection_usable() throws Exception {
    try (Socket socket = connected()) {
      send(
          socket,
          POST + "\nConnection: keep-alive",
          "{" + TASK.substring(1, 40) + "x".repeat(TASK.length() - 40));
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isEqualTo(40001);
      send(socket, "GET /api/v1/nowhere HTTP/1.0\nConnection: keep-alive", "");
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isEqualTo(40401);
      send(socket, "GET /api/v1/task/stats HTTP/1.0", "");
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isZero();
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void both_versions_may_share_a_connection() throws Exception {
    String chunked =
        "POST /api/v1/task HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
            + "Transfer-Encoding: chunked";
    String chunks = Integer.toHexString(TASK.length()) + "\r\n" + TASK + "\r\n0\r\n\r\n";
    try (Socket socket = connected()) {
      // All of it at once.
      send(socket, chunked, chunks);
      send(socket, POST + "\nConnection: keep-alive", TASK);
      send(socket, "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1", "");
      send(socket, chunked, chunks);
      send(socket, "GET /api/v1/task/stats HTTP/1.0\nHost: 127.0.0.1", "");
      for (int i = 0; i < 5; i++) {
        assertThat(RawHttp.parsed(socket.getInputStream()).code()).as("answer %s", i).isZero();
      }
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void it_may_come_byte_by_byte() throws Exception {
    try (Socket socket = connected()) {
      socket.setTcpNoDelay(true);
      for (byte next :
          (POST.replace("\n", "\r\n") + "\r\n\r\n" + TASK).getBytes(StandardCharsets.UTF_8)) {
        socket.getOutputStream().write(next);
      }
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isZero();
    }
  }

  @Test
  void events_come_without_chunks() throws Exception {
    try (Socket socket = connected()) {
      send(socket, "GET /api/v1/events HTTP/1.0\nHost: 127.0.0.1\nConnection: keep-alive", "");
      String head = until(socket.getInputStream(), "\r\n\r\n");
      assertThat(head)
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close")
          .doesNotContainIgnoringCase("chunked");
      assertThat(until(socket.getInputStream(), "\n\n")).startsWith(":");
      assertThat(new Api(server.port()).create(TASK)).hasSize(1);
      assertThat(until(socket.getInputStream(), "\n\n"))
          .startsWith("id:")
          .contains("\nevent:task\ndata:{");
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).as(text::toString).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void an_expectation_is_not_heeded() throws Exception {
    assertThat(only(POST + "\nExpect: 100-continue", TASK).code()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.0.0.1\nOrigin: https://evil.example",
        "Host: 127.0.0.1\nSec-Fetch-Site: cross-site",
      })
  void a_page_of_another_site_is_refused(String headers) throws Exception {
    RawHttp.Answer answer = only("GET /api/v1/task/stats HTTP/1.0\n" + headers, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo(40302);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Origin: http://localhost",
        "Origin: https://evil.example",
        "Sec-Fetch-Site: none",
        "sec-ch-ua: x",
        "Cookie: a=b",
        "Referer: http://evil.example/",
        "X-Forwarded-For: 192.0.2.1",
        "X-Forwarded-Host: evil.example",
        "Forwarded: host=evil.example",
        "Via: 1.0 proxy",
        "Host:",
        "Host: 127.0.0.1\nHost: evil.example",
        "Transfer-Encoding: chunked",
        "Host: 127.0.0.1\nTransfer-Encoding: chunked",
        "Host: 127.0.0.1\nTransfer-Encoding: gzip, chunked",
        " folded",
        "Host 127.0.0.1",
      })
  void where_a_browser_may_be_behind_it_a_host_is_needed_and_what_is_wrong_is_refused(
      String headers) throws Exception {
    RawHttp.Answer answer = only("GET /api/v1/task/stats HTTP/1.0\n" + headers, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(40001);
  }

  @Test
  void a_head_without_end_is_refused() throws Exception {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes("GET / HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 10_000; i++) {
      head.writeBytes(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    try (Socket socket = connected()) {
      socket.getOutputStream().write(head.toByteArray());
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isEqualTo(40001);
    }
  }
}
