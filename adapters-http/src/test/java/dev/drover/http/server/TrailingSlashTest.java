package dev.drover.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path with slashes at its end means the path without, and opens nothing more. */
class TrailingSlashTest {
  private static final String TASK =
      "{\"serials\":[\"P1\"],\"script_name\":\"follow\",\"script_config\":{\"target_users\":[\"@a\"]}}";

  private static ApiUnderTest server;
  private static ApiUnderTest closed;

  @BeforeAll
  static void start() throws Exception {
    server = ApiUnderTest.start();
    closed = ApiUnderTest.with().keyDemanded().start();
    send(server, "POST", "/task", "Content-Type: application/json", TASK);
  }

  @AfterAll
  static void stop() {
    server.close();
    closed.close();
  }

  private static RawHttp.Answer send(
      ApiUnderTest to, String method, String path, String headers, String body) throws IOException {
    return RawHttp.send(
        to.port(),
        method + " /api/v1" + path + " HTTP/1.1\nHost: 127.0.0.1:" + to.port() + "\n" + headers,
        body);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /task/",
    "GET, /task//",
    "GET, /task/?page=1",
    "GET, /task/stats/",
    "GET, /task/1/",
    "GET, /task/1/log/",
    "GET, /devices/",
    "GET, /accounts/",
    "GET, /license/check/",
    "POST, /task/retry-all/",
    "POST, /queue/resume/",
  })
  void it_means_the_same(String method, String path) throws Exception {
    RawHttp.Answer answer = send(server, method, path, "", "");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.code()).isZero();
  }

  /** A base URL with a slash at its end, and a path with one at its start. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, //task",
    "GET, //task/1",
    "GET, /task//stats",
    "GET, //devices",
  })
  void slashes_in_a_row_mean_one(String method, String path) throws Exception {
    RawHttp.Answer answer = send(server, method, path, "", "");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.code()).isZero();
  }

  @Test
  void a_task_is_made_by_a_path_with_two_slashes() throws Exception {
    assertThat(send(server, "POST", "//task", "Content-Type: application/json", TASK).body())
        .contains("\"created_count\":1");
  }

  @Test
  void a_body_may_begin_with_the_byte_order_mark_of_utf_8() throws Exception {
    assertThat(
            send(server, "POST", "/task", "Content-Type: application/json", "\uFEFF" + TASK).body())
        .contains("\"created_count\":1");
  }

  @Test
  void a_task_is_made_and_a_batch_is_not_taken_for_a_task() throws Exception {
    assertThat(send(server, "POST", "/task/", "Content-Type: application/json", TASK).body())
        .contains("\"created_count\":1");
    RawHttp.Answer deleted =
        send(
            server,
            "DELETE",
            "/task/batch/",
            "Content-Type: application/json",
            "{\"task_ids\": [4711]}");
    assertThat(deleted.body()).contains("\"not_found\":[4711]");
  }

  @Test
  void the_method_and_the_path_are_told_as_without() throws Exception {
    assertThat(send(server, "PUT", "/task/", "", "").code()).isEqualTo(40501);
    assertThat(send(server, "GET", "/no/such/path/", "", "").code()).isEqualTo(40401);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/task/",
        "/task//",
        "/task/stats/",
        "/task/1/",
        "/accounts/",
        "/accounts/export/"
      })
  void a_key_is_demanded_as_without(String path) throws Exception {
    assertThat(send(closed, "GET", path, "", "").code()).isEqualTo(40101);
  }

  @Test
  void a_scope_counts_as_without() throws Exception {
    String key = "X-API-Key: " + closed.key("reader", AccessScope.READ);

    assertThat(send(closed, "GET", "/task/", key, "").code()).isZero();
    assertThat(send(closed, "POST", "/queue/pause/", key, "").code()).isEqualTo(40101);
  }

  @Test
  void a_page_of_another_site_and_a_form_are_refused_as_without() throws Exception {
    assertThat(send(server, "GET", "/task/", "Origin: https://evil.example", "").code())
        .isEqualTo(40302);
    assertThat(send(server, "POST", "/task/", "Content-Type: text/plain", TASK).code())
        .isEqualTo(41501);
    assertThat(send(server, "POST", "/queue/pause/", "Content-Type: text/plain", "{}").code())
        .isEqualTo(41501);
  }
}
