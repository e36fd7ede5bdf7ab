package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who wants a comment generator at a port of the server's own machine, of a real server. */
@ExtendWith(RealPostgres.class)
@Timeout(300)
class OwnMachineAttackTest {
  private static final List<String> NAMES =
      List.of(
          "localhost", "LOCALHOST", "127.0.0.1", "[::1]", "localhost.", "2130706433", "0.0.0.0");

  private static int generatedBy(Server server, String baseUrl) throws Exception {
    return new Api(server.port())
        .post(
            "/task?dry_run=true",
            ("{'serials': ['P1'], 'script_name': 'account_warmup', 'script_config': {'comment':"
                    + " 'nice', 'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k',"
                    + " 'base_url': '"
                    + baseUrl
                    + "'}}}")
                .replace('\'', '"'))
        .code();
  }

  @Test
  void no_name_leads_to_the_server_its_database_or_the_adb_server(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    int databasePort = URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    try (Server server =
        Server.start(
            TestConfig.of(home, database, Map.of(Setting.DEVICES_ADB_SERVER, "127.0.0.1:15037")))) {
      List<Integer> accepted = new ArrayList<>();
      for (int port : List.of(server.port(), databasePort, 5432, 5037, 15_037)) {
        for (String name : NAMES) {
          for (String scheme : List.of("http", "https")) {
            if (generatedBy(server, scheme + "://" + name + ":" + port + "/v1") != 40001) {
              accepted.add(port);
            }
          }
        }
      }
      assertThat(accepted).isEmpty();
      assertThat(generatedBy(server, "http://localhost:11434/v1")).isZero();
      assertThat(generatedBy(server, "http://[::1]:11434/v1")).isZero();
    }
  }

  @Test
  void where_others_can_use_the_server_its_machine_is_closed(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (Server server =
        Server.start(
            TestConfig.of(home, database, Map.of(Setting.ALLOWED_HOSTS, "drover.example")))) {
      for (String name : NAMES) {
        assertThat(generatedBy(server, "http://" + name + ":11434/v1")).as(name).isEqualTo(40001);
      }
    }
  }
}
