package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.drover.application.access.CreateApiKey;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.persistence.Database;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.JooqApiKeys;
import dev.drover.persistence.RealPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says of requests: who changed what, and which lines belong together. */
@ExtendWith(RealPostgres.class)
class RequestLogTest {
  private static final String WARMUP =
      "{\"serials\": [\"P1\"], \"script_name\": \"account_warmup\", \"script_config\": {\"comment_probable\": 1,"
          + " \"generate_by_chatgpt\": true, \"chatgpt_settings\": {\"api_key\": \"sk-secret-of-a-provider\"}}}";

  @TempDir private Path home;

  private static RawHttp.Answer send(Server server, String operation, String headers, String body)
      throws Exception {
    return RawHttp.send(
        server.port(),
        operation
            + " HTTP/1.1\nHost: 127.0.0.1\n"
            + (body.isEmpty() ? "" : "Content-Type: application/json\n")
            + headers,
        body);
  }

  private static Map<String, String> values(ILoggingEvent event) {
    return event.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  @Test
  void every_change_is_noted_with_who_what_and_from_where_and_no_secret(
      DatabaseAddress address, Database database) throws Exception {
    String key =
        new CreateApiKey(new JooqApiKeys(database), new SecureRandom(), Clock.systemUTC())
            .create(new ApiKeyName("ci"), AccessScope.WRITE)
            .orElseThrow()
            .reveal();
    try (Server server =
            Server.start(TestConfig.of(home, address, Map.of(Setting.REQUIRE_API_KEY, "true")));
        LogLines audit = LogLines.of("dev.drover.audit");
        LogLines all = LogLines.of("dev.drover")) {
      String auth = "X-API-Key: " + key + "\nX-Request-Id: ";
      send(server, "GET /api/v1/task", auth + "r-0", "");
      assertThat(send(server, "POST /api/v1/task?dry_run=false", auth + "r-1", WARMUP).code())
          .isZero();
      send(server, "DELETE /api/v1/task/1", auth + "r-2", "");
      send(server, "PUT /api/v1/settings", auth + "r-3", "{}");
      send(server, "POST /api/v1/task", "X-Request-Id: r-4", WARMUP);
      send(server, "POST /api/v1/task?api_key=in-the-query", auth + "r-5", "{");

      assertThat(values(audit.await(event -> values(event).containsValue("r-1"))))
          .containsEntry("who", "ci")
          .containsEntry("method", "POST")
          .containsEntry("route", "/api/v1/task")
          .containsEntry("code", "0")
          .containsEntry("ids", "[1]")
          .containsEntry("from", "127.0.0.1");
      assertThat(values(audit.await(event -> values(event).containsValue("r-2"))))
          .containsEntry("path", "/api/v1/task/1")
          .containsEntry("route", "/api/v1/task/{id}");
      assertThat(values(audit.await(event -> values(event).containsValue("r-3"))))
          .containsEntry("who", "ci")
          .containsEntry("code", "40101");
      assertThat(values(audit.await(event -> values(event).containsValue("r-4"))))
          .containsEntry("who", "unknown")
          .containsEntry("code", "40101");
      assertThat(values(audit.await(event -> values(event).containsValue("r-5"))))
          .containsEntry("code", "40001");
      assertThat(audit.events()).hasSize(5);
      assertThat(
              all.events().toString()
                  + all.messages()
                  + audit.events().stream().map(RequestLogTest::values).toList())
          .contains("ci")
          .doesNotContain("sk-secret-of-a-provider")
          .doesNotContain("in-the-query")
          .doesNotContain(key.substring(20));
    }
  }

  @Test
  void every_line_of_a_request_has_its_id(DatabaseAddress address) throws Exception {
    try (Server server = Server.start(TestConfig.of(home, address));
        LogLines lines = LogLines.of("dev.drover.http")) {
      RawHttp.Answer answer =
          send(
              server, "GET /api/v1/task", "X-Request-Id: mine-1\nOrigin: https://evil.example", "");

      assertThat(answer.headers()).containsEntry("X-Request-Id", "mine-1");
      assertThat(
              lines
                  .await(event -> event.getFormattedMessage().startsWith("refused"))
                  .getMDCPropertyMap())
          .containsEntry("request_id", "mine-1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\"};DROP", "<script>", "\u00e9"})
  void an_id_that_is_not_sane_is_replaced(String id, DatabaseAddress address) throws Exception {
    try (Server server = Server.start(TestConfig.of(home, address))) {
      assertThat(send(server, "GET /api/v1/task", "X-Request-Id: " + id, "").headers())
          .hasEntrySatisfying("X-Request-Id", given -> assertThat(given).matches("[0-9a-f-]{36}"));
      assertThat(send(server, "GET /api/v1/task", "X-Request-Id: " + "a".repeat(65), "").headers())
          .hasEntrySatisfying("X-Request-Id", given -> assertThat(given).hasSize(36));
    }
  }
}
