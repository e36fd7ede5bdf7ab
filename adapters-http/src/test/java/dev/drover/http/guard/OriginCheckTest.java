package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server makes of requests that a web page of somebody else could send. */
class OriginCheckTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}";

  private static final List<String> EVERYWHERE =
      List.of(
          "/",
          "/api/v1/docs",
          "/api/v1/docs/initializer.js",
          "/api/v1/openapi",
          "/api/v1/task",
          "/api/v1/no/such/path",
          "/observe/health/live",
          "/observe/health/ready",
          "/observe/metrics");

  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server =
        ApiUnderTest.with()
            .allowedHosts("drover.example", "proxy.example:8443")
            .allowedOrigins("https://dashboard.example")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp.Answer get(String path, String host, String headers) throws IOException {
    return RawHttp.send(
        server.port(), "GET " + path + " HTTP/1.1\nHost: " + host + "\n" + headers, "");
  }

  private static String here() {
    return "127.0.0.1:" + server.port();
  }

  @ParameterizedTest(name = "Host: {0}")
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1.evil.example:PORT",
        "localhost.evil.example",
        "localhost.:PORT",
        "127.0.0.1:1",
        "proxy.example",
        "proxy.example:PORT",
        "127.0.0.2:PORT",
        "0.0.0.0:PORT",
        "[::]:PORT",
        "2130706433:PORT",
      })
  void a_name_that_is_not_the_servers_is_refused_everywhere(String host) throws Exception {
    for (String path : EVERYWHERE) {
      RawHttp.Answer answer = get(path, host.replace("PORT", Integer.toString(server.port())), "");

      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.code()).as(path).isEqualTo(40302);
    }
  }

  @ParameterizedTest(name = "Host: {0}")
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "127.0.0.1",
        "localhost:PORT",
        "LOCALHOST",
        "[::1]:PORT",
        "[::1]",
        "drover.example",
        "Drover.Example:PORT",
        "proxy.example:8443",
      })
  void its_own_and_the_configured_names_are_answered(String host) throws Exception {
    assertThat(
            get("/api/v1/task/stats", host.replace("PORT", Integer.toString(server.port())), "")
                .code())
        .isZero();
  }

  @Test
  void the_servers_own_page_may_call_it() throws Exception {
    assertThat(
            get(
                    "/api/v1/task",
                    here(),
                    "Origin: http://" + here() + "\nSec-Fetch-Site: same-origin")
                .code())
        .isZero();
    assertThat(get("/api/v1/docs", here(), "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }

  @Test
  void a_refused_request_is_logged_with_who_and_why_and_can_not_forge_a_line() throws Exception {
    try (LogLines lines = LogLines.of("dev.drover.http")) {
      get("/api/v1/task", here(), "Origin: https://evil.example/\u00e9\u202e");

      String line =
          lines
              .await(event -> event.getFormattedMessage().startsWith("refused"))
              .getFormattedMessage();
      assertThat(line)
          .contains("GET /api/v1/task", "127.0.0.1", "https://evil.example")
          .matches("[ -~]*");
    }
  }

  @Test
  void a_configured_origin_may_call_and_read() throws Exception {
    RawHttp.Answer preflight =
        RawHttp.send(
            server.port(),
            "OPTIONS /api/v1/task HTTP/1.1\nHost: "
                + here()
                + "\nOrigin: https://dashboard.example\nSec-Fetch-Site: cross-site"
                + "\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type",
            "");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://dashboard.example")
        .containsEntry("Vary", "Origin")
        .hasEntrySatisfying(
            "Access-Control-Allow-Methods", methods -> assertThat(methods).contains("POST"))
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers",
            headers -> assertThat(headers).contains("Content-Type", "X-API-Key"))
        .doesNotContainKey("Access-Control-Allow-Credentials");

    RawHttp.Answer answer =
        get(
            "/api/v1/task",
            here(),
            "Origin: https://dashboard.example\nSec-Fetch-Site: cross-site");
    assertThat(answer.code()).isZero();
    assertThat(answer.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://dashboard.example");
  }

  @Test
  void without_a_configured_origin_there_is_no_cors() throws Exception {
    RawHttp.Answer preflight =
        RawHttp.send(
            server.port(),
            "OPTIONS /api/v1/task HTTP/1.1\nHost: "
                + here()
                + "\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST",
            "");

    assertThat(preflight.code()).isEqualTo(40302);
    assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control-"));

    RawHttp.Answer own = get("/api/v1/task", here(), "");
    assertThat(own.code()).isZero();
    assertThat(own.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control-"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "POST, /task, text/plain",
    "POST, /task, application/x-www-form-urlencoded",
    "POST, /task, multipart/form-data; boundary=x",
    "POST, /task/1/stop, text/plain",
    "POST, /task/1/retry, application/x-www-form-urlencoded",
    "POST, /task/retry-all, text/plain",
    "POST, /queue/pause, text/plain",
    "POST, /devices/connect, text/plain",
    "POST, /devices/P1/pause, text/plain",
    "POST, /accounts, text/plain",
    "POST, /accounts/1/pause, text/plain",
    "POST, /accounts/import, application/x-www-form-urlencoded",
    "PUT, /settings, text/plain",
    "DELETE, /task/batch, text/plain",
    "DELETE, /task/1, text/plain",
  })
  void what_a_form_can_send_changes_nothing(String method, String path, String type)
      throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(
            server.port(),
            method + " /api/v1" + path + " HTTP/1.1\nHost: " + here() + "\nContent-Type: " + type,
            FOLLOW);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo(41501);
  }

  @Test
  void what_is_not_http_and_what_is_refused_has_those_headers_too() throws Exception {
    checkHeaders("not HTTP", RawHttp.send(server.port(), "GET /api/v1/%zz HTTP/1.1\nHost: x", ""));
    checkHeaders("a name", get("/api/v1/task", "evil.example", ""));
    checkHeaders(
        "a method",
        RawHttp.send(server.port(), "TRACE /api/v1/task HTTP/1.1\nHost: " + here(), ""));
    checkHeaders(
        "a type",
        RawHttp.send(
            server.port(),
            "POST /api/v1/task HTTP/1.1\nContent-Type: text/plain\nHost: " + here(),
            FOLLOW));
  }

  private static void checkHeaders(String what, RawHttp.Answer answer) {
    assertThat(answer.headers())
        .as(what)
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
        .containsEntry("X-Frame-Options", "DENY")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*"));
    boolean page = what.startsWith("/api/v1/docs") && !what.contains(".js");
    assertThat(answer.headers().getOrDefault("Content-Type", "").startsWith("text/html"))
        .as(what)
        .isEqualTo(page && answer.status() == 200);
  }
}
