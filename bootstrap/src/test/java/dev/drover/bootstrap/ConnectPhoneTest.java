package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests phones that come and go while a server is connected to them, or does not run. */
@ExtendWith(RealPostgres.class)
class ConnectPhoneTest {
  @TempDir private Path home;

  @Test
  void a_phone_that_is_forgotten_as_soon_as_it_is_kept_is_told_as_that(DatabaseAddress database)
      throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"));
        Server server = Server.start(TestConfig.of(home, database))) {
      forgetEveryPhoneAtOnce(database);

      Api.Answer answer =
          new Api(server.port())
              .post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");

      assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
      assertThat(answer.message()).contains(phone.adbAddress(), "disconnected meanwhile");
    }
  }

  @Test
  void when_a_phone_was_seen_last_is_known_after_a_restart_without_it(DatabaseAddress database)
      throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"));
        Server server = Server.start(TestConfig.of(home, database))) {
      Api api = new Api(server.port());
      api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
      assertThat(api.get("/devices/FIRST").data().path("last_seen").isNull()).isTrue();
      await(() -> seen(database));
    }

    try (Server server = Server.start(TestConfig.of(home, database))) {
      Api api = new Api(server.port());
      await(() -> api.get("/devices/FIRST").data().path("state").asText().equals("offline"));
      String seen = api.get("/devices/FIRST").data().path("last_seen").asText();
      assertThat(Instant.parse(seen)).isBefore(Clock.systemUTC().instant());
      long task =
          api.create(
                  "{'serials': ['FIRST'], 'script_name': 'follow',"
                      + " 'script_config': {'target_user': 'ann'}}")
              .getFirst();
      assertThat(api.task(task).path("remark").asText())
          .startsWith("phone FIRST is not connected: Connection refused")
          .contains("; last seen " + seen.substring(0, 19));
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Passing.untilNextLook();
    }
  }

  private static boolean seen(DatabaseAddress database) throws Exception {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM device_seen")) {
      return rows.next();
    }
  }

  private static Connection connection(DatabaseAddress database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user().orElseThrow(), database.password().orElseThrow());
  }

  /** Simulates another request between the storing of a phone and the answer. */
  private static void forgetEveryPhoneAtOnce(DatabaseAddress database) throws Exception {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
      statement.execute(
          "CREATE TRIGGER forget BEFORE INSERT ON device FOR EACH ROW EXECUTE FUNCTION forget()");
    }
  }
}
