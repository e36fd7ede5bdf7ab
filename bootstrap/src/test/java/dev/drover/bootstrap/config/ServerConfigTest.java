package dev.drover.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.housekeeping.Housekeeping.Retention;
import dev.drover.bootstrap.Main;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.page.PageSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServerConfigTest {
  @TempDir private Path home;

  @Test
  void without_anything_it_listens_on_loopback_at_the_port_that_clients_have_built_in() {
    ServerConfig config = load(Map.of(), Map.of());

    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.listensBeyondLoopback()).isFalse();
    assertThat(config.apiUrl(7)).isEqualTo("http://127.0.0.1:7/api/v1");
    assertThat(config.port()).isEqualTo(50809);
    assertThat(config.license().plan()).isEqualTo(LicensePlan.BUSINESS);
    assertThat(config.adapters().storage().name()).isEqualTo("postgresql");
    assertThat(config.adapters().storage().values()).isEmpty();
  }

  @Test
  void a_local_client_without_a_key_is_limited_only_where_that_is_set() {
    assertThat(load(Map.of(), Map.of()).http().rate()).isEmpty();
    assertThat(load(Map.of(Setting.RATE_PER_SECOND, "7"), Map.of()).http().rate())
        .contains(new HttpSettings.Rate(7, 1_000));
    assertThat(load(Map.of(Setting.RATE_BURST, "7"), Map.of()).http().rate())
        .contains(new HttpSettings.Rate(100, 7));
    assertThat(load(Map.of(Setting.REQUIRE_API_KEY, "true"), Map.of()).http().rate())
        .contains(new HttpSettings.Rate(100, 1_000));
    assertThat(load(Map.of(Setting.HOST, "0.0.0.0"), Map.of()).http().rate())
        .contains(new HttpSettings.Rate(100, 1_000));
    assertThat(
            load(Map.of(Setting.HOST, "0.0.0.0", Setting.RATE_PER_SECOND, "0"), Map.of())
                .http()
                .rate())
        .isEmpty();
  }

  @Test
  void the_dashboard_comes_with_drover_from_a_folder_or_not_at_all() throws Exception {
    Files.writeString(home.resolve("index.html"), "<p>own</p>");
    String folder = home.toString();

    assertThat(load(Map.of(), Map.of()).page()).isEqualTo(PageSource.SHIPPED);
    assertThat(load(Map.of(Setting.DASHBOARD_FOLDER, folder), Map.of()).page())
        .isEqualTo(new PageSource.Folder(home));
    assertThat(load(Map.of(Setting.DASHBOARD, "false"), Map.of()).page())
        .isEqualTo(PageSource.NONE);
    assertThat(
            load(Map.of(Setting.DASHBOARD, "false", Setting.DASHBOARD_FOLDER, folder), Map.of())
                .page())
        .isEqualTo(PageSource.NONE);
    assertThatThrownBy(() -> load(Map.of(Setting.DASHBOARD_FOLDER, folder + "/none"), Map.of()))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("dashboard.folder")
        .hasMessageContaining("index.html");
  }

  @Test
  void names_origins_and_limits_of_connections_reach_the_http_server() {
    HttpSettings http =
        load(
                Map.of(
                    Setting.ALLOWED_HOSTS,
                    "drover.example,proxy.example:8443",
                    Setting.ALLOWED_ORIGINS,
                    "https://dashboard.example",
                    Setting.REQUEST_PATIENCE,
                    "7",
                    Setting.MOST_CONNECTIONS,
                    "11"),
                Map.of())
            .http();

    assertThat(http.allowedHosts())
        .containsExactlyInAnyOrder("drover.example", "proxy.example:8443", "localhost");
    assertThat(http.allowedOrigins()).containsExactly("https://dashboard.example");
    assertThat(http.patience()).isEqualTo(Duration.ofSeconds(7));
    assertThat(http.mostConnections()).isEqualTo(11);
  }

  @Test
  void a_server_serves_its_machine_alone_only_where_nobody_else_can_use_it() {
    assertThat(load(Map.of(), Map.of()).servesThisMachineAlone()).isTrue();
    for (String host : List.of("127.0.0.1", "::1", "[::1]", "LOCALHOST")) {
      assertThat(load(Map.of(Setting.HOST, host), Map.of()).servesThisMachineAlone())
          .as(host)
          .isTrue();
    }
    assertThat(
            List.of(
                Map.of(Setting.HOST, "0.0.0.0"),
                Map.of(Setting.HOST, "::"),
                Map.of(Setting.REQUIRE_API_KEY, "true"),
                Map.of(Setting.ALLOWED_HOSTS, "drover.example"),
                Map.of(Setting.ALLOWED_HOSTS, "localhost,drover.example"),
                Map.of(Setting.ALLOWED_ORIGINS, "https://dashboard.example")))
        .allSatisfy(flags -> assertThat(load(flags, Map.of()).servesThisMachineAlone()).isFalse());
  }

  @Test
  void a_flag_wins_over_the_environment_and_that_over_the_file() throws Exception {
    Files.writeString(
        home.resolve("drover.yaml"),
        "port: 1001\ntimezone: Europe/Berlin\nlicense:\n  plan: team\ndevices:\n  connect: ['a:1', 'b:2']\n");

    ServerConfig file = load(Map.of(), Map.of());
    ServerConfig environment = load(Map.of(), Map.of("DROVER_PORT", "1002"));
    ServerConfig flag = load(Map.of(Setting.PORT, "1003"), Map.of("DROVER_PORT", "1002"));

    assertThat(file.port()).isEqualTo(1001);
    assertThat(file.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(file.license().plan()).isEqualTo(LicensePlan.TEAM);
    assertThat(file.connect()).containsExactly("a:1", "b:2");
    assertThat(environment.port()).isEqualTo(1002);
    assertThat(flag.port()).isEqualTo(1003);
  }

  @Test
  void a_misspelt_setting_is_answered_by_the_nearest_and_a_line_without_a_colon_by_the_form()
      throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "devices:\n  conect: ['a:1']\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageEndingWith(": there is no such setting; did you mean devices.connect?")
        .hasMessageStartingWith("devices.conect in " + home.resolve("drover.yaml"));

    Files.writeString(home.resolve("drover.yaml"), "elephant: 1\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of())).hasMessageContaining("known are host, port");

    Files.writeString(home.resolve("drover.yaml"), "port 50810\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining("write each on a line of its own, name: value");
  }

  @Test
  void a_value_that_can_not_be_used_is_named_with_where_it_was_set() {
    assertThatThrownBy(() -> load(Map.of(Setting.PORT, "http"), Map.of()))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("--port")
        .hasMessageContaining("http");
    assertThatThrownBy(() -> load(Map.of(), Map.of("DROVER_TIMEZONE", "Mars/Olympus")))
        .hasMessageContaining("DROVER_TIMEZONE");
    assertThatThrownBy(() -> load(Map.of(Setting.ALLOWED_HOSTS, "*.example"), Map.of()))
        .hasMessageContaining("--allowed-hosts")
        .hasMessageContaining("patterns");
    assertThatThrownBy(() -> load(Map.of(Setting.ALLOWED_ORIGINS, "https://a/b"), Map.of()))
        .hasMessageContaining("--allowed-origins");
    assertThatThrownBy(() -> load(Map.of(Setting.TLS_CERTIFICATE, home + "/none.pem"), Map.of()))
        .hasMessageContaining("--tls.certificate");
  }

  @Test
  void beyond_loopback_a_key_is_demanded_whatever_is_set() {
    assertThat(load(Map.of(), Map.of()).http().keyDemanded()).isFalse();
    assertThat(load(Map.of(Setting.REQUIRE_API_KEY, "true"), Map.of()).http().keyDemanded())
        .isTrue();
    assertThat(load(Map.of(Setting.HOST, "0.0.0.0"), Map.of()).http().keyDemanded()).isTrue();
    assertThatThrownBy(
            () -> load(Map.of(Setting.HOST, "0.0.0.0"), Map.of("DROVER_REQUIRE_API_KEY", "false")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("DROVER_REQUIRE_API_KEY")
        .hasMessageContaining("0.0.0.0");
  }

  @Test
  void one_half_of_a_certificate_is_refused() throws Exception {
    Path file = Files.writeString(home.resolve("certificate.pem"), "x");

    assertThatThrownBy(() -> load(Map.of(Setting.TLS_CERTIFICATE, file.toString()), Map.of()))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("tls.private-key");
  }

  @Test
  void finished_tasks_are_kept_for_90_days_and_what_failed_ones_left_for_two_weeks_and_a_gigabyte()
      throws Exception {
    assertThat(load(Map.of(), Map.of()).retention())
        .isEqualTo(new Retention(Duration.ofDays(90), Duration.ofDays(14), 1024L * 1024 * 1024));

    Files.writeString(
        home.resolve("drover.yaml"),
        "tasks:\n  keep-days: 7\nartifacts:\n  keep-days: 3\n  largest-megabytes: 10\n");
    assertThat(load(Map.of(), Map.of("DROVER_ARTIFACTS_KEEP_DAYS", "1")).retention())
        .isEqualTo(new Retention(Duration.ofDays(7), Duration.ofDays(1), 10L * 1024 * 1024));
    assertThatThrownBy(() -> load(Map.of(), Map.of("DROVER_ARTIFACTS_KEEP_DAYS", "ever")))
        .hasMessageContaining("DROVER_ARTIFACTS_KEEP_DAYS")
        .hasMessageContaining("days");
    assertThatThrownBy(() -> load(Map.of(), Map.of("DROVER_TASKS_KEEP_DAYS", "0")))
        .hasMessageContaining("DROVER_TASKS_KEEP_DAYS");
  }

  @Test
  void materials_lie_below_the_home_unless_they_are_elsewhere() throws Exception {
    ServerConfig.Materials ordinary = load(Map.of(), Map.of()).materials();
    Files.writeString(
        home.resolve("drover.yaml"),
        """
        materials:
          folder: /library
          roots: [/clips, /more/../pictures]
          largest-megabytes: 10
        """);
    ServerConfig.Materials given = load(Map.of(), Map.of()).materials();

    assertThat(ordinary.libraryFolder()).isEqualTo(home.resolve("library"));
    assertThat(ordinary.roots()).containsExactly(home.resolve("materials"));
    assertThat(ordinary.largestBytes()).isEqualTo(4096L * 1024 * 1024);
    assertThat(given.libraryFolder()).isEqualTo(Path.of("/library"));
    assertThat(given.roots()).containsExactly(Path.of("/clips"), Path.of("/pictures"));
    assertThat(given.uploadFolder()).isEqualTo(home.resolve("materials"));
    assertThat(given.largestBytes()).isEqualTo(10 * 1024 * 1024);
    assertThatThrownBy(() -> load(Map.of(), Map.of("DROVER_MATERIALS_LARGEST_MEGABYTES", "0")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("DROVER_MATERIALS_LARGEST_MEGABYTES");
  }

  @Test
  void a_setting_that_does_not_exist_is_named() throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "prot: 1001\n");

    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("prot")
        .hasMessageContaining("drover.yaml");
  }

  @Test
  void the_help_shows_the_commands_with_examples() {
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out));

    assertThat(command.execute("--help")).isZero();
    assertThat(out.toString())
        .contains("serve", "demo", "phone", "--port", "--home", "--database-url", "Examples:");
    assertThat(command.setErr(new PrintWriter(new StringWriter())).execute("--nonsense"))
        .isEqualTo(2);
  }

  private ServerConfig load(Map<Setting, String> flags, Map<String, String> environment) {
    Map<Setting, String> all = new java.util.EnumMap<>(Setting.class);
    all.put(Setting.HOME, home.toString());
    all.putAll(flags);
    return ServerConfig.load(all, environment, Optional.empty());
  }

  @Test
  @DisabledOnOs({OS.MAC, OS.WINDOWS})
  void the_home_is_below_the_users_home_of_the_environment() {
    assertThat(ServerConfig.load(Map.of(), Map.of("HOME", "/home/ann"), Optional.empty()).home())
        .isEqualTo(Path.of("/home/ann/.local/share/drover"));
    assertThat(
            ServerConfig.load(
                    Map.of(),
                    Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/data"),
                    Optional.empty())
                .home())
        .isEqualTo(Path.of("/data/drover"));
    assertThat(ServerConfig.load(Map.of(), Map.of("HOME", "ann"), Optional.empty()).home())
        .isEqualTo(ServerConfig.load(Map.of(), Map.of(), Optional.empty()).home());
  }

  @Test
  void the_demo_has_a_home_beside_the_servers_unless_one_is_given() {
    Path server = ServerConfig.load(Map.of(), Map.of(), Optional.empty()).home();
    Path demo = ServerConfig.loadForDemo(Map.of(), Map.of(), Optional.empty()).home();

    assertThat(demo.getParent()).isEqualTo(server.getParent());
    assertThat(demo.getFileName().toString()).isEqualTo(server.getFileName() + "-demo");
    assertThat(
            ServerConfig.loadForDemo(
                    Map.of(Setting.HOME, home.toString()), Map.of(), Optional.empty())
                .home())
        .isEqualTo(home);
    assertThat(
            ServerConfig.loadForDemo(
                    Map.of(), Map.of("DROVER_HOME", home.toString()), Optional.empty())
                .home())
        .isEqualTo(home);
  }

  @Test
  void the_demo_refuses_the_home_of_a_server() throws Exception {
    Files.createFile(home.resolve("drover.lock"));
    StringWriter err = new StringWriter();
    String[] start = {"demo", "--home", home.toString(), "--port", "0"};

    assertThat(Main.commandLine().setErr(new PrintWriter(err, true)).execute(start)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("drover: " + home + " is the home of a server")
        .hasLineCount(1);
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  @Test
  void a_hint_repeats_the_flags_that_name_the_server_and_no_secret() {
    Map<Setting, String> flags =
        Map.of(
            Setting.HOME, "/srv/my farm",
            Setting.DATABASE_URL, "postgresql://u:secret@db/drover",
            Setting.PORT, "1");

    assertThat(ServerConfig.load(flags, Map.of(), Optional.empty()).command("key list"))
        .isEqualTo("drover key list --home '/srv/my farm' --database-url URL");
    assertThat(
            ServerConfig.load(Map.of(), Map.of("DROVER_HOME", "/srv/x"), Optional.empty())
                .command("key list"))
        .isEqualTo("drover key list");
  }
}
