package dev.drover.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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
  void the_banner_names_the_pages_and_a_configured_phone_that_is_off_is_listed(
      DatabaseAddress database, @TempDir Path dashboard) throws Exception {
    Files.writeString(dashboard.resolve("index.html"), "<p>the dashboard</p>");
    String off;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      off = "127.0.0.1:" + socket.getLocalPort();
    }
    try (Server server =
        Server.start(
            TestConfig.of(
                home,
                database,
                Map.of(
                    Setting.DEVICES_CONNECT,
                    off,
                    Setting.DASHBOARD_FOLDER,
                    dashboard.toString())))) {
      String page = "http://127.0.0.1:" + server.port() + "/";
      assertThat(Banner.of(server).lines().findFirst().orElseThrow())
          .startsWith("Drover ")
          .contains(" is running at " + page + " ");
      assertThat(RawHttp.send(server.port(), "GET / HTTP/1.1\nHost: localhost", "").body())
          .contains("the dashboard");
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

  @Test
  void a_server_can_start_with_its_queue_paused(DatabaseAddress database) throws Exception {
    try (Server server =
        Server.start(TestConfig.of(home, database, Map.of()), Server::pauseQueue)) {
      assertThat(new Api(server.port()).get("/queue").data().path("paused").asBoolean()).isTrue();
    }
  }
}
