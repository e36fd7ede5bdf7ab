package dev.drover.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who has just started a server. */
@ExtendWith(RealPostgres.class)
class StartedServerTest {
  @TempDir private Path home;

  @Test
  void the_banner_names_the_page_of_the_api_and_a_configured_phone_that_is_off_is_listed(
      DatabaseAddress database) throws Exception {
    String off;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      off = "127.0.0.1:" + socket.getLocalPort();
    }
    try (Server server =
        Server.start(TestConfig.of(home, database, Map.of(Setting.DEVICES_CONNECT, off)))) {
      assertThat(Banner.of(server)).contains("  API page  " + server.apiUrl() + "/docs");

      Api api = new Api(server.port());
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (api.get("/devices").data().path("devices").isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Passing.untilNextLook();
      }
      JsonNode phone = api.get("/devices").data().path("devices").path(0);
      assertThat(phone.path("serial").asText()).isEqualTo(off);
      assertThat(phone.path("state").asText()).isEqualTo("offline");
      assertThat(phone.path("problem").asText()).startsWith("Connection refused at " + off);
      assertThat(api.get("/devices/" + off).data()).isEqualTo(phone);
    }
  }
}
