package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An app is updated on the phones of a farm: one phone tries the version, another waits. */
@ExtendWith(RealPostgres.class)
@Timeout(180)
class AppUpdateScenarioTest {
  private static final String TIKTOK = "com.zhiliaoapp.musically";
  private static final String UPDATE = "46.9.1";

  private VirtualPhone first;
  private VirtualPhone second;
  private Server server;
  private Api api;

  @BeforeEach
  void start(@TempDir Path home, DatabaseAddress database) throws Exception {
    first = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    second = VirtualPhone.start(PhoneConfig.named("SECOND", "bob"));
    server = Server.start(TestConfig.of(home, database));
    api = new Api(server.port());
    connect(first);
    await(() -> app("FIRST").path("state").asText().equals("known"));
    first.update(TIKTOK, UPDATE);
    second.update(TIKTOK, UPDATE);
    connect(second);
    await(() -> app("SECOND").path("version").asText().equals(UPDATE));
  }

  @AfterEach
  void stop() {
    server.close();
    first.close();
    second.close();
  }

  private void connect(VirtualPhone phone) throws Exception {
    api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
  }

  private JsonNode app(String phone) throws Exception {
    for (JsonNode app : api.get("/devices/" + phone).data().path("apps")) {
      if (app.path("package").asText().equals(TIKTOK)) {
        return app;
      }
    }
    return Api.JSON.missingNode();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Passing.untilNextLook();
    }
  }

  private long follow(String phone, String user) throws Exception {
    return api.create(
            "{'serials': ['"
                + phone
                + "'], 'script_name': 'follow', 'script_config': {'target_user': '"
                + user
                + "'}}")
        .getFirst();
  }

  @Test
  void an_updated_phone_tries_the_version_and_the_other_waits_and_goes_on() throws Exception {
    // The walk takes its time, so that the other's task is seen waiting.
    first.inject(
        new Fault(
            Fault.Kind.LATE,
            "input tap",
            0,
            Fault.Kind.LATE.usualTimes(Duration.ofSeconds(2)),
            Fault.Moment.BEFORE,
            Duration.ofSeconds(2),
            ""));
    long tries = follow("FIRST", "mila.cooks");
    await(() -> app("FIRST").path("state").asText().equals("trying"));
    long waits = follow("SECOND", "mila.cooks");

    assertThat(app("SECOND").path("state").asText()).isEqualTo("trying");
    assertThat(api.task(waits).path("status_text").asText()).isEqualTo("pending");
    assertThat(api.task(waits).path("remark").asText())
        .contains("waits: TikTok 46.9.1 is new here; phone FIRST is trying it");
    first.clearFaults();

    assertThat(api.awaitStatus(tries, "completed").path("outcome").asText()).isEqualTo("committed");
    assertThat(api.awaitStatus(waits, "completed").path("outcome").asText()).isEqualTo("committed");
    assertThat(app("SECOND").path("state").asText()).isEqualTo("passed");
    assertThat(api.task(tries).path("log").toString()).contains("46.9.1, which is new here");
    assertThat(api.task(waits).path("log").toString()).doesNotContain("which is new here");
    assertThat(first.effects()).hasSize(1);
    assertThat(second.effects()).hasSize(1);
  }

  @Test
  void a_version_that_fails_keeps_every_task_waiting_until_a_person_lets_it_go_on()
      throws Exception {
    first.inject(
        new Fault(
            Fault.Kind.MOVED,
            "Edit profile",
            0,
            Fault.Kind.MOVED.usualTimes(Duration.ZERO),
            Fault.Moment.BEFORE,
            Duration.ZERO,
            "Wardrobe"));
    long tries = follow("FIRST", "mila.cooks");
    await(() -> List.of("trying", "failed").contains(app("FIRST").path("state").asText()));
    long early = follow("SECOND", "ann");
    await(() -> app("FIRST").path("state").asText().equals("failed"));
    long waits = follow("SECOND", "mila.cooks");
    await(() -> api.task(tries).path("status_text").asText().equals("pending"));

    assertThat(api.task(waits).path("remark").asText())
        .contains("TikTok 46.9.1 failed its trial on phone FIRST", "profile.edit_button")
        .contains("POST /app-versions/com.zhiliaoapp.musically/46.9.1/go-on");
    await(() -> api.task(early).path("status_text").asText().equals("pending"));
    assertThat(api.task(early).path("remark").asText())
        .contains("failed its trial")
        .doesNotContain("is trying it");
    assertThat(api.task(tries).path("attempts")).hasSize(1);
    assertThat(api.text("/task/" + tries + "/artifacts/failure.txt")).contains("46.9.1");
    assertThat(first.effects()).isEmpty();
    assertThat(second.effects()).isEmpty();

    JsonNode allowed = api.post("/app-versions/" + TIKTOK + "/" + UPDATE + "/go-on", "{}").data();
    assertThat(allowed.path("state").asText()).isEqualTo("allowed");
    api.awaitStatus(waits, "completed");
    assertThat(api.post("/app-versions/" + TIKTOK + "/1.0/try", "{}").code()).isEqualTo(40401);
    assertThat(api.get("/app-versions").data().path("app_versions").size()).isGreaterThan(2);
  }
}
