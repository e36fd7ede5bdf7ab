package dev.drover.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.CreateApiKey;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.ApiKeysContract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqApiKeysTest extends ApiKeysContract {
  JooqApiKeysTest(Database database) {
    super(new JooqStorage(database));
  }

  /** As two servers do, each with a pool and adapters of its own. */
  @Test
  void a_key_that_one_server_revokes_opens_nothing_on_another(DatabaseAddress address) {
    try (Database others = Database.open(address)) {
      CheckApiKey here = new CheckApiKey(keys);
      CheckApiKey there = new CheckApiKey(new JooqApiKeys(others));
      CreateApiKey create = new CreateApiKey(keys, new SecureRandom(), Clock.systemUTC());
      String ci = create.create(new ApiKeyName("ci"), AccessScope.READ).orElseThrow().reveal();
      String other =
          create.create(new ApiKeyName("other"), AccessScope.READ).orElseThrow().reveal();
      assertThat(here.check(ci)).isPresent();
      assertThat(there.check(ci)).isPresent();

      new JooqApiKeys(others).revoke(new ApiKeyName("ci"), Instant.now());

      assertThat(here.check(ci)).isEmpty();
      assertThat(there.check(ci)).isEmpty();
      assertThat(there.check(other)).isPresent();
    }
  }

  @Test
  void the_secret_is_nowhere_in_the_database(Database database) {
    String secret =
        new CreateApiKey(keys, new SecureRandom(), Clock.systemUTC())
            .create(new ApiKeyName("ci"), AccessScope.READ)
            .orElseThrow()
            .reveal()
            .substring(20);

    String row =
        database.query(
            sql -> sql.fetchSingle("SELECT a::text FROM api_key a").get(0, String.class));

    assertThat(row)
        .contains("ci")
        .doesNotContain(secret)
        .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)));
  }
}
