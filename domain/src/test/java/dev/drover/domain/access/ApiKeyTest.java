package dev.drover.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final ApiKeyText TEXT = ApiKeyText.generate(new SecureRandom());

  private static ApiKey key(ApiKeyText text, Optional<Instant> revokedAt) {
    return new ApiKey(
        text.id(), new ApiKeyName("ci"), AccessScope.READ, text.hash(), NOW, revokedAt);
  }

  @Test
  void a_key_opens_for_its_own_text_only() {
    ApiKey key = key(TEXT, Optional.empty());
    ApiKeyText other = ApiKeyText.generate(new SecureRandom());
    ApiKeyText sameId =
        ApiKeyText.parse(TEXT.reveal().substring(0, 20) + other.reveal().substring(20))
            .orElseThrow();

    assertThat(key.opensFor(ApiKeyText.parse(TEXT.reveal()).orElseThrow())).isTrue();
    assertThat(key.opensFor(other)).isFalse();
    assertThat(sameId.id()).isEqualTo(TEXT.id());
    assertThat(key.opensFor(sameId)).isFalse();
  }

  @Test
  void a_revoked_key_opens_nothing() {
    assertThat(key(TEXT, Optional.of(NOW)).opensFor(TEXT)).isFalse();
  }

  @Test
  void a_key_prints_without_its_secret() {
    String secret = TEXT.reveal().substring(20);

    assertThat(TEXT.toString()).contains(TEXT.id()).doesNotContain(secret);
    assertThat(key(TEXT, Optional.empty()).toString()).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "drover_",
        "drover_0123456789ab_short",
        "drover_0123456789AB_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "drover_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
        " drover_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void what_does_not_look_like_a_key_is_none(String text) {
    assertThat(ApiKeyText.parse(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "READ, READ, true", "READ, WRITE, false", "READ, ADMIN, false",
    "WRITE, READ, true", "WRITE, WRITE, true", "WRITE, ADMIN, false",
    "ADMIN, READ, true", "ADMIN, WRITE, true", "ADMIN, ADMIN, true",
  })
  void each_scope_holds_those_before_it(AccessScope given, AccessScope needed, boolean covers) {
    assertThat(given.covers(needed)).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "a b", "a\n", "é"})
  void a_name_that_could_confuse_a_log_is_refused(String name) {
    assertThatThrownBy(() -> new ApiKeyName(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
