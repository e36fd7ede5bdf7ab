package dev.drover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.CreateApiKey;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API's keys in PostgreSQL. */
@ExtendWith(RealPostgres.class)
class JooqApiKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final ApiKeyName CI = new ApiKeyName("ci");

  private Database database;
  private JooqApiKeys keys;
  private CreateApiKey create;

  @BeforeEach
  void wire(Database given) {
    database = given;
    keys = new JooqApiKeys(database);
    create = new CreateApiKey(keys, new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void a_key_opens_until_it_is_revoked_whoever_revokes_it() {
    ApiKeyText text = create.create(CI, AccessScope.WRITE).orElseThrow();
    CheckApiKey check = new CheckApiKey(keys);

    assertThat(check.check(text.reveal()).map(ApiKey::name)).contains(CI);
    assertThat(check.check(text.reveal()).map(ApiKey::scope)).contains(AccessScope.WRITE);
    assertThat(keys.anyUsable()).isTrue();

    assertThat(new JooqApiKeys(database).revoke(CI, NOW.plusSeconds(1))).isTrue();

    assertThat(check.check(text.reveal())).isEmpty();
    assertThat(keys.anyUsable()).isFalse();
    assertThat(keys.revoke(CI, NOW)).isFalse();
    assertThat(keys.all().getFirst().revokedAt()).contains(NOW.plusSeconds(1));
  }

  @Test
  void two_keys_in_use_never_have_one_name_but_a_revoked_one_gives_its_name_back() {
    ApiKeyText first = create.create(CI, AccessScope.READ).orElseThrow();
    assertThat(create.create(CI, AccessScope.ADMIN)).isEmpty();
    keys.revoke(CI, NOW);

    ApiKeyText second = create.create(CI, AccessScope.ADMIN).orElseThrow();

    CheckApiKey check = new CheckApiKey(keys);
    assertThat(check.check(first.reveal())).isEmpty();
    assertThat(check.check(second.reveal())).isPresent();
    assertThat(keys.all()).hasSize(2);
  }

  @Test
  void a_key_with_another_secret_opens_nothing() {
    ApiKeyText text = create.create(CI, AccessScope.READ).orElseThrow();
    String forged = text.reveal().substring(0, 20) + "A".repeat(43);

    assertThat(new CheckApiKey(keys).check(forged)).isEmpty();
    assertThat(new CheckApiKey(keys).check("drover_000000000000_" + "A".repeat(43))).isEmpty();
    assertThat(new CheckApiKey(keys).check("' OR 1=1 --")).isEmpty();
  }

  @Test
  void the_secret_is_nowhere_in_the_database() {
    String secret = create.create(CI, AccessScope.READ).orElseThrow().reveal().substring(20);

    String row =
        database.query(
            sql -> sql.fetchSingle("SELECT a::text FROM api_key a").get(0, String.class));

    assertThat(row)
        .contains("ci")
        .doesNotContain(secret)
        .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)));
  }
}
