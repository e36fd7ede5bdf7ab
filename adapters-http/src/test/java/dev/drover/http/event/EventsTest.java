package dev.drover.http.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.EventStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events, as clients receive them. */
@Timeout(60)
class EventsTest {
  private static final int MOST_LISTENERS = 100;
  private static final String FOLLOW =
      "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_users': ['@ann']}}";

  @Test
  void ten_thousand_new_tasks_are_all_told() throws Exception {
    StringBuilder users = new StringBuilder("u0");
    for (int i = 1; i < 2_000; i++) {
      users.append(",u").append(i);
    }
    try (ApiUnderTest server = ApiUnderTest.start();
        EventStream listener = new EventStream(server.port())) {
      List<Long> ids =
          new Api(server.port())
              .create(
                  "{'serials': ['A', 'B', 'C', 'D', 'E'], 'script_name': 'follow', 'script_config':"
                      + " {'target_user': '"
                      + users
                      + "'}}");

      List<Long> told = new ArrayList<>();
      while (told.size() < ids.size()) {
        told.add(listener.next("task").path("id").asLong());
      }

      assertThat(told).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void steps_are_told_to_those_who_ask_for_them() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      long id = new Api(server.port()).create(FOLLOW).getFirst();
      NodeId node = new NodeId("node-1");
      Instant now = server.clock().instant();
      TaskRepository tasks = server.storage().tasks();
      server.storage().nodes().acquire(node, new UUID(1, 1), Duration.ofHours(1), now);
      try (EventStream usual = new EventStream(server.port());
          EventStream listener = new EventStream(server.port(), "?topics=steps")) {
        tasks.claimDue(node, Set.of(new DeviceSerial("P1")), 5, now);
        tasks.recordSteps(
            new TaskId(id), 1, List.of(new TaskStep(now, "open the profile of @ann", 40)));

        assertThat(listener.next("step"))
            .hasToString(
                "{\"id\":%d,\"serial\":\"P1\",\"attempt\":1,\"at\":\"%s\",\"step\":\"open the profile of @ann\",\"progress\":40}"
                    .formatted(id, now));
        assertThat(usual.nextName()).isEqualTo("task");
        new Api(server.port()).create(FOLLOW);
        assertThat(usual.nextName()).isEqualTo("task");
      }
    }
  }

  @Test
  void a_hold_and_a_release_of_an_account_are_told() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Api api = new Api(server.port());
      long id = api.post("/accounts", "{\"username\": \"ann\"}").data().path("id").asLong();
      try (EventStream listener = new EventStream(server.port())) {
        api.post("/accounts/" + id + "/pause", "");
        JsonNode held = listener.next("account");
        assertThat(held.path("id").asLong()).isEqualTo(id);
        assertThat(held.path("held").asBoolean()).isTrue();

        api.post("/accounts/release", "{\"usernames\": [\"ann\"]}");
        assertThat(listener.next("account").path("held").asBoolean(true)).isFalse();
      }
    }
  }

  @Test
  void a_browser_that_connects_again_hears_what_it_has_missed_of_its_topics() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Api api = new Api(server.port());
      String seen;
      try (EventStream listener = new EventStream(server.port())) {
        seen = listener.idOfTheBeginning();
        api.create(FOLLOW);
        listener.next("task");
        assertThat(listener.lastId()).isNotEqualTo(seen).contains("-");
      }
      long id = api.create(FOLLOW).getFirst();
      long ann = api.post("/accounts", "{\"username\": \"ann\"}").data().path("id").asLong();
      api.post("/accounts/" + ann + "/pause", "");

      try (EventStream back =
          new EventStream(server.port(), "?topics=accounts", "Last-Event-ID", seen)) {
        assertThat(back.nextName()).isEqualTo("account");
      }
      try (EventStream back = new EventStream(server.port(), "", "Last-Event-ID", seen)) {
        back.next("task");
        assertThat(back.next("task").path("id").asLong()).isEqualTo(id);
        assertThat(back.nextName()).isEqualTo("account");
      }
      try (EventStream lost = new EventStream(server.port(), "", "Last-Event-ID", "x")) {
        assertThat(lost.next("reset").isEmpty()).isTrue();
      }
    }
  }

  @Test
  void a_topic_that_there_is_not_is_refused_with_those_that_there_are() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Api.Answer refused = new Api(server.port()).get("/events?topics=tasks,phones");

      assertThat(refused.code()).isEqualTo(40001);
      assertThat(refused.message()).contains("topics", "tasks, devices, accounts, leases");
      try (EventStream all = new EventStream(server.port(), "?topics=")) {
        assertThat(all.idOfTheBeginning()).isNotEmpty();
      }
      try (EventStream leases = new EventStream(server.port(), "?topics=leases,%20tasks")) {
        assertThat(leases.idOfTheBeginning()).isNotEmpty();
      }
    }
  }

  @Test
  void the_api_ends_in_spite_of_its_listeners() throws Exception {
    ApiUnderTest server = ApiUnderTest.start();
    try (EventStream listener = new EventStream(server.port())) {
      server.close();

      assertThat(listener.linesUntilTheEnd()).isLessThan(100);
    }
  }

  @Test
  void one_listener_too_many_is_refused_and_the_others_go_on() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start();
        HttpClient client = HttpClient.newHttpClient()) {
      Api api = new Api(server.port());
      HttpRequest events =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/events"))
              .build();
      List<InputStream> streams = new ArrayList<>();
      for (int i = 0; i < MOST_LISTENERS; i++) {
        HttpResponse<InputStream> response =
            client.send(events, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        streams.add(response.body());
      }

      Api.Answer refused = api.get("/events");
      assertThat(refused.code()).isEqualTo(50301);
      assertThat(refused.message()).contains("100 listeners");

      api.create(
          "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_users': ['@ann']}}");
      for (InputStream stream : streams) {
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().contains("\"target\"")) {
          byte[] some = new byte[8192];
          int count = stream.read(some);
          assertThat(count).isPositive();
          heard.append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
      }
      client.shutdownNow();
    }
  }
}
