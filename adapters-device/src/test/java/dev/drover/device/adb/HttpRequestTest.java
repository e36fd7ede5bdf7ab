package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
  private final Buffer sent = new Buffer();

  private HttpResponse exchange(HttpRequest request, String answer) throws IOException {
    return request.exchange(new Buffer().writeUtf8(answer), sent);
  }

  @Test
  void a_request_with_a_body_tells_its_length_in_bytes() throws Exception {
    HttpResponse answer =
        exchange(
            HttpRequest.post("/session", "{\"a\": \"é\"}"),
            "HTTP/1.1 200 OK\r\nCONTENT-length: 3\r\nX: y\r\n\r\nétrailing");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("ét");
    assertThat(sent.readUtf8())
        .startsWith("POST /session HTTP/1.1\r\n")
        .contains("Content-Length: 11\r\n")
        .endsWith("\r\n\r\n{\"a\": \"é\"}");
  }

  @Test
  void an_answer_without_a_length_ends_with_the_stream() throws Exception {
    assertThat(exchange(HttpRequest.get("/status"), "HTTP/1.0 404 Not Found\r\n\r\nno").body())
        .isEqualTo(new byte[] {'n', 'o'});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshor",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5"
      })
  void what_is_no_answer_is_refused(String answer) {
    assertThatThrownBy(() -> exchange(HttpRequest.get("/status"), answer))
        .isInstanceOf(IOException.class);
  }

  @Test
  void headers_without_an_end_are_refused() {
    assertThatThrownBy(
            () ->
                exchange(
                    HttpRequest.get("/status"), "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("headers");
    assertThatThrownBy(
            () ->
                exchange(HttpRequest.get("/status"), "HTTP/1.1 200 OK\r\nA: " + "b".repeat(20_000)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "/a b", "/a\r\nX: y", "/a?b"})
  void a_path_is_a_plain_one(String path) {
    assertThatThrownBy(() -> HttpRequest.get(path)).isInstanceOf(IllegalArgumentException.class);
  }
}
