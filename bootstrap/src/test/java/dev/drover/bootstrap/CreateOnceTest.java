package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.file.Path;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What only a database shows: requests that race, and settings that outlive a server. */
@ExtendWith(RealPostgres.class)
class CreateOnceTest {
  @TempDir private Path home;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress database) {
    server = Server.start(TestConfig.of(home, database));
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
  void settings_are_kept_over_a_restart_and_checked(@TempDir Path other, DatabaseAddress database)
      throws Exception {
    assertThat(api.get("/settings").data())
        .hasToString(
            "{\"auto_retry\":false,\"max_retry_count\":3,\"random_order\":false"
                + ",\"daily_budget\":{\"follow\":30,\"unfollow\":30,\"comment\":20,\"like\":60,\"post\":5}}");
    assertThat(api.put("/settings", "{\"auto_retry\": true, \"max_retry_count\": 10}").code())
        .isZero();
    server.close();
    server = Server.start(TestConfig.of(other, database));
    api = new Api(server.port());

    assertThat(api.get("/settings").data())
        .hasToString(
            "{\"auto_retry\":true,\"max_retry_count\":10,\"random_order\":false"
                + ",\"daily_budget\":{\"follow\":30,\"unfollow\":30,\"comment\":20,\"like\":60,\"post\":5}}");
    assertThat(api.put("/settings", "{\"max_retry_count\": 11}").message())
        .contains("/max_retry_count")
        .contains("1 to 10");
    assertThat(api.put("/settings", "{\"auto_retry\": \"yes\"}").code()).isEqualTo(40001);
    assertThat(api.put("/settings", "{\"colour\": 1}").message()).contains("/colour");
    assertThat(api.get("/settings").data().path("max_retry_count").asInt()).isEqualTo(10);
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
}
