package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.RealPostgres;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What answers weigh, however much one request has put in. */
@ExtendWith(RealPostgres.class)
@Timeout(120)
class ReadingCostTest {
  private static final int MOST_LISTENERS = 100;

  private static ObjectNode request(String script) {
    ObjectNode body = Api.JSON.createObjectNode().put("script_name", script);
    body.putArray("serials").add("P1");
    body.putObject("script_config");
    return body;
  }

  private static ObjectNode follow(int users) {
    ObjectNode body = request("follow");
    ArrayNode targets = config(body).putArray("target_users");
    for (int i = 0; i < users; i++) {
      targets.add("@a_user_with_a_name_that_is_as_long_as_platforms_allow_" + i);
    }
    return body;
  }

  private static ObjectNode config(ObjectNode body) {
    return (ObjectNode) body.path("script_config");
  }

  @Test
  void a_page_of_a_request_of_ten_thousand_targets_names_each_tasks_own(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (Server server = Server.start(TestConfig.of(home, database))) {
      Api api = new Api(server.port());
      ObjectNode body = follow(10_000);
      Api.Answer planned = api.post("/task?dry_run=true", body.toString());
      assertThat(planned.data().path("would_create_count").asInt()).isEqualTo(10_000);
      assertThat(planned.data().path("tasks")).hasSize(1_000);

      List<Long> ids = api.create(body.toString());

      JsonNode page = api.get("/task?page_size=100").data();
      assertThat(page.path("tasks")).hasSize(100);
      assertThat(page.toString().length()).isLessThan(200_000);
      for (JsonNode task : page.path("tasks")) {
        assertThat(task.path("script_config").path("target_users")).hasSize(1);
        assertThat(task.path("script_config").path("target_users").path(0))
            .isEqualTo(task.path("target"));
        assertThat(task.path("script_config_complete").booleanValue()).isTrue();
      }
      assertThat(api.task(ids.getFirst()).path("script_config")).isEqualTo(config(body));
      assertThat(api.post("/task/retry-all", "{}").data().path("skipped_count").asInt()).isZero();
    }
  }

  @Test
  void what_one_request_may_have_kept_is_bounded(@TempDir Path home, DatabaseAddress database)
      throws Exception {
    try (Server server = Server.start(TestConfig.of(home, database))) {
      Api api = new Api(server.port());
      ObjectNode long2 = follow(40_000);
      ObjectNode comments = request("comment");
      ArrayNode urls = config(comments).putArray("target_post_urls");
      for (int i = 0; i < 2_000; i++) {
        urls.add("https://www.instagram.com/p/C0ffee" + i + "/");
      }
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 4_000; i++) {
        lines.append("comment ").append(i).append('\n');
      }
      config(comments).put("comment_content", lines.toString());

      Api.Answer tooLong = api.post("/task", long2.toString());
      Api.Answer tooMuch = api.post("/task", comments.toString());

      assertThat(tooLong.code()).isEqualTo(40001);
      assertThat(tooLong.message()).contains("/script_config", "Split the request");
      assertThat(tooMuch.code()).isEqualTo(40001);
      assertThat(tooMuch.message()).contains("each of the 2000 tasks", "No task was created");
      assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
    }
  }

  @Test
  void one_listener_too_many_is_refused_and_the_others_go_on(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (Server server = Server.start(TestConfig.of(home, database));
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

      api.create(follow(1).toString());
      for (InputStream stream : streams) {
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().contains("\"target\"")) {
          byte[] some = new byte[8192];
          int count = stream.read(some);
          assertThat(count).isPositive();
          heard.append(new String(some, 0, count, java.nio.charset.StandardCharsets.UTF_8));
        }
      }
      client.shutdownNow();
    }
  }
}
