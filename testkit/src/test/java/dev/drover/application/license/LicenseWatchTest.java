package dev.drover.application.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.domain.license.License;
import dev.drover.domain.license.LicenseFile;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseSigner;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.SettableLicense;
import dev.drover.testkit.memory.InMemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests what a licence grants when it is replaced, expires or does not fit. */
class LicenseWatchTest {
  private static final LicenseSigner SIGNER = LicenseSigner.generate();
  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MACHINE = "0123456789abcdef";

  private final SettableLicense source = new SettableLicense();
  private final InMemoryStorage storage =
      new InMemoryStorage(new SettableClock(ISSUED), ZoneId.of("UTC"), new Random(7));

  @Test
  void a_clock_that_is_set_back_does_not_revive_a_licence() throws Exception {
    SettableClock clock = new SettableClock(ISSUED.plus(Duration.ofDays(9)));
    source.put(LicenseFile.issue(license(Optional.of(ISSUED.plus(Duration.ofDays(10)))), SIGNER));
    LicenseWatch watch = watch(clock);
    watch.checkOnce();
    assertThat(watch.current()).isEqualTo(new Granted(LicensePlan.TEAM));

    clock.advance(Duration.ofDays(1));
    assertThat(reason(watch)).contains("expired");
    watch.checkOnce();

    clock.advance(Duration.ofDays(-9));
    assertThat(reason(watch)).contains("expired");
    LicenseWatch afterRestart = watch(clock);
    afterRestart.checkOnce();
    assertThat(reason(afterRestart)).contains("expired");
  }

  @Test
  void a_licence_for_another_machine_is_refused_here() throws Exception {
    source.put(
        LicenseFile.issue(
            new License(
                LicensePlan.PRO, "Ann", ISSUED, Optional.empty(), Set.of("ffffffffffffffff")),
            SIGNER));
    LicenseWatch watch = watch(new SettableClock(ISSUED));
    watch.checkOnce();

    assertThat(reason(watch)).contains("another machine", MACHINE);
  }

  @Test
  void a_change_wakes_the_dispatcher() throws Exception {
    DispatchSignal signal = new DispatchSignal();
    LicenseWatch watch =
        new LicenseWatch(
            source,
            SIGNER.publicKey(),
            MACHINE,
            storage.seenTime(),
            signal,
            new SettableClock(ISSUED));
    watch.checkOnce();
    assertThat(signal.lower()).isTrue();
    watch.checkOnce();
    assertThat(signal.lower()).isFalse();

    source.put(LicenseFile.issue(license(Optional.empty()), SIGNER));
    watch.checkOnce();
    assertThat(signal.lower()).isTrue();
  }

  @Test
  void a_changed_file_counts_at_the_next_look() throws Exception {
    byte[] file = LicenseFile.issue(license(Optional.empty()), SIGNER);
    source.put(file);
    LicenseWatch watch = watch(new SettableClock(ISSUED));
    watch.checkOnce();
    assertThat(watch.current()).isEqualTo(new Granted(LicensePlan.TEAM));

    source.put(
        new String(file, StandardCharsets.UTF_8)
            .replace("Team", "Business")
            .getBytes(StandardCharsets.UTF_8));
    watch.checkOnce();
    assertThat(reason(watch)).contains("was changed");
  }

  @Test
  void a_source_that_can_not_be_read_grants_nothing_until_it_can() throws Exception {
    source.put(LicenseFile.issue(license(Optional.empty()), SIGNER));
    source.beUnreadable();
    LicenseWatch watch = watch(new SettableClock(ISSUED));
    watch.checkOnce();
    assertThat(reason(watch)).contains("can't be read").doesNotContain(source.place());

    source.put(LicenseFile.issue(license(Optional.empty()), SIGNER));
    watch.checkOnce();
    assertThat(watch.current()).isEqualTo(new Granted(LicensePlan.TEAM));
    source.remove();
    watch.checkOnce();
    assertThat(reason(watch)).contains("there is no licence");
  }

  private LicenseWatch watch(SettableClock clock) {
    return new LicenseWatch(
        source, SIGNER.publicKey(), MACHINE, storage.seenTime(), new DispatchSignal(), clock);
  }

  private static String reason(LicenseWatch watch) {
    LicenseStatus status = watch.current();
    assertThat(status).isInstanceOf(Refused.class);
    return ((Refused) status).reason();
  }

  private static License license(Optional<Instant> expiresAt) {
    return new License(LicensePlan.TEAM, "Ann", ISSUED, expiresAt, Set.of());
  }
}
