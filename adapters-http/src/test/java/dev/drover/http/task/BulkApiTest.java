package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One action on all tasks that match a filter, and the filters and statistics of how tasks end. */
class BulkApiTest {
  private static final NodeId NODE = new NodeId("node-1");

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

  private List<Long> created(String serial, int count) throws Exception {
    StringBuilder users = new StringBuilder("u0");
    for (int i = 1; i < count; i++) {
      users.append(",u").append(i);
    }
    return api.create(
        "{'serials': ['%s'], 'script_name': 'follow', 'script_config': {'target_user': '%s'}}"
            .formatted(serial, users));
  }

  private Task run(String phone) {
    Instant now = server.clock().instant();
    server.storage().nodes().acquire(NODE, new UUID(1, 1), Duration.ofHours(1), now);
    return server
        .storage()
        .tasks()
        .claimDue(NODE, Set.of(new DeviceSerial(phone)), 10, now)
        .getFirst();
  }

  private void fail(String phone, Outcome outcome) {
    Task failed =
        run(phone)
            .fail(
                new TaskFailure(FailureCode.DEVICE_LOST, outcome, "gone"),
                server.clock().instant());
    server.storage().tasks().finish(failed, 1, AttemptEnd.of(failed));
  }

  private JsonNode bulk(String body) throws Exception {
    Api.Answer answer = api.post("/task/bulk", body.replace('\'', '"'));
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.data();
  }

  @Test
  void a_preview_says_what_would_be_done_and_changes_nothing() throws Exception {
    created("P1", 3);
    fail("P1", Outcome.NO_EFFECT);
    fail("P1", Outcome.UNKNOWN);

    JsonNode stop = bulk("{'action': 'stop', 'filter': {'serial': 'P1'}, 'dry_run': true}");
    assertThat(stop.path("changes"))
        .hasToString("[{\"change\":\"cancel\",\"count\":1,\"ids\":[3]}]");
    assertThat(stop.at("/skipped/0/code").asText()).isEqualTo("ended");
    assertThat(stop.path("skipped_count").asInt()).isEqualTo(2);
    JsonNode retry = bulk("{'action': 'retry', 'filter': {'status': 3}, 'dry_run': true}");
    assertThat(retry.at("/changes/0/ids")).hasToString("[1]");
    assertThat(retry.at("/skipped/0/code").asText()).isEqualTo("may_have_worked");
    assertThat(retry.at("/skipped/0/ids")).hasToString("[2]");
    assertThat(retry.path("newest_id").asLong()).isEqualTo(2);

    assertThat(api.get("/task/stats").data().path("failed").asInt()).isEqualTo(2);
    assertThat(api.get("/task/stats").data().path("pending").asInt()).isEqualTo(1);
  }

