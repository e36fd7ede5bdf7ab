package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inner rings say what to do in plain words; the API says by which call. */
class CallsInMessagesTest {
  private static final NodeId NODE = new NodeId("node-1");
  private static final DeviceSerial PHONE = new DeviceSerial("P1");

  private final ApiUnderTest server = ApiUnderTest.start();
  private final Api api = server.client();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_unknown_username_comes_with_the_call_that_adds_an_account() throws Exception {
    Api.Answer refused =
        api.post(
            "/task",
            "{\"usernames\": [\"nobody\"], \"script_name\": \"follow\","
                + " \"script_config\": {\"target_user\": \"ann\"}}");

    assertThat(refused.code()).isEqualTo(40401);
    assertThat(refused.message()).contains("@nobody").endsWith("; POST /accounts adds accounts");
  }

  @Test
  void a_task_that_is_not_there_comes_with_the_call_that_lists_tasks() throws Exception {
    assertThat(api.get("/task/4711").message())
        .isEqualTo("there is no task 4711; GET /task lists tasks");
    assertThat(api.get("/task/99999999999999999999").message())
        .isEqualTo("there is no task 99999999999999999999; GET /task lists tasks");
  }

  @Test
  void a_retry_that_needs_force_comes_with_its_parameter() throws Exception {
    long id = unknownOutcome();

    Api.Answer refused = api.post("/task/" + id + "/retry", "");

    assertThat(refused.code()).isEqualTo(40901);
    assertThat(refused.message())
        .contains("may already have done its work")
        .contains("tap Follow")
        .endsWith("; ?force=true retries by force");
    assertThat(
            api.post("/task/retry-all", "").data().path("skipped").path(0).path("reason").asText())
        .isEqualTo(refused.message());
    assertThat(api.post("/task/" + id + "/retry?force=true", "").code()).isZero();
  }

  @Test
  void a_retry_that_force_does_not_help_says_nothing_of_it() throws Exception {
    long pending =
        api.create(
                "{\"serials\": [\"P1\"], \"script_name\": \"follow\","
                    + " \"script_config\": {\"target_user\": \"ann\"}}")
            .getFirst();

    assertThat(api.post("/task/" + pending + "/retry", "").message()).doesNotContain("force");
  }

  @Test
  void the_reason_of_a_pause_comes_with_the_call_that_ends_it_once() throws Exception {
    server
        .storage()
        .devices()
        .save(
            NODE,
            new Device(
                PHONE,
                List.of(),
                "SM-A145R",
                "14",
                DeviceState.ONLINE,
                OptionalInt.empty(),
                Optional.empty()));

    assertThat(api.post("/devices/P1/pause", "").data().path("pause_reason").asText())
        .isEqualTo("paused by request; POST /devices/P1/resume");

    api.post("/devices/P1/resume", "");
    server
        .storage()
        .devices()
        .pause(PHONE, "ann", "5 failures; POST /devices/P1/resume", Instant.EPOCH);
    assertThat(api.get("/devices/P1").data().path("pause_reason").asText())
        .isEqualTo("5 failures; POST /devices/P1/resume");
  }

  private long unknownOutcome() throws Exception {
    long id =
        api.create(
                "{\"serials\": [\"P1\"], \"script_name\": \"follow\","
                    + " \"script_config\": {\"target_user\": \"ann\"}}")
            .getFirst();
    Instant now = server.clock().instant();
    server
        .storage()
        .tasks()
        .change(
            new TaskId(id),
            task -> task.claim(NODE, now).commitIntent("tap Follow", now).interrupt(now));
    return id;
  }
}
