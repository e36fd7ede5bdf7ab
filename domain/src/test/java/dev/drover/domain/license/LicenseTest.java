package dev.drover.domain.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final String HERE = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource({"Starter, 5, false", "Pro, 20, true", "Team, 50, true", "Business, 100, true"})
  void each_plan_has_its_limit_and_the_api_from_pro_on(String name, int limit, boolean api) {
    LicensePlan plan = LicensePlan.named(name).orElseThrow();

    assertThat(plan.displayName()).isEqualTo(name);
    assertThat(plan.deviceLimit()).isEqualTo(limit);
    assertThat(plan.apiEnabled()).isEqualTo(api);
    assertThat(LicensePlan.named(name.toUpperCase(java.util.Locale.ROOT))).contains(plan);
    assertThat(new Granted(plan).deviceLimit()).isEqualTo(limit);
  }

  @Test
  void an_expired_licence_grants_nothing() {
    License license = license(Optional.of(NOW), Set.of());

    assertThat(license.statusAt(NOW.minusNanos(1), HERE)).isEqualTo(new Granted(LicensePlan.PRO));
    LicenseStatus expired = license.statusAt(NOW, HERE);
    assertThat(expired).isInstanceOf(Refused.class);
    assertThat(((Refused) expired).reason()).contains("expired", NOW.toString());
    assertThat(expired.deviceLimit()).isZero();
  }

  @Test
  void a_licence_for_certain_machines_grants_nothing_on_another() {
    License license = license(Optional.empty(), Set.of(HERE, "00000000000000ff"));

    assertThat(license.statusAt(NOW, HERE)).isEqualTo(new Granted(LicensePlan.PRO));
    assertThat(license.statusAt(NOW, "fedcba9876543210"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason()).contains("another machine", "fedcba9876543210"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", " padded", "plan\rTeam"})
  void a_holder_that_is_not_one_line_is_refused(String holder) {
    assertThatThrownBy(() -> new License(LicensePlan.PRO, holder, NOW, Optional.empty(), Set.of()))
        .hasMessageContaining("holder");
  }

  @Test
  void an_unknown_plan_is_none() {
    assertThat(LicensePlan.named("Gold")).isEmpty();
  }

  private static License license(Optional<Instant> expiresAt, Set<String> machines) {
    return new License(
        LicensePlan.PRO, "Ann", Instant.parse("2026-01-01T00:00:00Z"), expiresAt, machines);
  }
}
