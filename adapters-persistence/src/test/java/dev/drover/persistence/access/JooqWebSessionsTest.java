package dev.drover.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.OpenWebSession;
import dev.drover.application.access.OpenWebSession.Result.Opened;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.WebSessionsContract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqWebSessionsTest extends WebSessionsContract {
  JooqWebSessionsTest(Database database) {
    super(new JooqStorage(database));
  }

  @Test
  void the_token_is_nowhere_in_the_database(Database database) {
    OpenWebSession opening = new OpenWebSession(sessions, new SecureRandom(), Clock.systemUTC());

    Opened opened = (Opened) opening.open(Optional.empty());

    String token = opened.token().reveal();
    String row =
        database.query(
            sql -> sql.fetchSingle("SELECT s::text FROM web_session s").get(0, String.class));
    assertThat(row)
        .contains(opened.session().hash().hex())
        .doesNotContain(token)
        .doesNotContain(HexFormat.of().formatHex(token.getBytes(StandardCharsets.US_ASCII)));
  }
}
