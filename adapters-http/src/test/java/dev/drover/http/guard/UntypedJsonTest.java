package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON without a Content-Type: who may send it, and each way around that. */
class UntypedJsonTest {
  private static final String TASK =
      "{\"serials\":[\"P1\"],\"script_name\":\"follow\",\"script_config\":{\"target_users\":[\"@a\"]}}";

  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.with().allowedOrigins("https://dashboard.example").start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp.Answer post(ApiUnderTest to, String path, String headers, String body)
      throws IOException {
    return RawHttp.send(
        to.port(),
        "POST /api/v1" + path + " HTTP/1.1\nHost: 127.0.0.1:" + to.port() + "\n" + headers,
        body);
  }

  private static RawHttp.Answer post(String headers) throws IOException {
    return post(server, "/task", headers, TASK);
  }

  @Test
  void a_program_on_this_machine_may_leave_it_out() throws Exception {
    assertThat(post("User-Agent: python-requests/2.32\nAccept: */*").code()).isZero();
    assertThat(post(server, "/queue/pause", "", "{}").code()).isZero();
    assertThat(post(server, "/queue/resume", "", "{}").code()).isZero();
  }

  @Test
  void so_may_one_that_speaks_http_1_0_with_or_without_a_host() throws Exception {
    for (String host : new String[] {"", "\nHost: localhost"}) {
      assertThat(RawHttp.send(server.port(), "POST /api/v1/task HTTP/1.0" + host, TASK).code())
          .isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "Application/Json; Charset=UTF-8",
        "application/json;charset=utf-8",
        "application/vnd.API+JSON",
      })
  void a_media_type_has_any_case(String type) throws Exception {
    assertThat(post("Content-Type: " + type).code()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Origin: http://127.0.0.1:PORT",
        "Origin: https://dashboard.example",
        "ORIGIN: http://127.0.0.1:PORT",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: same-origin",
        "sec-fetch-mode: no-cors",
        "SEC-FETCH-DEST: empty",
        "Sec-Ch-Ua: x",
        "Forwarded: for=192.0.2.1",
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-for:",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: 127.0.0.1",
        "X-Forwarded: anything",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy",
        "Referer: http://127.0.0.1:PORT/api/v1/docs",
        "Cookie: a=b",
      })
  void where_a_browser_or_a_proxy_may_be_behind_it_a_type_is_demanded(String header)
      throws Exception {
    String real = header.replace("PORT", Integer.toString(server.port()));

    assertThat(post(real).code()).isEqualTo(41501);
    assertThat(post("Content-Type: application/json\n" + real).code()).isZero();
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "Origin: null",
        "Origin: https://evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
      })
  void a_page_of_another_site_is_refused_as_ever(String header) throws Exception {
    assertThat(post(header).code()).isEqualTo(40302);
  }

  @ParameterizedTest(name = "Content-Type: {0}")
  @ValueSource(
      strings = {
        "text/plain",
        "TEXT/PLAIN; charset=utf-8",
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; application/json",
        "text/plain, application/json",
        "application/json, text/plain",
        "application/jsonp",
        "json",
        "*/*",
        ";",
        ",",
        "application/json\nContent-Type: text/plain; x",
        "text/plain\nContent-Type: application/json",
      })
  void a_type_that_is_given_counts(String type) throws Exception {
    assertThat(post("Content-Type: " + type).code()).isIn(41501, 40001);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"Content-Type:", "Content-Type: ", "content-type:\t"})
  void an_empty_type_is_not_none(String header) throws Exception {
    assertThat(post(header).code()).isEqualTo(41501);
  }

  @Test
  void a_form_that_is_sent_without_a_type_is_no_json() throws Exception {
    assertThat(post(server, "/task", "", "serials=P1&script_name=follow").code()).isEqualTo(40001);
    assertThat(post(server, "/task", "", "--x\r\nContent-Disposition: form-data").code())
        .isEqualTo(40001);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"POST, /accounts/import", "POST, /accounts/import/"})
  void a_table_needs_its_type(String method, String path) throws Exception {
    assertThat(post(server, path, "", "username\nann\n").code()).isEqualTo(41501);
  }

  @Test
  void where_keys_are_demanded_a_type_is_too() throws Exception {
    try (ApiUnderTest closed = ApiUnderTest.with().keyDemanded().start()) {
      String key = "X-API-Key: " + closed.key("ci", AccessScope.WRITE);

      assertThat(post(closed, "/task", key, TASK).code()).isEqualTo(41501);
      assertThat(post(closed, "/task", key + "\nContent-Type: application/json", TASK).code())
          .isZero();
    }
  }

  /** Runs where this machine has an address beside those of loopback. */
  @Test
  void a_program_on_another_machine_needs_a_type() throws Exception {
    InetAddress own = ownAddress();
    assumeFalse(own.isLoopbackAddress());
    try (ApiUnderTest open =
            ApiUnderTest.with().host("0.0.0.0").allowedHosts(own.getHostAddress()).start();
        Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(own, open.port()));
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                      + TASK.length()
                      + "\r\n\r\n"
                      + TASK)
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(RawHttp.parsed(socket.getInputStream()).code()).isEqualTo(41501);
    }
  }

  /** The address by which this machine would call others; nothing is sent. */
  private static InetAddress ownAddress() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.ofLiteral("192.0.2.1"), 9);
      return socket.getLocalAddress();
    } catch (UncheckedIOException | SocketException noRoute) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
