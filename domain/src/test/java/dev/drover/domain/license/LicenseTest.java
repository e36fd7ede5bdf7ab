package dev.drover.domain.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"Starter, 5, false", "Pro, 20, true", "Team, 50, true", "Business, 100, true"})
  void each_plan_has_its_limit_and_the_api_from_pro_on(String name, int limit, boolean api) {
    LicensePlan plan = LicensePlan.named(name).orElseThrow();

    assertThat(plan.displayName()).isEqualTo(name);
    assertThat(plan.deviceLimit()).isEqualTo(limit);
    assertThat(plan.apiEnabled()).isEqualTo(api);
    assertThat(LicensePlan.named(name.toUpperCase(java.util.Locale.ROOT))).contains(plan);
  }

  @Test
  void an_expired_licence_grants_nothing() {
    License license = new License(LicensePlan.PRO, Optional.of(NOW));

    assertThat(license.deviceLimitAt(NOW.minusNanos(1))).isEqualTo(20);
    assertThat(license.apiEnabledAt(NOW.minusNanos(1))).isTrue();
    assertThat(license.deviceLimitAt(NOW)).isZero();
    assertThat(license.apiEnabledAt(NOW)).isFalse();
  }

  @Test
  void an_unknown_plan_is_none() {
    assertThat(LicensePlan.named("Gold")).isEmpty();
  }
}
