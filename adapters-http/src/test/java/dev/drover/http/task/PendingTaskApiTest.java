package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling and moving tasks over HTTP. */
class PendingTaskApiTest {
  private ApiUnderTest server;
  private Api api;
  private long task;

  @BeforeEach
  void start() throws Exception {
    server = ApiUnderTest.start();
    api = server.client();
    task =
        api.create(
                "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_user':"
                    + " 'ann'}}")
            .getFirst();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Api.Answer reschedule(String body) throws Exception {
    return api.post("/task/" + task + "/reschedule", body.replace('\'', '"'));
  }

  private void run() {
    NodeId node = new NodeId("node-1");
    server
        .storage()
        .nodes()
        .acquire(node, new UUID(1, 1), Duration.ofHours(1), server.clock().instant());
    assertThat(
            server
                .storage()
                .tasks()
                .claimDue(node, Set.of(new DeviceSerial("P1")), 9, server.clock().instant()))
        .hasSize(1);
  }

  @Test
  void a_cancelled_task_keeps_its_history() throws Exception {
    JsonNode cancelled = api.post("/task/" + task + "/cancel", "").data();

    assertThat(cancelled.path("status_text").asText()).isEqualTo("failed");
    assertThat(cancelled.path("failure_code").asText()).isEqualTo("cancelled");
    assertThat(cancelled.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(cancelled.path("remark").asText()).isEqualTo("cancelled by request");
    assertThat(cancelled.path("started_at").isNull()).isTrue();
    assertThat(cancelled.path("finished_at").asText()).isNotBlank();
    assertThat(api.post("/task/" + task + "/cancel", "").data()).isEqualTo(cancelled);
    assertThat(api.post("/task/" + task + "/retry", "").data().path("status").asInt()).isZero();
  }

  @Test
  void a_running_task_is_neither_cancelled_nor_moved() throws Exception {
    run();

    Api.Answer cancelled = api.post("/task/" + task + "/cancel", "");
    assertThat(cancelled.code()).isEqualTo(40901);
    assertThat(cancelled.message()).contains("POST /task/" + task + "/stop");
    assertThat(reschedule("{'start_time': '12:00'}").code()).isEqualTo(40901);
  }

  @Test
  void a_pending_task_can_not_be_stopped_and_is_told_how_to_cancel_it() throws Exception {
    Api.Answer answer = api.post("/task/" + task + "/stop", "");

    assertThat(answer.code()).isEqualTo(40901);
    assertThat(answer.message()).contains("POST /task/" + task + "/cancel");
  }

  @Test
  void a_task_is_moved_to_another_time() throws Exception {
    JsonNode moved = reschedule("{'start_time': '11:30'}").data();

    assertThat(moved.path("start_time").asText()).isEqualTo("11:30");
    assertThat(moved.path("scheduled_at").asText()).startsWith("2026-11-24T11:30:00");
    assertThat(moved.path("status").asInt()).isZero();
    assertThat(
            reschedule("{'start_time': '2027-01-01T00:00:00+01:00'}")
                .data()
                .path("scheduled_at")
                .asText())
        .startsWith("2026-12-31T23:00:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'start_time': ''}",
        "{'start_time': null}",
        "{'start_time': 'soon'}",
        "{'start_time': 900}",
        "{'start_time': '12:00', 'strat': 1}",
        "[]",
      })
  void a_time_that_can_not_be_read_is_refused(String body) throws Exception {
    assertThat(reschedule(body).code()).isEqualTo(40001);
    assertThat(api.task(task).path("start_time").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999/cancel", "0/cancel", "999/reschedule"})
  void there_is_no_such_task(String path) throws Exception {
    assertThat(api.post("/task/" + path, "{\"start_time\": \"12:00\"}").code()).isEqualTo(40401);
  }

  @Test
  void a_task_that_has_ended_is_neither_cancelled_nor_moved() throws Exception {
    api.post("/task/" + task + "/cancel", "");

    assertThat(reschedule("{'start_time': '12:00'}").message())
        .contains("failed", "only a pending");
  }
}
