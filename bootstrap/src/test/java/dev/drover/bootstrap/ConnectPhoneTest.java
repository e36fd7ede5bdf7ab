package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests connecting a phone while another request removes it. */
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

  /** Simulates another request between the storing of a phone and the answer. */
  private static void forgetEveryPhoneAtOnce(DatabaseAddress database) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(),
                database.user().orElseThrow(),
                database.password().orElseThrow());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
      statement.execute(
          "CREATE TRIGGER forget BEFORE INSERT ON device FOR EACH ROW EXECUTE FUNCTION forget()");
    }
  }
}
