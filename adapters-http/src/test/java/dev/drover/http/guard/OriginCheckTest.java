package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CrossSite;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server makes of requests that a web page of somebody else could send. */
class OriginCheckTest {
  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server =
        ApiUnderTest.with()
            .allowedHosts("drover.example", "proxy.example:8443")
            .allowedOrigins(CrossSite.ALLOWED_ORIGIN)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp.Answer get(String path, String host, String headers) throws IOException {
    return CrossSite.get(server.port(), path, host, headers);
  }

  private static String here() {
    return CrossSite.host(server.port());
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
    for (String path : CrossSite.EVERYWHERE) {
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.drover.http.testing.CrossSite#foreignHeaders")
  void a_page_of_another_site_is_refused_everywhere(String header) throws Exception {
    long before = server.storage().queries().stats().total();

    CrossSite.checkRefused(server.port(), header);

    assertThat(server.storage().queries().stats().total()).isEqualTo(before);
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
            CrossSite.FOLLOW);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo(41501);
  }

  @Test
  void what_is_not_http_and_what_is_refused_has_those_headers_too() throws Exception {
    CrossSite.checkSecurityHeaders(
        "not HTTP", RawHttp.send(server.port(), "GET /api/v1/%zz HTTP/1.1\nHost: x", ""));
    CrossSite.checkSecurityHeaders("a name", get("/api/v1/task", "evil.example", ""));
    CrossSite.checkSecurityHeaders(
        "a method",
        RawHttp.send(server.port(), "TRACE /api/v1/task HTTP/1.1\nHost: " + here(), ""));
    CrossSite.checkSecurityHeaders(
        "a type",
        RawHttp.send(
            server.port(),
            "POST /api/v1/task HTTP/1.1\nContent-Type: text/plain\nHost: " + here(),
            CrossSite.FOLLOW));
  }
}
