package dev.drover.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CheckedClient;
import dev.drover.http.testing.OpenApiContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees, over real HTTP; no phone is connected. */
class ApiContractTest {
  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.start();
    api = new Api(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<byte[]> raw(
      String method, String path, String body, Consumer<HttpRequest.Builder> more)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    more.accept(request);
    return CheckedClient.send(request.build());
  }

  private static JsonNode envelope(HttpResponse<byte[]> response) throws IOException {
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    JsonNode envelope = Api.JSON.readTree(response.body());
    assertThat(envelope.path("code").isInt()).as(CheckedClient.text(response)).isTrue();
    assertThat(envelope.path("message").asText()).isNotBlank();
    assertThat(envelope.has("data")).isTrue();
    return envelope;
  }

  private static String follow(String more) {
    return "{\"serials\": [\"P1\"], \"script_name\": \"follow\","
        + " \"script_config\": {\"target_users\": [\"@ann\"]}"
        + more
        + "}";
  }

  @ParameterizedTest(name = "{0} → {1}, naming {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | 40001 | not valid JSON",
        "[] | 40001 | must be a JSON object",
        "null | 40001 | must be a JSON object",
        "{\"a\": 1, \"a\": 2} | 40001 | Duplicate",
        "{} {} | 40001 | not valid JSON",
        "{\"serials\": [\"P1\"]} | 40002 | script_name",
        "{\"script_name\": \"\"} | 40002 | script_name",
        "{\"script_name\": \"dance\"} | 40003 | follow, unfollow",
        "{\"script_name\": \"message\"} | 40003 | not supported",
        "{\"script_name\": \"super_marketing\"} | 40003 | not supported",
        "{\"script_name\": \"login\"} | 40003 | not supported",
        "{\"script_name\": \"scrape_user\"} | 40003 | not supported",
        "{\"script_name\": \"follow\"} | 40001 | /serials",
        "{\"script_name\": \"follow\", \"serials\": []} | 40001 | /serials",
        "{\"script_name\": \"follow\", \"serials\": \"P1\"} | 40001 | /serials",
        "{\"script_name\": \"follow\", \"serials\": [1]} | 40001 | /serials/0",
        "{\"script_name\": \"follow\", \"serials\": [\"a;b\"]} | 40001 | /serials/0",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"]} | 40001 | /script_config",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"], \"script_config\": []} | 40001 | /script_config",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"], \"script_config\": {}} | 40001 | /script_config/target_users",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"], \"script_config\": {\"target_user\": \" , \"}} | 40001 | /script_config/target_user",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"], \"script_config\": {\"target_user\": \"a b\"}} | 40001 | /script_config/target_user",
        "{\"script_name\": \"follow\", \"serials\": [\"P1\"], \"script_config\": {\"target_user\": \"a\", \"access_method\": \"fly\"}} | 40001 | direct, search",
        "{\"script_name\": \"follow\", \"usernames\": [\"nobody\"], \"script_config\": {\"target_user\": \"a\"}} | 40401 | @nobody",
        "{\"script_name\": \"follow\", \"serials\": [\"P\\u0000\"], \"script_config\": {\"target_user\": \"a\"}} | 40001 | U+0000",
        "{\"script_name\": \"follow\", \"serials\": [\"P\\ud800\"], \"script_config\": {\"target_user\": \"a\"}} | 40001 | surrogate",
      })
  void a_task_that_can_not_be_is_refused_and_none_is_made(String body, int code, String named)
      throws Exception {
    Api.Answer answer = api.post("/task", body);

    assertThat(answer.code()).as(answer.message()).isEqualTo(code);
    assertThat(answer.message()).contains(named).doesNotContain("Source").doesNotContain("jackson");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ", \"start_time\": \"25:00\" | /start_time",
        ", \"start_time\": 5 | /start_time",
        ", \"min_interval\": -1 | /min_interval",
        ", \"min_interval\": 1.5 | /min_interval",
        ", \"min_interval\": 5, \"max_interval\": 4 | /max_interval",
        ", \"enable_multi_account\": \"yes\" | /enable_multi_account",
        ", \"usernames\": [\"a b\"] | /usernames/0",
      })
  void a_field_that_is_wrong_is_named_by_its_pointer(String more, String pointer) throws Exception {
    Api.Answer answer = api.post("/task", follow(more));

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field")).containsExactly(pointer);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() throws Exception {
    Api.Answer answer =
        api.post(
            "/task",
            "{\"script_name\": \"follow\", \"serials\": [1], \"start_time\": \"x\","
                + " \"script_config\": {\"target_users\": [2], \"access_method\": \"fly\"}}");

    assertThat(answer.data().path("errors").findValuesAsText("field"))
        .contains(
            "/serials/0",
            "/start_time",
            "/script_config/target_users/0",
            "/script_config/access_method");
  }

  @Test
  void what_a_key_that_nobody_reads_or_an_absent_phone_means_is_a_warning() throws Exception {
    Api.Answer answer = api.post("/task", follow(", \"colour\": \"red\""));

    assertThat(answer.code()).isZero();
    assertThat(answer.data().path("warnings").toString())
        .contains("/colour")
        .contains("phone P1 is not known");
    JsonNode task = api.task(answer.data().path("task_ids").get(0).asLong());
    assertThat(task.path("status_text").asText()).isEqualTo("pending");
    assertThat(task.path("serial").asText()).isEqualTo("P1");
  }

  @ParameterizedTest(name = "GET {0} → {1}")
  @CsvSource({
    "/task?status=9, 40001",
    "/task?status=x, 40001",
    "/task?page_size=1000, 40001",
    "/task?page_size=0, 40001",
    "/task?page=0, 40001",
    "/task?script_name=dance, 40001",
    "/task?source=x, 40001",
    "/task/424242, 40401",
    "/task/0, 40401",
    "/task/-5, 40401",
    "/task/99999999999999999999, 40401",
    "/task/abc, 40001",
    "/nothing, 40401",
    "/devices/none, 40401",
    "/accounts?platform=myspace, 40001",
    "/task?status=, 0",
    "/task?username=%40Ann, 0",
  })
  void reads_answer_the_codes_of_the_contract(String path, int code) throws Exception {
    assertThat(api.get(path).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/task, 40501",
    "PATCH, /api/v1/task/1, 40501",
    "POST, /api/v1/license/check, 40501",
    "GET, /, 40401",
    "GET, /api/v2/task, 40401",
    "GET, /api/v1/task/1/artifacts/%00, 40401",
    "GET, /api/v1/devices/a%00b, 40401",
  })
  void methods_and_paths_that_there_are_not_have_the_envelope(String method, String path, int code)
      throws Exception {
    HttpResponse<byte[]> response = raw(method, path, "", _ -> {});

    assertThat(envelope(response).path("code").asInt()).isEqualTo(code);
    assertThat(response.statusCode()).isEqualTo(code / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "x", "*/*", "application/xml; charset=utf-8"})
  void a_body_of_another_type_is_refused(String type) throws Exception {
    HttpResponse<byte[]> response =
        raw("POST", "/api/v1/task", follow(""), r -> r.header("Content-Type", type));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(envelope(response).path("code").asInt()).isEqualTo(41501);
  }

  @Test
  void a_body_that_is_too_large_is_refused() throws Exception {
    HttpResponse<byte[]> response =
        raw(
            "POST",
            "/api/v1/task",
            follow(", \"x\": \"" + "a".repeat(11 * 1024 * 1024) + "\""),
            r -> r.header("Content-Type", "application/json"));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(envelope(response).path("code").asInt()).isEqualTo(41301);
  }

  @Test
  void an_empty_body_is_told_so() throws Exception {
    HttpResponse<byte[]> response =
        raw("POST", "/api/v1/task", "", r -> r.header("Content-Type", "application/json"));

    assertThat(envelope(response).path("code").asInt()).isEqualTo(40001);
    assertThat(CheckedClient.text(response)).contains("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET /api/v1/task HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/task HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
      })
  void what_is_not_http_gets_the_envelope_too(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      OpenApiContract.served().checkNotHttp(answer);
      assertThat(answer).startsWith("HTTP/1.1 4").contains("\"code\":40001").contains("\"data\"");
    }
  }

  @Test
  void lists_are_paged_newest_first_and_filtered() throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addAll(
          api.create(
              "{'serials': ['P1', 'P2'], 'script_name': '"
                  + (i % 2 == 0 ? "follow" : "unfollow")
                  + "', 'script_config': {'target_users': ['@ann']}}"));
    }

    JsonNode page = api.get("/task?page=2&page_size=3").data();

    assertThat(page.path("total").asInt()).isEqualTo(10);
    assertThat(page.path("page").asInt()).isEqualTo(2);
    assertThat(page.path("page_size").asInt()).isEqualTo(3);
    assertThat(page.path("tasks").findValuesAsText("id"))
        .containsExactly("" + ids.get(6), "" + ids.get(5), "" + ids.get(4));
    assertThat(
            api.get("/task?serial=P2&script_name=unfollow&status=0&source=api")
                .data()
                .path("total")
                .asInt())
        .isEqualTo(2);
    assertThat(api.get("/task?status=2").data().path("total").asInt()).isZero();
    assertThat(
            api.get("/task?task_id_lt=" + ids.get(2)).data().path("tasks").findValuesAsText("id"))
        .containsExactly("" + ids.get(1), "" + ids.get(0));
  }

  @Test
  void changes_that_the_state_forbids_are_conflicts() throws Exception {
    long id = api.create(follow("")).getFirst();

    assertThat(api.post("/task/" + id + "/stop", "").code()).isEqualTo(40901);
    assertThat(api.post("/task/" + id + "/retry", "").code()).isEqualTo(40901);
    assertThat(api.post("/task/424242/retry", "").code()).isEqualTo(40401);
    assertThat(api.delete("/task/" + id, "").data().path("deleted_count").asInt()).isEqualTo(1);
    assertThat(api.delete("/task/" + id, "").code()).isEqualTo(40401);
    assertThat(api.delete("/task/batch", "{\"task_ids\": []}").code()).isEqualTo(40001);
    assertThat(api.delete("/task/batch", "{\"task_ids\": [\"x\"]}").code()).isEqualTo(40001);
  }

  @Test
  void more_than_ten_thousand_tasks_in_one_request_are_refused() throws Exception {
    StringBuilder users = new StringBuilder("u0");
    for (int i = 1; i < 5001; i++) {
      users.append(",u").append(i);
    }
    Api.Answer answer =
        api.post(
            "/task",
            "{\"serials\": [\"P1\", \"P2\"], \"script_name\": \"follow\","
                + " \"script_config\": {\"target_user\": \""
                + users
                + "\"}}");

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains("10000").contains("10002");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @Test
  void a_plan_without_the_api_is_refused_everywhere() throws Exception {
    server.close();
    server = ApiUnderTest.with().plan(LicensePlan.STARTER).start();
    api = new Api(server.port());

    for (String path : List.of("/license/check", "/task", "/task/stats", "/devices", "/accounts")) {
      assertThat(api.get(path).code()).as(path).isEqualTo(40301);
    }
    assertThat(api.post("/task", follow("")).code()).isEqualTo(40301);
  }

  @Test
  void accounts_are_kept_once_and_listed_by_filter() throws Exception {
    assertThat(
            api.post("/accounts", "{\"username\": \"@Ann\", \"device\": \"P1\", \"tags\": [\"x\"]}")
                .code())
        .isZero();
    assertThat(api.post("/accounts", "{\"username\": \"ann\"}").code()).isEqualTo(40901);
    assertThat(api.post("/accounts", "{\"username\": \"bob\", \"status\": 1}").code()).isZero();

    assertThat(api.get("/accounts?tag=x&device=P1").data().path("total").asInt()).isEqualTo(1);
    assertThat(api.get("/accounts?status=1").data().path("accounts").get(0).path("username"))
        .hasToString("\"bob\"");

    Api.Answer made =
        api.post(
            "/task",
            "{\"usernames\": [\"ANN\"], \"script_name\": \"follow\","
                + " \"script_config\": {\"target_user\": \"x\"}}");
    JsonNode task = api.task(made.data().path("task_ids").get(0).asLong());
    assertThat(task.path("serial").asText()).isEqualTo("P1");
    assertThat(task.path("username").asText()).isEqualTo("Ann");
  }
}
