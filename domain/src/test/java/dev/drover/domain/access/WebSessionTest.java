package dev.drover.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSessionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final WebSessionToken TOKEN = WebSessionToken.generate(new SecureRandom());

  private static ApiKey key(AccessScope scope, Optional<Instant> revokedAt) {
    ApiKeyText text = ApiKeyText.generate(new SecureRandom());
    return new ApiKey(text.id(), new ApiKeyName("ci"), scope, text.hash(), NOW, revokedAt);
  }

  private static WebSession session(Optional<ApiKey> key) {
    return new WebSession(TOKEN.hash(), key, NOW, NOW.plusSeconds(60));
  }

  @Test
  void a_token_is_found_by_its_hash_which_does_not_reveal_it() {
    WebSessionToken same = WebSessionToken.parse(TOKEN.reveal()).orElseThrow();

    assertThat(same.hash()).isEqualTo(TOKEN.hash());
    assertThat(new SecretHash(TOKEN.hash().bytes())).isEqualTo(TOKEN.hash());
    assertThat(WebSessionToken.generate(new SecureRandom()).hash()).isNotEqualTo(TOKEN.hash());
    assertThat(TOKEN.hash().hex()).doesNotContain(TOKEN.reveal());
    assertThat(TOKEN.toString()).doesNotContain(TOKEN.reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
      })
  void what_does_not_look_like_a_token_is_none(String text) {
    assertThat(WebSessionToken.parse(text)).isEmpty();
  }

  @Test
  void a_session_may_do_what_its_key_may_and_everything_where_no_key_is_demanded() {
    assertThat(session(Optional.of(key(AccessScope.READ, Optional.empty()))).scope())
        .isEqualTo(AccessScope.READ);
    assertThat(session(Optional.empty()).scope()).isEqualTo(AccessScope.ADMIN);
  }

  @Test
  void a_session_stands_until_its_time_is_over_or_its_key_is_revoked() {
    WebSession session = session(Optional.empty());
    assertThat(session.standsAt(NOW.plusSeconds(59))).isTrue();
    assertThat(session.standsAt(NOW.plusSeconds(60))).isFalse();
    assertThat(session(Optional.of(key(AccessScope.READ, Optional.of(NOW)))).standsAt(NOW))
        .isFalse();
    assertThatThrownBy(() -> new WebSession(TOKEN.hash(), Optional.empty(), NOW, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SecretHash(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
