package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests that answers stay small, however much a request has stored. */
@ExtendWith(RealPostgres.class)
@Timeout(120)
class ReadingCostTest {
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
}
