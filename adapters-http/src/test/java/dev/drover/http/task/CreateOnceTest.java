package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Idempotency keys, dry runs, settings, intervals. */
class CreateOnceTest {
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

  private static String follow(String user) {
    return "{\"serials\": [\"P1\", \"P2\"], \"script_name\": \"follow\","
        + " \"script_config\": {\"target_user\": \""
        + user
        + "\"}}";
  }

  private Api.Answer createWithKey(String key, String body) throws Exception {
    return api.post("/task", body, Map.of("Idempotency-Key", key));
  }

  private int total() throws Exception {
    return api.get("/task/stats").data().path("total").asInt();
  }

  @Test
  void a_repeat_with_the_same_key_answers_the_same_and_creates_nothing() throws Exception {
    Api.Answer first = createWithKey("order-1", follow("ann"));
    Api.Answer second = createWithKey("order-1", follow("ann"));

    assertThat(first.code()).as(first.message()).isZero();
    assertThat(second.data()).isEqualTo(first.data());
    assertThat(total()).isEqualTo(2);
    assertThat(createWithKey("order-2", follow("ann")).data()).isNotEqualTo(first.data());
    assertThat(total()).isEqualTo(4);
  }

  @Test
  void another_body_under_the_same_key_is_refused() throws Exception {
    createWithKey("order-1", follow("ann"));
    Api.Answer other = createWithKey("order-1", follow("bob"));

    assertThat(other.code()).isEqualTo(40901);
    assertThat(other.message()).contains("order-1").contains("24 hours");
    assertThat(total()).isEqualTo(2);
  }

  @Test
  void a_hundred_repeats_at_once_create_once() throws Exception {
    Set<JsonNode> answers = new HashSet<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Api.Answer>> sent = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        sent.add(clients.submit(() -> createWithKey("rush", follow("ann"))));
      }
      for (Future<Api.Answer> answer : sent) {
        assertThat(answer.get().code()).as(answer.get().message()).isZero();
        answers.add(answer.get().data());
      }
    }

    assertThat(answers).hasSize(1);
    assertThat(total()).isEqualTo(2);
  }

  @Test
  void a_request_that_failed_leaves_its_key_free() throws Exception {
    String unknown = "{\"usernames\": [\"ann\"], " + follow("x").substring(1);

    assertThat(createWithKey("order-1", unknown).code()).isEqualTo(40401);
    assertThat(createWithKey("order-1", follow("ann")).code()).isZero();
  }

  @Test
  void a_key_that_can_not_be_one_is_refused() throws Exception {
    Api.Answer answer = createWithKey("a b", follow("ann"));

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains("Idempotency-Key");
    assertThat(createWithKey("x".repeat(256), follow("ann")).code()).isEqualTo(40001);
    assertThat(total()).isZero();
  }

  @Test
  void a_dry_run_tells_what_would_be_created_and_creates_nothing() throws Exception {
    Api.Answer answer = api.post("/task?dry_run=true", follow("ann,bob"));

    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("would_create_count").asInt()).isEqualTo(4);
    assertThat(answer.data().path("created_count").asInt()).isZero();
    assertThat(answer.data().path("task_ids")).isEmpty();
    assertThat(answer.data().path("tasks").findValuesAsText("target"))
        .containsExactly("@ann", "@bob", "@ann", "@bob");
    assertThat(answer.data().path("tasks").get(3).path("serial").asText()).isEqualTo("P2");
    assertThat(answer.data().path("warnings").toString()).contains("phone P1 is not known");
    assertThat(total()).isZero();
    assertThat(api.post("/task?dry_run=true", "{}").code()).isEqualTo(40002);
    assertThat(api.post("/task?dry_run=perhaps", follow("ann")).code()).isEqualTo(40001);
  }

  @Test
  void further_tasks_on_a_phone_start_an_interval_later() throws Exception {
    Api.Answer answer =
        api.post(
            "/task?dry_run=true",
            "{\"serials\": [\"P1\", \"P2\"], \"script_name\": \"follow\", \"start_time\": \"2030-01-01T10:00:00Z\","
                + " \"min_interval\": 5, \"max_interval\": 10,"
                + " \"script_config\": {\"target_users\": [\"a\", \"b\", \"c\"]}}");

    List<Instant> starts =
        answer.data().path("tasks").findValuesAsText("scheduled_at").stream()
            .map(Instant::parse)
            .toList();
    assertThat(starts.get(0)).isEqualTo("2030-01-01T10:00:00Z");
    assertThat(starts.get(3)).isEqualTo("2030-01-01T10:00:00Z");
    assertThat(starts.get(1)).isBetween("2030-01-01T10:05:00Z", "2030-01-01T10:10:00Z");
    assertThat(starts.get(2))
        .isBetween(starts.get(1).plusSeconds(300), starts.get(1).plusSeconds(600));
  }
}
