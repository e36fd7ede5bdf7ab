package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests a server of the previous version beside one of this version, on one database. */
@ExtendWith(RealPostgres.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class VersionBesideTest {
  private static Map<String, String> environment(DatabaseAddress database, VirtualPhone phone) {
    return Map.of(
        "DROVER_DATABASE_URL",
        database.jdbcUrl()
            + "?user="
            + database.user().orElseThrow()
            + "&password="
            + database.password().orElseThrow(),
        "DROVER_SECRET_KEY",
        "a".repeat(43) + "=",
        "DROVER_DEVICES_CONNECT",
        phone.adbAddress());
  }

  private static List<Long> create(Api api, String script, String config) throws Exception {
    return api.create(
        "{'serials': ['OLD', 'NEW'], 'script_name': '%s', 'script_config': {%s}}"
            .formatted(script, config));
  }

  /** Not judged by the document of this version, which says more of a list than the one before. */
  private static JsonNode unfollows(ServerProcess server) throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/task?script_name=unfollow"
                        .formatted(server.port())))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Api.JSON
          .readTree(client.send(list, BodyHandlers.ofString()).body())
          .path("data")
          .path("tasks");
    }
  }

  private static void completed(Api api, List<Long> ids) throws Exception {
    for (long id : ids) {
      JsonNode task = api.awaitStatus(id, "completed");
      assertThat(task.path("outcome").asText()).as("%s", task).isEqualTo("committed");
    }
  }

  @Test
  void each_runs_what_the_other_has_queued(DatabaseAddress database, @TempDir Path homes)
      throws Exception {
    try (VirtualPhone first = VirtualPhone.start(PhoneConfig.named("OLD", "ann"));
        VirtualPhone second = VirtualPhone.start(PhoneConfig.named("NEW", "bob"));
        ServerProcess before =
            ServerProcess.launchVersionBefore(homes.resolve("old"), environment(database, first))) {
      before.awaitAnswer();
      Api old = before.api();
      List<Long> early = create(old, "follow", "'target_user': 'carla, dora'");
      List<Long> picked =
          create(
              old,
              "comment",
              "'target_post_url': 'https://www.tiktok.com/@mila.cooks/video/7301',"
                  + " 'comment_content': 'one\\ntwo', 'comment_order': 'sequential'");
      completed(old, early.subList(0, 2));
      completed(old, picked.subList(0, 1));

      try (ServerProcess now =
          ServerProcess.launch(homes.resolve("new"), environment(database, second))) {
        now.awaitAnswer();
        Api current = now.api();
        completed(current, early);
        completed(current, picked);
        completed(current, create(current, "unfollow", "'target_users': ['carla']"));
        completed(old, create(old, "follow", "'target_username': 'emil'"));
        for (long id :
            create(
                current,
                "account_warmup",
                "'task_duration': 1, 'max_duration': 1, 'min_duration': 1")) {
          assertThat(old.awaitStatus(id, "completed").path("remark").asText())
              .startsWith("watched");
        }

        assertThat(old.get("/task/stats").data().path("failed").asInt()).isZero();
        for (ServerProcess server : List.of(before, now)) {
          JsonNode shown = unfollows(server);
          assertThat(shown).hasSize(2);
          assertThat(shown.path(0).path("target").asText()).isEqualTo("@carla");
        }
      }
      for (VirtualPhone phone : List.of(first, second)) {
        assertThat(phone.effects())
            .extracting(Effect::kind, Effect::target)
            .contains(
                tuple("follow", "carla"),
                tuple("follow", "dora"),
                tuple("unfollow", "carla"),
                tuple("follow", "emil"));
      }
      assertThat(first.effects()).extracting(Effect::text).contains("one");
      assertThat(second.effects()).extracting(Effect::text).contains("two");
    }
  }
}
