package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.access.CreateApiKey;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.http.testing.CheckedClient;
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests keys of whole servers that share a database. */
@ExtendWith(RealPostgres.class)
class ApiKeyTest {
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
}
