package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are read by what they mean, and answers have the documented form alone. */
class LenientRequestTest {
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

  /** Single quotes stand for double ones. */
  private Api.Answer post(String path, String body) throws Exception {
    return api.post(path, body.replace('\'', '"'));
  }

  private Api.Answer create(String script, String config) throws Exception {
    return post(
        "/task",
        "{'serials': ['P1'], 'script_name': '" + script + "', 'script_config': " + config + "}");
  }

  private Api.Answer follow(String more) throws Exception {
    return post(
        "/task", "{'script_name': 'follow', 'script_config': {'target_user': 'ann'}" + more + "}");
  }

  private static void assertDone(Api.Answer answer) {
    assertThat(answer.code()).as(answer.message()).isZero();
  }

  private static List<String> warnings(Api.Answer answer) {
    assertDone(answer);
    List<String> warnings = new ArrayList<>();
    answer.data().path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }

  private JsonNode task(Api.Answer created) throws Exception {
    assertDone(created);
    return api.task(created.data().path("task_ids").get(0).asLong());
  }

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "account_warmup | {'task_duration': 600.0} | {'task_duration': 600}",
        "account_warmup | {'task_duration': '600'} | {'task_duration': 600}",
        "account_warmup | {'task_duration': 12.5} | {'task_duration': 12.5}",
        "account_warmup | {'like_probable': 12.5, 'floow_probable': '0.50'} | {'like_probable':"
            + " 12.5, 'floow_probable': 0.5}",
        "account_warmup | {'insert_emoji': 'true', 'comment': 'a'} | {'insert_emoji': true,"
            + " 'comment': 'a'}",
        "account_warmup | {'generate_by_chatgpt': 'true', 'chatgpt_settings': {'api_key': 'k',"
            + " 'max_tokens': '50', 'temperature': '1.0'}} | {'generate_by_chatgpt': true,"
            + " 'chatgpt_settings': {'api_key': '********', 'max_tokens': 50, 'temperature': 1}}",
        "post | {'content_type': '1', 'image_count': 3.0} | {'content_type': 1, 'image_count': 3}",
        "post | {'upload_wait_time': '30.5', 'add_product_link': '1'} | {'upload_wait_time': 30.5,"
            + " 'add_product_link': 1}",
        "post | {'captions': '5'} | {'captions': '5'}",
      })
  void numbers_and_booleans_are_read_in_every_exact_form(String script, String config, String shown)
      throws Exception {
    JsonNode expected = Api.JSON.readTree(shown.replace('\'', '"'));
    JsonNode task = task(create(script, config));

    assertThat(task.path("script_config")).hasToString(expected.toString());
    assertThat(api.get("/task").data().path("tasks").get(0).path("script_config"))
        .hasToString(expected.toString());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "account_warmup | {'task_duration': ' 600'} | task_duration",
        "account_warmup | {'task_duration': '6e2'} | task_duration",
        "account_warmup | {'like_probable': '5%'} | like_probable",
        "account_warmup | {'like_probable': 100.1} | like_probable",
        "account_warmup | {'insert_emoji': 'yes'} | insert_emoji",
        "account_warmup | {'insert_emoji': '1'} | insert_emoji",
        "post | {'image_count': 1.5} | image_count",
        "post | {'image_count': '1.5'} | image_count",
        "post | {'image_count': '99999999999999999999'} | image_count",
        "post | {'content_type': 'true'} | content_type",
      })
  void what_is_not_exactly_a_number_or_a_boolean_is_refused(
      String script, String config, String field) throws Exception {
    Api.Answer answer = create(script, config);

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field"))
        .containsExactly("/script_config/" + field);
  }

  @Test
  void the_fields_of_the_request_are_read_likewise() throws Exception {
    assertDone(
        follow(
            ", 'serials': ['P1'], 'enable_multi_account': 'false', 'min_interval': '1',"
                + " 'max_interval': 2.0"));
    assertThat(follow(", 'serials': ['P1'], 'min_interval': '1.5'").code()).isEqualTo(40001);
  }

  @Test
  void other_bodies_take_exact_text_too() throws Exception {
    Api.Answer settings =
        api.put("/settings", "{\"auto_retry\": \"true\", \"max_retry_count\": \"5\"}");

    assertDone(settings);
    assertThat(settings.data().path("auto_retry").isBoolean()).isTrue();
    assertThat(settings.data().path("max_retry_count").isInt()).isTrue();
  }

  @Test
  void what_is_empty_counts_as_absent_in_every_field_of_a_request() throws Exception {
    assertDone(api.post("/accounts", "{\"username\": \"ann\", \"device\": \"P1\"}"));

    JsonNode task =
        task(
            follow(
                ", 'serials': [], 'usernames': ['ann'], 'start_time': '', 'min_interval': '',"
                    + " 'max_interval': [], 'enable_multi_account': ''"));

    assertThat(task.path("username").asText()).isEqualTo("ann");
    assertThat(task.path("start_time").isNull()).isTrue();
    assertDone(follow(", 'serials': ['P1'], 'usernames': ''"));
    assertThat(follow(", 'serials': '', 'usernames': []").message())
        .contains("must name at least one phone or account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content_type': '', 'post_way': '', 'placement': '', 'add_sound': '', 'image_count': ''}",
        "{'material_list': '', 'materials_tags': [], 'captions': [], 'upload_wait_time': ''}",
        "{'post_way': [], 'add_product_link': [], 'origin_sound_volume': []}",
      })
  void what_is_empty_counts_as_absent_in_every_parameter(String config) throws Exception {
    assertDone(create("post", config));
  }

  @Test
  void an_empty_array_gives_way_to_the_targets_as_text() throws Exception {
    Api.Answer answer = create("follow", "{'target_users': [], 'target_user': 'ann,bob'}");

    assertThat(answer.data().path("created_count").asInt()).as(answer.message()).isEqualTo(2);
  }

  @Test
  void what_is_empty_is_a_value_where_something_is_changed() throws Exception {
    assertThat(api.put("/settings", "{\"auto_retry\": \"\"}").code()).isEqualTo(40001);
    assertThat(api.delete("/task/batch", "{\"task_ids\": []}").code()).isEqualTo(40001);
    assertThat(api.delete("/task/batch", "{\"task_ids\": \"\"}").code()).isEqualTo(40001);
    assertDone(api.post("/accounts", "{\"username\": \"ann\", \"tags\": [\"x\"]}"));
    assertThat(api.put("/accounts/1", "{\"tags\": []}").data().path("tags")).isEmpty();
  }

  @Test
  void ids_may_be_text() throws Exception {
    long id =
        api.create("{'serials': ['P1'], 'script_name': 'post', 'script_config': {}}").getFirst();

    Api.Answer answer = api.delete("/task/batch", "{\"task_ids\": [\"" + id + "\", \"99\", 98.0]}");

    assertDone(answer);
    assertThat(answer.data().path("deleted_count").asInt()).isEqualTo(1);
    assertThat(answer.data().path("not_found")).hasToString("[99,98]");
    assertThat(api.delete("/task/batch", "{\"task_ids\": [\"1x\"]}").code()).isEqualTo(40001);
    assertThat(api.delete("/task/batch", "{\"task_ids\": [1.5]}").code()).isEqualTo(40001);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "/task?status=pending, 1",
    "/task?status=0, 1",
    "/task?status=failed, 0",
    "/accounts?status=enabled, 1",
    "/accounts?status=disabled, 0",
    "/accounts?logined=logged_in, 1",
    "/accounts?logined=0, 0",
    "/accounts?logined=not_logged_in, 0",
  })
  void a_status_is_a_number_or_a_text(String path, int total) throws Exception {
    assertDone(api.post("/accounts", "{\"username\": \"ann\"}"));
    assertDone(create("post", "{}"));

    Api.Answer answer = api.get(path);

    assertThat(answer.data().path("total").asInt(-1)).as(answer.message()).isEqualTo(total);
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "super_marketing", "scrape_user", "login"})
  void tasks_of_a_script_that_is_known_by_name_only_are_an_empty_list(String script)
      throws Exception {
    Api.Answer answer = api.get("/task?script_name=" + script);

    assertDone(answer);
    assertThat(answer.data().path("total").asInt(-1)).isZero();
    assertThat(create(script, "{}").code()).isEqualTo(40003);
    assertThat(create(script, "{}").message()).contains("is not supported", "supported are post");
  }

  @Test
  void a_script_that_will_never_come_is_refused_with_the_reason() throws Exception {
    assertThat(create("login", "{}").message())
        .contains("will not be: Drover takes no passwords; log in by hand", "live screen")
        .doesNotContain("yet");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "9:00, 09:00, 2026-11-25T09:00:00Z",
    "2026-11-29T09:00, 2026-11-29T09:00:00Z, 2026-11-29T09:00:00Z",
    "2026-11-29T09:00:30+01:00, 2026-11-29T08:00:30Z, 2026-11-29T08:00:30Z",
    // It is 10:00 now; the current minute counts as now.
    "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
  })
  void a_start_time_is_answered_in_the_documented_form(
      String given, String shown, String scheduledAt) throws Exception {
    Api.Answer created = follow(", 'serials': ['P1'], 'start_time': '" + given + "'");

    assertThat(warnings(created))
        .noneMatch(warning -> warning.contains("start_time") && !warning.contains("tomorrow"));
    assertThat(task(created).path("start_time").asText()).isEqualTo(shown);
    assertThat(task(created).path("scheduled_at").asText())
        .startsWith(scheduledAt.substring(0, 19));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-24T09:59:59Z", "2026-11-23T10:00:00Z", "2026-11-24T09:00"})
  void a_start_time_that_is_past_is_a_warning(String past) throws Exception {
    Api.Answer created = follow(", 'serials': ['P1'], 'start_time': '" + past + "'");

    assertThat(warnings(created))
        .anyMatch(warning -> warning.contains("start_time") && warning.contains("is past"));
    assertThat(task(created).path("scheduled_at").asText()).startsWith("2026-11-24T10:00:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T09:59:59Z", "2025-11-25T02:00:00Z", "2026-11-22T09:00"})
  void a_start_time_that_is_more_than_a_day_past_is_refused(String past) throws Exception {
    Api.Answer answer = follow(", 'serials': ['P1'], 'start_time': '" + past + "'");

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field"))
        .containsExactly("/start_time");
    assertThat(answer.message()).contains("more than a day past");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @Test
  void a_longest_view_below_the_usual_shortest_one_is_taken() throws Exception {
    JsonNode task = task(create("account_warmup", "{'max_duration': 10}"));

    assertThat(task.path("script_config")).hasToString("{\"max_duration\":10}");
  }

  @Test
  void targets_that_are_named_twice_count_once_with_a_warning() throws Exception {
    assertDone(api.post("/accounts", "{\"username\": \"ann\", \"device\": \"P1\"}"));

    Api.Answer phones =
        post(
            "/task",
            "{'serials': ['P1', 'P2', 'P1'], 'script_name': 'follow',"
                + " 'script_config': {'target_users': ['@bob', 'BOB', 'cid']}}");
    Api.Answer accounts = follow(", 'usernames': ['ann', '@Ann']");

    assertThat(phones.data().path("created_count").asInt()).isEqualTo(4);
    assertThat(warnings(phones))
        .contains(
            "serials repeats P1; each counts once",
            "/script_config/target_users repeats BOB; each item counts once");
    assertThat(accounts.data().path("created_count").asInt()).isEqualTo(1);
    assertThat(warnings(accounts)).contains("usernames repeats @Ann; each counts once");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'serials': 'P1' | /serials",
        "'serials': [1] | /serials/0",
        "'usernames': [1] | /usernames/0",
        "'serials': ['P1'], 'start_time': 5 | /start_time",
      })
  void an_error_is_told_once(String fields, String field) throws Exception {
    Api.Answer answer = follow(", " + fields);

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field")).containsExactly(field);
  }

  @Test
  void the_same_error_of_two_lines_is_told_once() throws Exception {
    String line = "x".repeat(2_001);

    Api.Answer answer =
        create(
            "account_warmup",
            "{'comment': '" + line + "a\\n" + line + "b', 'comment_probable': 1}");

    assertThat(answer.data().path("errors")).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: did you mean {1}?")
  @CsvSource({
    "strat_time, start_time",
    "start, start_time",
    "time, start_time",
    "at, start_time",
    "scheduledAt, start_time",
    "startTime, start_time",
    "serial, serials",
    "username, usernames",
    "enableMultiAccount, enable_multi_account",
    "mininterval, min_interval",
    "max_intervall, max_interval",
  })
  void a_field_that_is_almost_a_known_one_is_refused(String given, String meant) throws Exception {
    Api.Answer answer = follow(", 'serials': ['P1'], '" + given + "': '23:00'");

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains("did you mean \"" + meant + "\"?");
    assertThat(answer.data().path("errors").findValuesAsText("field")).containsExactly("/" + given);
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "priority", "x", "interval", "a"})
  void another_unknown_field_is_a_warning(String given) throws Exception {
    assertThat(warnings(follow(", 'serials': ['P1'], '" + given + "': 1")))
        .contains("/" + given + " is not a field of this request and was ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "account_warmup, task_duratoin, task_duration",
    "post, material_tags, materials_tags",
    "post, materialSource, material_source",
  })
  void a_parameter_that_is_almost_a_known_one_is_refused(String script, String given, String meant)
      throws Exception {
    Api.Answer answer = create(script, "{'" + given + "': 'x'}");

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message())
        .contains("/script_config/" + given, "did you mean \"" + meant + "\"?");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @Test
  void a_misspelt_parameter_within_another_is_refused() throws Exception {
    Api.Answer answer =
        create(
            "account_warmup",
            "{'generate_by_chatgpt': true, 'chatgpt_settings': {'api_kye': 'secret'}}");

    assertThat(answer.message())
        .contains("/script_config/chatgpt_settings/api_kye", "did you mean \"api_key\"?")
        .doesNotContain("secret");
  }

  @Test
  void another_unknown_parameter_is_a_warning() throws Exception {
    assertThat(warnings(create("account_warmup", "{'colour': 5}")))
        .contains("/script_config/colour is not a parameter of this script and was ignored");
  }

  @Test
  void where_targets_are_missing_the_answer_names_what_may_have_been_meant() throws Exception {
    assertThat(create("follow", "{'people': ['ann']}").message())
        .contains("target_users", "must name at least one; people is not a parameter");
    assertThat(follow(", 'phones': ['P1']").message())
        .contains("must name at least one phone or account", "phones");
  }

  @Test
  void a_misspelt_address_of_a_phone_is_named() throws Exception {
    assertThat(api.post("/devices/connect", "{\"adress\": \"192.0.2.7:5555\"}").message())
        .contains("/adress is not a field of this request; there is address");
  }

  @Test
  void a_misspelt_field_of_an_account_is_refused() throws Exception {
    Api.Answer added = api.post("/accounts", "{\"username\": \"ann\", \"devise\": \"P1\"}");
    assertThat(added.code()).isEqualTo(40001);
    assertThat(added.message()).contains("/devise", "did you mean \"device\"?");
    assertThat(api.get("/accounts").data().path("total").asInt()).isZero();

    assertDone(api.post("/accounts", "{\"username\": \"ann\"}"));
    assertThat(api.put("/accounts/1", "{\"tag\": [\"x\"]}").message())
        .contains("did you mean \"tags\"?");
    assertDone(api.put("/accounts/1", "{\"colour\": \"red\"}"));
  }
}
