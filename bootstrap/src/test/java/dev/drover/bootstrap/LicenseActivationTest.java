package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.license.LicenseWatch;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.FileLicenseSource;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.license.License;
import dev.drover.domain.license.LicenseFile;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseSigner;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.license.LicenseStatus.Refused;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.node.JooqSeenTime;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.SettableClock;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a server that needs a signed licence, without one, with a valid one, and with invalid ones.
 */
@ExtendWith(RealPostgres.class)
class LicenseActivationTest {
  private static final LicenseSigner SIGNER = LicenseSigner.generate();
  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MACHINE = "0123456789abcdef";

  @TempDir private Path home;

  @Test
  void queued_tasks_start_by_themselves_once_a_licence_is_activated(
      DatabaseAddress database, @TempDir Path firstHome) throws Exception {
    long id;
    try (Server before = Server.start(TestConfig.of(firstHome, database))) {
      id =
          new Api(before.port())
              .create(
                  "{'serials': ['FIRST'], 'script_name': 'follow', 'script_config': {'target_user':"
                      + " 'ann'}}")
              .getFirst();
    }
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann_account"));
        Server server =
            Server.start(
                TestConfig.of(
                    home,
                    database,
                    Map.of(
                        Setting.LICENSE_PUBLIC_KEY, SIGNER.publicKey().text(),
                        Setting.DEVICES_CONNECT, phone.adbAddress())))) {
      Api api = new Api(server.port());
      refused(api, "there is no licence");
      assertThat(api.get("/task/" + id).code()).isEqualTo(40301);

      byte[] expired = LicenseFile.issue(license(Optional.of(ISSUED.plusSeconds(1))), SIGNER);
      activate(expired);
      awaitRefusal(api, "the licence expired at 2026-01-01T00:00:01Z");
      activate(LicenseFile.issue(license(Optional.empty()), LicenseSigner.generate()));
      awaitRefusal(api, "signed by another key");
      assertThat(phone.effects()).isEmpty();

      activate(LicenseFile.issue(license(Optional.empty()), SIGNER));
      await(api, "granted", status -> status.code() == 0);
      assertThat(api.get("/license/check").data().path("plan_name").asText()).isEqualTo("Team");
      assertThat(api.awaitStatus(id, "completed").path("outcome").asText()).isEqualTo("committed");

      Files.delete(home.resolve("drover.license"));
      awaitRefusal(api, "there is no licence");
    }
  }

  @Test
  void what_is_no_file_is_refused_without_being_opened(Database database) throws Exception {
    Files.createDirectory(home.resolve("drover.license"));
    LicenseWatch watch = watch(database, new SettableClock(ISSUED));
    watch.checkOnce();

    assertThat(reason(watch)).contains("can't be read").doesNotContain(home.toString());
  }

  private LicenseWatch watch(Database database, SettableClock clock) {
    return new LicenseWatch(
        new FileLicenseSource(home.resolve("drover.license")),
        SIGNER.publicKey(),
        MACHINE,
        new JooqSeenTime(database),
        new DispatchSignal(),
        clock);
  }

  private static String reason(LicenseWatch watch) {
    LicenseStatus status = watch.current();
    assertThat(status).isInstanceOf(Refused.class);
    return ((Refused) status).reason();
  }

  private static License license(Optional<Instant> expiresAt) {
    return new License(LicensePlan.TEAM, "Ann", ISSUED, expiresAt, Set.of());
  }

  private void activate(byte[] file) throws IOException {
    Files.write(home.resolve("drover.license"), file);
  }

  private static void refused(Api api, String reason) throws Exception {
    Api.Answer answer = api.get("/license/check");
    assertThat(answer.code()).isEqualTo(40301);
    assertThat(answer.message()).contains(reason);
  }

  private static void awaitRefusal(Api api, String reason) throws Exception {
    await(api, reason, answer -> answer.code() == 40301 && answer.message().contains(reason));
  }

  private static void await(Api api, String what, java.util.function.Predicate<Api.Answer> wanted)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Api.Answer answer = api.get("/license/check");
    while (!wanted.test(answer)) {
      assertThat(System.nanoTime()).as("%s, not %s", what, answer).isLessThan(deadline);
      Passing.untilNextLook();
      answer = api.get("/license/check");
    }
  }
}