  @Test
  void five_hundred_tasks_are_stopped_retried_and_deleted_in_one_call_each() throws Exception {
    created("P1", 500);
    created("P2", 1);

    assertThat(
            bulk("{'action': 'stop', 'filter': {'serial': 'P1'}}").at("/changes/0/count").asInt())
        .isEqualTo(500);
    assertThat(api.get("/task?failure_code=cancelled").data().path("total").asInt()).isEqualTo(500);
    JsonNode retried = bulk("{'action': 'retry', 'filter': {'failure_code': 'cancelled'}}");
    assertThat(retried.at("/changes/0/change").asText()).isEqualTo("retry_cancelled");
    assertThat(retried.path("changed_count").asInt()).isEqualTo(500);
    assertThat(api.get("/task/stats").data().path("pending").asInt()).isEqualTo(501);
    JsonNode deleted =
        bulk("{'action': 'delete', 'filter': {'serial': 'P1', 'status': 'pending'}}");
    assertThat(deleted.path("changed_count").asInt()).isEqualTo(500);
    assertThat(api.get("/task/stats").data().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void what_came_after_the_preview_is_left_alone() throws Exception {
    List<Long> before = created("P1", 2);
    JsonNode preview = bulk("{'action': 'stop', 'all': true, 'dry_run': true}");
    created("P1", 1);

    JsonNode done =
        bulk(
            "{'action': 'stop', 'all': true, 'filter': {'task_id_lt': %d}}"
                .formatted(preview.path("newest_id").asLong() + 1));

    assertThat(done.at("/changes/0/ids"))
        .hasToString("[" + before.get(1) + "," + before.get(0) + "]");
    assertThat(api.get("/task/stats").data().path("pending").asInt()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'action': 'delete'} | /filter",
        "{'action': 'delete', 'filter': {}} | /filter",
        "{'action': 'delete', 'filter': {'task_id_lt': 9}} | /filter",
        "{'action': 'delete', 'filter': {'serial': ''}} | /filter/serial",
        "{'action': 'delete', 'filter': {'ids': []}} | /filter/ids",
        "{'action': 'delete', 'filter': {'ids': [0]}} | /filter/ids/0",
        "{'action': 'delete', 'filter': {'serials': ['P1']}} | /filter/serials",
        "{'action': 'delete', 'filter': {'status': 7}} | /filter/status",
        "{'action': 'delete', 'filters': {'serial': 'P1'}} | /filters",
        "{'action': 'destroy', 'filter': {'serial': 'P1'}} | /action",
        "{'filter': {'serial': 'P1'}} | /action",
      })
  void a_selector_that_may_mean_everything_is_refused(String body, String field) throws Exception {
    created("P1", 1);

    Api.Answer refused = api.post("/task/bulk", body.replace('\'', '"'));

    assertThat(refused.code()).isEqualTo(40001);
    assertThat(refused.data().path("errors").toString()).contains("\"" + field + "\"");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void lists_are_filtered_by_how_tasks_ended() throws Exception {
    created("P1", 3);
    fail("P1", Outcome.NO_EFFECT);
    fail("P1", Outcome.UNKNOWN);

    JsonNode unknown = api.get("/task?outcome=unknown").data();
    assertThat(unknown.path("total").asInt()).isEqualTo(1);
    assertThat(unknown.at("/tasks/0/id").asLong()).isEqualTo(2);
    assertThat(
            api.get("/task?outcome=no_effect&failure_code=device_lost")
                .data()
                .path("total")
                .asInt())
        .isEqualTo(1);
    assertThat(api.get("/task?outcome=nobody_knows").code()).isEqualTo(40001);
    assertThat(api.get("/task?failure_code=bad_luck").code()).isEqualTo(40001);
  }

  @Test
  void the_history_has_an_hour_each_and_what_the_scripts_came_to() throws Exception {
    created("P1", 3);
    fail("P1", Outcome.NO_EFFECT);
    fail("P1", Outcome.UNKNOWN);

    JsonNode history = api.get("/task/stats/history?hours=2&time_zone=Asia/Kolkata").data();

    assertThat(history.path("hours")).hasSize(2);
    assertThat(history.at("/hours/0/from").asText()).isEqualTo("2026-11-24T08:30:00Z");
    JsonNode now = history.at("/hours/1");
    assertThat(now.path("failed").asInt()).isEqualTo(1);
    assertThat(now.path("unknown").asInt()).isEqualTo(1);
    assertThat(now.path("started").asInt()).isEqualTo(2);
    assertThat(now.path("delay_median").asDouble(-1)).isZero();
    assertThat(history.at("/hours/0/delay_median").isNull()).isTrue();
    assertThat(history.at("/scripts/0/script_name").asText()).isEqualTo("follow");
    assertThat(history.at("/scripts/0/unknown").asInt()).isEqualTo(1);
    assertThat(api.get("/task/stats/history").data().path("hours")).hasSize(24);
    assertThat(api.get("/task/stats/history?hours=169").code()).isEqualTo(40001);
    assertThat(api.get("/task/stats/history?time_zone=Mars").code()).isEqualTo(40001);
  }
}
