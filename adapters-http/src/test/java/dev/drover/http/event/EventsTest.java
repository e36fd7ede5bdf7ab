package dev.drover.http.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.EventStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events, as clients receive them. */
@Timeout(60)
class EventsTest {
  private static final int MOST_LISTENERS = 100;

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
