package dev.drover.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.text.NearestName;
import dev.drover.http.json.QueryParameters.Blank;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.OpenApiContract;
import io.helidon.common.uri.UriQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No query parameter is ignored without a word, and none does what was not meant. */
class UnknownQueryParametersTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\","
          + " \"script_config\": {\"target_user\": \"ann\"}}";

  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.start();
    api = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Api.Answer send(String operation) throws Exception {
    String path = operation.substring(operation.indexOf(' ') + 1);
    return switch (operation.substring(0, operation.indexOf(' '))) {
      // A socket names its origin before anything else.
      case "GET" -> api.get(path, Map.of("Origin", "http://127.0.0.1:" + server.port()));
      case "POST" -> api.post(path, path.startsWith("/task?") ? FOLLOW : "");
      case "DELETE" ->
          api.delete(path, path.startsWith("/task/batch") ? "{\"task_ids\": [1]}" : "");
      default -> throw new IllegalArgumentException(operation);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /license/check",
        "GET /task",
        "POST /task",
        "GET /task/stats",
        "GET /task/1",
        "DELETE /task/1",
        "DELETE /task/batch",
        "POST /task/retry-all",
        "GET /accounts",
      })
  void a_call_of_the_vendors_api_ignores_it_with_a_warning(String operation) throws Exception {
    assertThat(api.post("/task", FOLLOW).code()).isZero();

    Api.Answer answer = send(operation + "?blocked=true&_=1&empty=");

    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("warnings").toString())
        .contains("\\\"blocked\\\" is not known and was ignored")
        .contains("\\\"empty\\\" is not known and was ignored")
        .doesNotContain("\\\"_\\\"");
  }

  /** Every other call that a test can send without a body. */
  static Stream<String> ownCalls() {
    return OpenApiContract.served().operations().stream()
        .filter(operation -> operation.startsWith("GET ") || operation.startsWith("POST "))
        .filter(
            operation ->
                !operation.matches(
                    "GET /(license/check|task|task/stats|task/\\{task_id}|accounts|rpc/.*)"
                        + "|POST /(task|task/retry-all|task/\\{task_id}/(stop|retry)|accounts"
                        + "|rpc/(session|jsonrpc|adb)|rpc/session/\\{session_id}/heartbeat"
                        + "|accounts/import|devices/connect)"));
  }

  @ParameterizedTest
  @MethodSource("ownCalls")
  void a_call_of_drovers_own_refuses_it(String operation) throws Exception {
    Api.Answer answer = send(operation.replaceAll("\\{[^}]*}", "1") + "?nonsense=1");

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    assertThat(answer.data().path("errors").get(0).path("field").asText()).isEqualTo("nonsense");
  }

  @Test
  void a_call_that_is_refused_has_changed_nothing() throws Exception {
    assertThat(api.post("/accounts", "{\"username\": \"ann\"}").code()).isZero();

    assertThat(api.delete("/accounts/1?forse=true", "").message())
        .contains("did you mean \"force\"?");
    assertThat(api.post("/queue/pause?until=10", "").code()).isEqualTo(40001);
    assertThat(api.post("/accounts?dry_run=true", "{\"username\": \"bob\"}").code())
        .isEqualTo(40001);

    assertThat(api.get("/accounts").data().path("total").asInt()).isEqualTo(1);
    assertThat(api.get("/queue").data().path("paused").asBoolean()).isFalse();
  }

  @Test
  void a_cache_buster_is_let_pass() throws Exception {
    assertThat(api.get("/devices?_=1732442400").code()).isZero();
    assertThat(api.get("/task?_=1732442400").data().has("warnings")).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/task?statsu=0 | did you mean \\\"status\\\"?",
        "/task?pageSize=5 | did you mean \\\"page_size\\\"?",
        "/accounts?tags=x | did you mean \\\"tag\\\"?",
        "/accounts?blocked=true | known are platform, device, logined, status, tag, held, username,"
            + " page, page_size",
        "/task/stats?page=1 | this call has no query parameters",
      })
  void the_warning_names_what_is_known(String path, String hint) throws Exception {
    assertThat(api.get(path).data().path("warnings").toString()).contains(hint);
  }

  private static List<String> warnings(String query) {
    return new QueryParameters(UriQuery.create(query), Blank.ABSENT).warningsOfUnknown();
  }

  @Test
  void an_unknown_name_is_shown_in_part_and_its_value_never() {
    assertThat(warnings("n".repeat(500) + "=s3cret"))
        .singleElement()
        .asString()
        .contains("nnn…")
        .doesNotContain("s3cret")
        .hasSizeLessThan(200);
  }

  @Test
  void of_many_unknown_names_the_first_are_told() {
    String query =
        IntStream.range(0, 100).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));

    assertThat(warnings(query))
        .hasSize(21)
        .last()
        .isEqualTo("80 more query parameters are not known and were ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/task?dry_run=", "/task?dry_run", "/task/1/retry?force="})
  void an_empty_parameter_of_a_call_that_changes_something_is_refused(String path)
      throws Exception {
    Api.Answer answer = api.post(path, path.startsWith("/task?") ? FOLLOW : "");

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    assertThat(answer.message()).contains("must not be empty");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @Test
  void an_empty_filter_counts_as_absent() throws Exception {
    assertThat(api.post("/task", FOLLOW).code()).isZero();

    assertThat(
            api.get("/task?status=&serial=&script_name=&source=&page=")
                .data()
                .path("total")
                .asInt())
        .isEqualTo(1);
    assertThat(api.get("/accounts?platform=&logined=&status=&device=&tag=").code()).isZero();
  }

  @Test
  void warnings_stand_beside_data_that_has_no_place_for_them() {
    Answer answer = new Answer(Json.MAPPER.createArrayNode().add(1), List.of("x was ignored"));

    assertThat(Envelope.success(answer))
        .hasToString(
            "{\"code\":0,\"message\":\"success\",\"data\":[1],\"warnings\":[\"x was ignored\"]}");
    assertThat(Envelope.success(new Answer(Json.MAPPER.createObjectNode(), List.of())))
        .hasToString("{\"code\":0,\"message\":\"success\",\"data\":{}}");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "strat_time, start_time",
    "starttime, start_time",
    "START-TIME, start_time",
    "star_tim, start_time",
    "stat_tme, start_time",
    "tags, tag",
    "page, page",
    "paeg, page",
  })
  void the_nearest_name_is_one_or_two_letters_away(String given, String nearest) {
    assertThat(NearestName.of(given, Map.of("start_time", 1, "tag", 1, "page", 1).keySet()))
        .contains(nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "time", "start", "startling", "tagged", "pg", "xyz"})
  void a_name_that_is_farther_away_is_near_to_none(String given) {
    assertThat(NearestName.of(given, Map.of("start_time", 1, "tag", 1, "page", 1).keySet()))
        .isEmpty();
  }
}
