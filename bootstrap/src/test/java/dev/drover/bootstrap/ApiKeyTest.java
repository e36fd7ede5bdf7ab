package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.access.CreateApiKey;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.persistence.Database;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.JooqApiKeys;
import dev.drover.persistence.RealPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who has which key may do what. */
@ExtendWith(RealPostgres.class)
class ApiKeyTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}";

  /** What only an admin may, each to something that is not there. */
  private static final List<String> ADMIN =
      List.of(
          "PUT /settings",
          "POST /devices/connect",
          "DELETE /devices/none",
          "POST /devices/none/pause",
          "POST /devices/none/resume",
          "POST /queue/pause",
          "POST /queue/resume");

  @TempDir private Path home;
  private DatabaseAddress address;
  private JooqApiKeys keys;

  @BeforeEach
  void wire(DatabaseAddress own, Database database) {
    address = own;
    keys = new JooqApiKeys(database);
  }

  private String key(String name, AccessScope scope) {
    return new CreateApiKey(keys, new SecureRandom(), Clock.systemUTC())
        .create(new ApiKeyName(name), scope)
        .orElseThrow()
        .reveal();
  }

  private Server demanding(Path ownHome) {
    return Server.start(TestConfig.of(ownHome, address, Map.of(Setting.REQUIRE_API_KEY, "true")));
  }

  private static HttpResponse<byte[]> send(
      Server server, String operation, String body, String... headers) throws Exception {
    String[] parts = operation.split(" ");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + server.port()
                        + (parts[1].startsWith("/observe") ? "" : "/api/v1")
                        + parts[1]))
            .method(parts[0], HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CheckedClient.send(request.build());
  }

  private static int status(Server server, String operation, String body, String... headers)
      throws Exception {
    return send(server, operation, body, headers).statusCode();
  }

  @Test
  void where_a_key_is_demanded_nothing_but_documents_and_health_is_answered_without_one()
      throws Exception {
    String key = key("ci", AccessScope.READ);
    try (Server server = demanding(home)) {
      for (String path : List.of("/openapi", "/docs", "/observe/health/live")) {
        assertThat(status(server, "GET " + path, "")).as(path).isEqualTo(200);
      }
      for (String operation : server.http().operations()) {
        if (operation.contains("/openapi") || operation.contains("/docs")) {
          continue;
        }
        HttpResponse<byte[]> response = send(server, operation.replaceAll("[{}]", ""), "");
        assertThat(response.statusCode()).as(operation).isEqualTo(401);
        assertThat(CheckedClient.text(response)).contains("40101").contains("drover key create");
      }
      assertThat(status(server, "GET /observe/metrics", "")).isEqualTo(401);

      assertThat(status(server, "GET /task", "", "X-API-Key", key)).isEqualTo(200);
      assertThat(status(server, "GET /task", "", "Authorization", "Bearer " + key)).isEqualTo(200);
      assertThat(status(server, "GET /observe/metrics", "", "Authorization", "bearer " + key))
          .isEqualTo(200);
      for (String wrong :
          List.of(
              "",
              "x",
              key + "x",
              key.substring(0, 62) + (key.endsWith("A") ? "B" : "A"),
              "' OR 1=1")) {
        assertThat(status(server, "GET /task", "", "X-API-Key", wrong)).as(wrong).isEqualTo(401);
      }
      assertThat(status(server, "GET /task", "", "Authorization", "Basic " + key)).isEqualTo(401);
    }
  }

  @Test
  void a_key_does_what_its_scope_holds_and_no_more() throws Exception {
    String read = key("reader", AccessScope.READ);
    String write = key("writer", AccessScope.WRITE);
    String admin = key("boss", AccessScope.ADMIN);
    try (Server server = demanding(home)) {
      assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", read)).isEqualTo(401);
      assertThat(status(server, "POST /task/retry-all", "", "X-API-Key", read)).isEqualTo(401);
      assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", write)).isEqualTo(200);
      assertThat(status(server, "GET /settings", "", "X-API-Key", write)).isEqualTo(200);
      for (String operation : ADMIN) {
        HttpResponse<byte[]> refused = send(server, operation, "", "X-API-Key", write);
        assertThat(refused.statusCode()).as(operation).isEqualTo(401);
        assertThat(CheckedClient.text(refused)).contains("scope write").contains("needs admin");
        assertThat(status(server, operation, "", "X-API-Key", admin))
            .as(operation)
            .isNotEqualTo(401);
      }
      assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", admin)).isEqualTo(200);
    }
  }

  @Test
  void a_revoked_key_opens_nothing_on_any_server_from_that_moment_on(@TempDir Path second)
      throws Exception {
    String key = key("ci", AccessScope.READ);
    String other = key("other", AccessScope.READ);
    try (Server one = demanding(home);
        Server two = demanding(second)) {
      assertThat(status(one, "GET /task", "", "X-API-Key", key)).isEqualTo(200);
      assertThat(status(two, "GET /task", "", "X-API-Key", key)).isEqualTo(200);

      keys.revoke(new ApiKeyName("ci"), Instant.now());

      assertThat(status(one, "GET /task", "", "X-API-Key", key)).isEqualTo(401);
      assertThat(status(two, "GET /task", "", "X-API-Key", key)).isEqualTo(401);
      assertThat(status(two, "GET /task", "", "X-API-Key", other)).isEqualTo(200);
    }
  }

  @Test
  void on_loopback_nothing_changes_for_clients_that_know_no_keys() throws Exception {
    key("ci", AccessScope.READ);
    try (Server server = Server.start(TestConfig.of(home, address))) {
      assertThat(status(server, "POST /task", FOLLOW)).isEqualTo(200);
      assertThat(status(server, "GET /task", "", "X-API-Key", "any")).isEqualTo(200);
    }
  }

  @Test
  void without_a_key_a_server_does_not_start_where_others_can_reach_it() {
    assertThatThrownBy(
            () ->
                Server.start(TestConfig.of(home, address, Map.of(Setting.HOST, "0.0.0.0"))).close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("drover key create");
    assertThatThrownBy(() -> demanding(home).close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("require-api-key");
  }
}
