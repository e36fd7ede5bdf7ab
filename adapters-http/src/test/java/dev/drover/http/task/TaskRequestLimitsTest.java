package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.TaskSource;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import org.junit.jupiter.api.Test;

/** How much one request may have kept, and how much an answer to it repeats. */
class TaskRequestLimitsTest {
  private static ObjectNode request(String script) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("script_name", script);
    body.putArray("serials").add("PHONE1");
    body.putObject("script_config");
    return body;
  }

  private static ObjectNode config(ObjectNode request) {
    return (ObjectNode) request.path("script_config");
  }

  private static TaskRequestReader.TaskRequest read(ObjectNode request) {
    return TaskRequestReader.read(
        request, ScriptTypes.builtIn(), AllowedEndpoints.PUBLIC, TaskSource.API);
  }

  private static ApiError refused(ObjectNode request) {
    ApiError refused = catchThrowableOfType(ApiError.class, () -> read(request).warnings());
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    return refused;
  }

  @Test
  void ten_thousand_targets_are_taken_and_each_task_keeps_little() {
    ObjectNode request = request("comment");
    ArrayNode urls = config(request).putArray("target_post_urls");
    for (int i = 0; i < 10_000; i++) {
      urls.add("https://www.tiktok.com/@a_user_of_some_length/video/7100000000000" + (100_000 + i));
    }
    config(request).put("comment_content", "nice\nwow");

    var read = read(request).request();

    assertThat(read.script().perTask(read.values())).hasSize(10_000);
    assertThat(read.charactersOfEachTask()).isLessThan(100);
  }

  @Test
  void what_each_task_would_keep_is_bounded() {
    ObjectNode request = request("comment");
    config(request).put("target_post_url", "https://www.instagram.com/p/C0ffee/");
    config(request).put("comment_content", "a comment\n".repeat(10_000));

    assertThat(refused(request).text())
        .contains("/script_config")
        .contains("65536")
        .contains("each task keeps");
  }

  @Test
  void a_configuration_that_is_too_long_is_refused() {
    ObjectNode request = request("follow");
    ArrayNode users = config(request).putArray("target_users");
    for (int i = 0; i < 40_000; i++) {
      users.add("a_user_of_some_length_that_is_quite_near_the_longest_" + i);
    }

    assertThat(refused(request).text()).contains("/script_config").contains("2097152");
  }

  @Test
  void of_very_many_errors_the_first_are_told_and_all_are_counted() {
    ObjectNode request = request("follow");
    ArrayNode users = config(request).putArray("target_users");
    for (int i = 0; i < 20_000; i++) {
      users.add("no name");
    }

    ApiError refused = refused(request);

    assertThat(refused.fields()).hasSize(101);
    assertThat(refused.fields().getLast().message()).contains("19900 more errors");
    assertThat(refused.text().length()).isLessThan(50_000);
  }

  @Test
  void a_very_long_value_is_not_repeated() {
    ObjectNode request = request("follow");
    config(request).put("target_user", "x".repeat(1_000_000));

    assertThat(refused(request).text().length()).isLessThan(2_000);
  }
}
