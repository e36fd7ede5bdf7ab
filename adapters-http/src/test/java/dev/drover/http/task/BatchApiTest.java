package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Passing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches over HTTP: their number on tasks, how far they are, the wait, and the stop. */
class BatchApiTest {
  private static final String TWO =
      "{'serials': ['P1', 'P2'], 'script_name': 'follow', 'script_config': {'target_user': 'ann'}}";

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

  private Api.Answer created(String body) throws Exception {
    Api.Answer answer = api.post("/task", body.replace('\'', '"'));
    assertThat(answer.code()).isZero();
    return answer;
  }

  private long batch() throws Exception {
    return created(TWO).data().path("batch_id").asLong();
  }

  private static List<Long> ids(JsonNode tasks) {
    List<Long> ids = new ArrayList<>();
    tasks.forEach(task -> ids.add(task.path("id").asLong()));
    return ids;
  }

  private Task run(String phone) {
    NodeId node = new NodeId("node-1");
    Instant now = server.clock().instant();
    server.storage().nodes().acquire(node, new UUID(1, 1), Duration.ofHours(1), now);
    return server
        .storage()
        .tasks()
        .claimDue(node, Set.of(new DeviceSerial(phone)), 10, now)
        .getFirst();
  }

  @Test
  void the_tasks_of_a_request_have_its_batch() throws Exception {
    JsonNode first = created(TWO).data();
    JsonNode second = created(TWO).data();
    long batch = first.path("batch_id").asLong();

    assertThat(batch).isEqualTo(first.at("/task_ids/0").asLong());
    assertThat(second.path("batch_id").asLong()).isNotEqualTo(batch);
    assertThat(api.task(first.at("/task_ids/1").asLong()).path("batch_id").asLong())
        .isEqualTo(batch);
    JsonNode listed = api.get("/task?page_size=1&batch_id=" + batch).data();
    assertThat(listed.path("total").asInt()).isEqualTo(2);
    assertThat(listed.at("/tasks/0/batch_id").asLong()).isEqualTo(batch);
    assertThat(api.get("/task?batch_id=999").data().path("total").asInt()).isZero();
  }

