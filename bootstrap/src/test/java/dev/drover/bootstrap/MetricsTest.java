package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus sees, scraped as it does. */
@ExtendWith(RealPostgres.class)
class MetricsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path home;
  private VirtualPhone phone;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress database) throws Exception {
    phone = VirtualPhone.start(PhoneConfig.named("SECRETSERIAL", "ann_account"));
    server = Server.start(TestConfig.of(home, database));
    api = new Api(server.port());
    api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
  }

  @AfterEach
  void stop() {
    server.close();
    phone.close();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String scrape() throws Exception {
    HttpResponse<String> response = send("GET", "/observe/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return response.body();
  }

  @Test
  void each_loop_of_the_server_is_known_by_its_name() throws Exception {
    String scrape = scrape();
    String health = send("GET", "/observe/health/live").body();

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
      assertThat(value(scrape, "drover_loop_turning{loop=\"" + loop + "\"}")).isEqualTo(1);
      assertThat(scrape).contains("drover_loop_failures_total{loop=\"" + loop + "\"} 0.0");
      assertThat(health).contains("{\"name\":\"" + loop + "\",\"status\":\"UP\"}");
    }
  }

  /** The value of a series; 0 where it has not begun. */
  private static double value(String scrape, String series) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(scrape);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  private String awaitScrape(String what, Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String scrape = scrape();
    while (!wanted.test(scrape)) {
      assertThat(System.nanoTime()).as("%s in%n%s", what, scrape).isLessThan(end);
      Passing.untilNextLook();
      scrape = scrape();
    }
    return scrape;
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
        awaitScrape(
            "one completed task",
            text ->
                value(text, done) == 1
                    && value(text, "drover_tasks{state=\"completed\"}") == 1
                    && value(text, "drover_tasks_running_here") == 0);

    assertThat(value(scrape, "drover_tasks{state=\"pending\"}")).isZero();
    assertThat(value(scrape, "drover_tasks{state=\"running\"}")).isZero();
    assertThat(value(scrape, "drover_tasks{state=\"failed\"}")).isZero();
    assertThat(value(scrape, "drover_phones{state=\"online\"}")).isEqualTo(1);
    assertThat(value(scrape, "drover_phones{state=\"offline\"}")).isZero();
    assertThat(value(scrape, "drover_dispatch_claimed_tasks_total")).isEqualTo(1);
    assertThat(value(scrape, "drover_dispatch_claim_seconds_count")).isPositive();
    assertThat(value(scrape, "drover_task_start_lateness_seconds_count")).isEqualTo(1);
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
}
