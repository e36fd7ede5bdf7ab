package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests leases of two real servers on one database, one of which is killed. */
@ExtendWith(RealPostgres.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class LeaseProcessTest {
  private static ServerProcess launch(DatabaseAddress database, Path home) throws Exception {
    ServerProcess server =
        ServerProcess.launch(
            home,
            Map.of(
                "DROVER_DATABASE_URL",
                database.jdbcUrl()
                    + "?user="
                    + database.user().orElseThrow()
                    + "&password="
                    + database.password().orElseThrow(),
                "DROVER_SECRET_KEY",
                "a".repeat(43) + "="));
    server.awaitAnswer();
    return server;
  }

  private static Api.Answer open(Api api) throws Exception {
    return api.post("/rpc/session", "{\"serial\": \"FIRST\", \"ttl_secs\": 600}");
  }

  private static long follow(Api api, String user) throws Exception {
    return api.create(
            "{'serials': ['FIRST'], 'script_name': 'follow', 'script_config': {'target_users': ['@"
                + user
                + "']}}")
        .getFirst();
  }

  @Test
  void a_killed_server_frees_its_phones_and_nothing_of_a_session_comes_after_it(
      DatabaseAddress database, @TempDir Path homes) throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"));
        ServerProcess other = launch(database, homes.resolve("other"))) {
      long waits;
      String session;
      try (ServerProcess server = launch(database, homes.resolve("first"))) {
        Api api = server.api();
        assertThat(
                api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}")
                    .code())
            .isZero();
        Api.Answer opened = open(api);
        assertThat(opened.code()).as(opened.message()).isZero();
        session = opened.data().path("session_id").asText();
        assertThat(
                api.post(
                        "/rpc/jsonrpc",
                        "{\"serial\": \"FIRST\", \"method\": \"deviceInfo\"}",
                        Map.of("x-session-id", session))
                    .data()
                    .path("displayWidth")
                    .asInt())
            .isPositive();
        waits = follow(api, "ann");
        String node = api.get("/devices/FIRST").data().path("node").asText();

        assertThat(open(api).code()).isEqualTo(40901);
        Api.Answer elsewhere = open(other.api());
        assertThat(elsewhere.code()).isEqualTo(40901);
        assertThat(elsewhere.message()).contains(node);
        assertThat(other.api().get("/rpc/session").data()).hasSize(1);
        assertThat(other.api().task(waits).path("remark").asText())
            .contains("is driven by a program");
        server.kill();
      }
      int commands = phone.commands().size();

      while (!other.api().get("/rpc/session").data().isEmpty()) {
        Passing.untilNextLook();
      }
      assertThat(phone.commands()).hasSize(commands);
      JsonNode free = other.api().get("/devices/FIRST").data();
      assertThat(free.path("lease").isNull()).isTrue();

      try (ServerProcess server = launch(database, homes.resolve("first"))) {
        JsonNode done = server.api().awaitStatus(waits, "completed");
        assertThat(done.path("outcome").asText()).isEqualTo("committed");
        assertThat(
                server
                    .api()
                    .post(
                        "/rpc/jsonrpc",
                        "{\"serial\": \"FIRST\", \"method\": \"click\", \"params\": [1, 2]}",
                        Map.of("x-session-id", session))
                    .code())
            .isEqualTo(40303);
        Api.Answer again = open(server.api());
        assertThat(again.code()).as(again.message()).isZero();
        server.terminate();
        assertThat(server.awaitExit()).isZero();
      }
      assertThat(other.api().get("/rpc/session").data()).as("after a shutdown").isEmpty();
      assertThat(phone.effects()).hasSize(1);
    }
  }
}
