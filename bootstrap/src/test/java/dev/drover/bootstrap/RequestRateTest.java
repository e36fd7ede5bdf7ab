package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.CreateApiKey;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for more than their share. */
@ExtendWith(RealPostgres.class)
class RequestRateTest {
  private static final Map<Setting, String> SLOW =
      Map.of(Setting.RATE_PER_SECOND, "1", Setting.RATE_BURST, "5");

  @TempDir private Path home;

  private static HttpResponse<byte[]> get(Server server, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CheckedClient.send(request.build());
  }

  private static long header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValueAsLong(name).orElseThrow();
  }

  @Test
  void who_asks_too_often_is_told_when_to_ask_again(DatabaseAddress address) throws Exception {
    try (Server server = Server.start(TestConfig.of(home, address, SLOW))) {
      HttpResponse<byte[]> first = get(server, "/api/v1/task/stats");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "RateLimit-Limit")).isEqualTo(5);
      assertThat(header(first, "RateLimit-Remaining")).isEqualTo(4);

      HttpResponse<byte[]> last = first;
      for (int i = 0; i < 20 && last.statusCode() == 200; i++) {
        last = get(server, "/observe/health/live");
      }

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(CheckedClient.text(last)).contains("42901").contains("rate-limit.per-second");
      assertThat(header(last, "Retry-After")).isBetween(1L, 2L);
      assertThat(header(last, "RateLimit-Remaining")).isZero();
      assertThat(header(last, "RateLimit-Reset")).isBetween(1L, 6L);
    }
  }

  @Test
  void a_key_has_a_share_of_its_own_whatever_its_address(DatabaseAddress address, Database database)
      throws Exception {
    String key =
        new CreateApiKey(new JooqApiKeys(database), new SecureRandom(), Clock.systemUTC())
            .create(new ApiKeyName("ci"), AccessScope.READ)
            .orElseThrow()
            .reveal();
    Map<Setting, String> demanding =
        Map.of(
            Setting.REQUIRE_API_KEY, "true", Setting.RATE_PER_SECOND, "1", Setting.RATE_BURST, "8");
    try (Server server = Server.start(TestConfig.of(home, address, demanding))) {
      for (int i = 0; i < 3; i++) {
        get(server, "/observe/health/live");
      }
      HttpResponse<byte[]> keyed = get(server, "/api/v1/task/stats", "X-API-Key", key);

      // Of the address 4 are left, of the key 7.
      assertThat(header(keyed, "RateLimit-Remaining")).isBetween(6L, 7L);
    }
  }
}
