package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Scrapes;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a whole server, as a Prometheus scrapes them. The tests share a server. */
@ExtendWith(RealPostgres.class)
class MetricsTest {
  private static VirtualPhone phone;
  private static Server server;
  private static Api api;
  private static Scrapes scrapes;

  @BeforeAll
  static void start(@TempDir Path home, DatabaseAddress database) throws Exception {
    phone = VirtualPhone.start(PhoneConfig.named("SECRETSERIAL", "ann_account"));
    server = Server.start(TestConfig.of(home, database));
    api = new Api(server.port());
    scrapes = new Scrapes(server.port());
    api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    phone.close();
  }

  @Test
  void each_loop_of_the_server_is_known_by_its_name() throws Exception {
    String scrape = scrapes.scrape();
    String health = scrapes.send("GET", "/observe/health/live").body();

    assertThat(health).startsWith("{\"status\":\"UP\"");
    for (String loop :
        List.of(
            "guard",
            "lease",
            "takeover",
            "phones",
            "registrar",
            "dispatcher",
            "housekeeping",
            "batches",
            "notifications")) {
      assertThat(Scrapes.value(scrape, "drover_loop_turning{loop=\"" + loop + "\"}")).isEqualTo(1);
      assertThat(scrape).contains("drover_loop_failures_total{loop=\"" + loop + "\"} 0.0");
      assertThat(health).contains("{\"name\":\"" + loop + "\",\"status\":\"UP\"}");
    }
  }

  @Test
  void a_scrape_tells_of_the_server_its_tasks_and_its_phones_and_names_nobody() throws Exception {
    api.post("/accounts", "{\"username\": \"ann_account\", \"device\": \"SECRETSERIAL\"}");
    long id =
        api.create(
                "{'usernames': ['ann_account'], 'script_name': 'follow',"
                    + " 'script_config': {'target_users': ['@secret_target']}}")
            .getFirst();
    api.awaitStatus(id, "completed");
    String done =
        "drover_task_duration_seconds_count{outcome=\"committed\",result=\"completed\",script=\"follow\"}";

    String scrape =
        scrapes.await(
            "one completed task",
            text ->
                Scrapes.value(text, done) == 1
                    && Scrapes.value(text, "drover_tasks{state=\"completed\"}") == 1
                    && Scrapes.value(text, "drover_tasks_running_here") == 0);

    assertThat(Scrapes.value(scrape, "drover_tasks{state=\"pending\"}")).isZero();
    assertThat(Scrapes.value(scrape, "drover_tasks{state=\"running\"}")).isZero();
    assertThat(Scrapes.value(scrape, "drover_tasks{state=\"failed\"}")).isZero();
    assertThat(Scrapes.value(scrape, "drover_phones{state=\"online\"}")).isEqualTo(1);
    assertThat(Scrapes.value(scrape, "drover_phones{state=\"offline\"}")).isZero();
    assertThat(Scrapes.value(scrape, "drover_dispatch_claimed_tasks_total")).isEqualTo(1);
    assertThat(Scrapes.value(scrape, "drover_dispatch_claim_seconds_count")).isPositive();
    assertThat(Scrapes.value(scrape, "drover_task_start_lateness_seconds_count")).isEqualTo(1);
    assertThat(scrape)
        .contains(
            "drover_dispatch_claim_seconds_bucket",
            "drover_task_start_lateness_seconds_bucket",
            "drover_task_duration_seconds_bucket",
            "http_server_requests_seconds_bucket",
            "hikaricp_connections_active{pool=\"drover\"}",
            "hikaricp_connections_pending{pool=\"drover\"}",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "jvm_gc_",
            "process_cpu_usage",
            "process_uptime_seconds",
            "process_files_open_files");
    assertThat(scrape.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("ann_account")
        .doesNotContain("secret_target")
        .doesNotContain("secretserial")
        .doesNotContain(phone.adbAddress());
  }

  @Test
  void accounts_that_are_held_and_phones_that_are_paused_are_counted() throws Exception {
    long id =
        api.post("/accounts", "{\"username\": \"bob_account\", \"device\": \"SECRETSERIAL\"}")
            .data()
            .path("id")
            .asLong();
    String before = scrapes.scrape();
    assertThat(before).contains("drover_accounts_held 0.0", "drover_phones_paused 0.0");

    assertThat(api.post("/accounts/" + id + "/pause", "").code()).isZero();
    assertThat(api.post("/devices/SECRETSERIAL/pause", "").code()).isZero();

    String after = scrapes.scrape();
    assertThat(after).contains("drover_accounts_held 1.0", "drover_phones_paused 1.0");

    // The other tests use this server and this phone too.
    assertThat(api.delete("/accounts/" + id, "").code()).isZero();
    assertThat(api.post("/devices/SECRETSERIAL/resume", "").code()).isZero();
    assertThat(scrapes.scrape()).contains("drover_accounts_held 0.0", "drover_phones_paused 0.0");
  }
}