  @Test
  void a_repeated_request_is_the_same_batch() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "monday");
    String body = TWO.replace('\'', '"');

    JsonNode first = api.post("/task", body, key).data();

    assertThat(api.post("/task", body, key).data()).isEqualTo(first);
    assertThat(first.path("batch_id").asLong()).isPositive();
  }

  @Test
  void tasks_are_listed_by_their_ids_whatever_page_size_is_usual() throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      created(TWO).data().path("task_ids").forEach(id -> ids.add(id.asLong()));
    }
    String wanted = String.join(",", ids.stream().map(String::valueOf).toList());

    JsonNode found = api.get("/task?ids=" + wanted + ",999999").data();

    assertThat(ids(found.path("tasks"))).isEqualTo(ids.reversed());
    assertThat(found.path("page_size").asInt()).isEqualTo(100);
    assertThat(ids(api.get("/task?ids=" + wanted + "&page_size=2").data().path("tasks")))
        .hasSize(2);
    assertThat(api.get("/task?ids=").data().path("total").asInt()).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=1,x", "ids=0", "ids=1,,2", "ids=-4", "batch_id=0", "batch_id=x"})
  void a_selection_that_can_not_be_read_is_refused(String query) throws Exception {
    Api.Answer answer = api.get("/task?" + query);

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains(query.substring(0, query.indexOf('=')));
  }

  @Test
  void more_than_a_hundred_ids_are_refused() throws Exception {
    String many =
        String.join(",", IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).toList());

    assertThat(api.get("/task?ids=" + many).message()).contains("at most 100");
  }

  @Test
  void a_batch_tells_how_far_it_is() throws Exception {
    long batch = batch();
    Task runs = run("P1");

    JsonNode data = api.get("/task/batch/" + batch).data();

    assertThat(data.path("ended").asBoolean()).isFalse();
    assertThat(data.path("total").asInt()).isEqualTo(2);
    assertThat(data.path("running").asInt()).isEqualTo(1);
    assertThat(data.path("pending").asInt()).isEqualTo(1);
    api.post("/task/" + (batch + 1) + "/cancel", "");
    JsonNode after = api.get("/task/batch/" + batch).data();
    assertThat(after.at("/outcomes/no_effect").asInt()).isEqualTo(1);
    assertThat(after.at("/failed_ids/0").asLong()).isEqualTo(batch + 1);
    assertThat(runs.id()).isEqualTo(new TaskId(batch));
  }

  @Test
  void a_client_waits_until_the_last_task_has_ended() throws Exception {
    long batch = batch();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> wait =
          clients.submit(() -> server.client().get("/task/batch/" + batch + "?wait=15"));
      while (server.waits().waiting() == 0) {
        Passing.untilNextLook();
      }

      api.post("/task/batch/" + batch + "/stop", "");

      assertThat(wait.get().data().path("ended").asBoolean()).isTrue();
      assertThat(wait.get().data().path("failed").asInt()).isEqualTo(2);
    }
  }

  @Test
  void the_end_of_the_server_answers_clients_that_wait() throws Exception {
    long batch = batch();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> wait =
          clients.submit(() -> server.client().get("/task/batch/" + batch + "?wait=15"));
      while (server.waits().waiting() == 0) {
        Passing.untilNextLook();
      }

      server.waits().close();

      assertThat(wait.get().code()).isZero();
      assertThat(wait.get().data().path("ended").asBoolean()).isFalse();
    }
  }

  @Test
  void a_stop_cancels_what_waits_and_may_be_repeated() throws Exception {
    long batch = batch();

    JsonNode first = api.post("/task/batch/" + batch + "/stop", "").data();
    JsonNode again = api.post("/task/batch/" + batch + "/stop", "").data();

    assertThat(first.path("cancelled_count").asInt()).isEqualTo(2);
    assertThat(first.path("stopped_count").asInt()).isZero();
    assertThat(again.path("cancelled_count").asInt()).isZero();
    assertThat(api.task(batch).path("failure_code").asText()).isEqualTo("cancelled");
    assertThat(api.post("/task/retry-all", "").data().path("retried_count").asInt()).isZero();
  }

  /** No node ends the task in this test. */
  @Test
  void a_stop_that_a_task_does_not_obey_says_so() throws Exception {
    long batch = batch();
    run("P1");

    Api.Answer answer = api.post("/task/batch/" + batch + "/stop", "");

    assertThat(answer.code()).isEqualTo(40901);
    assertThat(answer.message()).contains("1 running and 0 pending", "1 were cancelled");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /task/batch/999, 40401",
    "GET, /task/batch/0, 40401",
    "GET, /task/batch/x, 40001",
    "GET, /task/batch/1?wait=61, 40001",
    "GET, /task/batch/1?wait=-1, 40001",
    "GET, /task/batch/1?wait=soon, 40001",
    "POST, /task/batch/999/stop, 40401",
    "POST, /task/batch/x/stop, 40001",
    "DELETE, /task/batch/1, 40501",
  })
  void what_can_not_be_is_refused(String method, String path, int code) throws Exception {
    Api.Answer answer =
        switch (method) {
          case "GET" -> api.get(path);
          case "POST" -> api.post(path, "");
          default -> api.delete(path, "");
        };

    assertThat(answer.code()).as(answer.message()).isEqualTo(code);
  }

  /** The second task of a request is no batch of its own. */
  @Test
  void the_id_of_another_task_is_no_batch() throws Exception {
    assertThat(api.get("/task/batch/" + (batch() + 1)).code()).isEqualTo(40401);
  }

  @Test
  void a_key_that_may_only_read_may_wait_and_may_not_stop() throws Exception {
    try (ApiUnderTest guarded = ApiUnderTest.with().keyDemanded().start()) {
      Api client = guarded.client();
      Map<String, String> reader = Map.of("X-API-Key", guarded.key("r", AccessScope.READ));

      assertThat(client.post("/task/batch/1/stop", "", reader).code()).isEqualTo(40101);
      assertThat(client.post("/task/1/cancel", "", reader).code()).isEqualTo(40101);
      assertThat(client.post("/task/1/reschedule", "{}", reader).code()).isEqualTo(40101);
      assertThat(client.get("/task/batch/1").code()).isEqualTo(40101);
    }
  }

  @Test
  void a_batch_of_ten_thousand_tasks_is_listed_and_stopped() throws Exception {
    String users =
        String.join(",", IntStream.range(0, 10_000).mapToObj(i -> "'u" + i + "'").toList());
    JsonNode created =
        created(
                "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_users': ["
                    + users
                    + "]}}")
            .data();
    long batch = created.path("batch_id").asLong();

    assertThat(api.get("/task?batch_id=" + batch).data().path("total").asInt()).isEqualTo(10_000);
    assertThat(
            api.post("/task/batch/" + batch + "/stop", "").data().path("cancelled_count").asInt())
        .isEqualTo(10_000);
    assertThat(api.get("/task/batch/" + batch + "?wait=1").data().path("failed_ids"))
        .hasSize(10_000);
  }
}
