package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.RawHttp;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no request that another site's web page could send changes a row of the database. */
@ExtendWith(RealPostgres.class)
class CrossSiteAttackTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\":"
          + " [\"@ann\"]}}";

  private static final List<String> EVERYWHERE =
      List.of(
          "/",
          "/api/v1/docs",
          "/api/v1/docs/initializer.js",
          "/api/v1/openapi",
          "/api/v1/task",
          "/api/v1/no/such/path",
          "/observe/health/live",
          "/observe/health/ready",
          "/observe/metrics");

  private static DatabaseAddress database;
  private static Server server;

  @BeforeAll
  static void start(@TempDir Path home, DatabaseAddress own) {
    database = own;
    server =
        Server.start(
            TestConfig.of(
                home,
                own,
                Map.of(
                    Setting.ALLOWED_HOSTS,
                    "drover.example,proxy.example:8443",
                    Setting.ALLOWED_ORIGINS,
                    "https://dashboard.example")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp.Answer get(String path, String host, String headers) throws IOException {
    return RawHttp.send(
        server.port(), "GET " + path + " HTTP/1.1\nHost: " + host + "\n" + headers, "");
  }

  private static String here() {
    return "127.0.0.1:" + server.port();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: http://127.0.0.1",
        "Origin: https://dashboard.example.evil.example",
        "Origin: http://dashboard.example",
        "Origin: file://",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: anything",
      })
  void a_page_of_another_site_is_refused_everywhere(String header) throws Exception {
    Map<String, String> before = contents();
    for (String path : EVERYWHERE) {
      RawHttp.Answer answer = get(path, here(), header);

      assertThat(answer.code()).as(path).isEqualTo(40302);
      assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
    }
    RawHttp.Answer post =
        RawHttp.send(
            server.port(),
            "POST /api/v1/task HTTP/1.1\nHost: "
                + here()
                + "\nContent-Type: application/json\n"
                + header,
            FOLLOW);
    assertThat(post.code()).isEqualTo(40302);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void no_get_changes_anything_and_every_answer_tells_the_browser_to_run_nothing()
      throws Exception {
    Api api = new Api(server.port());
    long task = api.create(FOLLOW).getFirst();
    api.post("/accounts", "{\"username\": \"<script>alert(1)</script>\"}");
    api.post("/accounts", "{\"username\": \"ann\", \"device\": \"P1\"}");
    Map<String, String> before = contents();

    List<String> asked = new ArrayList<>();
    for (String operation : server.http().operations()) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      if (!operation.startsWith("GET ") || path.equals("/events")) {
        continue;
      }
      String concrete =
          "/api/v1"
              + path.replace("{serial}", "P1")
                  .replace("{id}", Long.toString(path.startsWith("/task") ? task : 1))
                  .replace("{material}", "1")
                  .replace("{file}", "initializer.js")
                  .replace("{name}", "screen.png");
      for (String query : List.of("", "?force=true&dry_run=false&_method=DELETE")) {
        asked.add(concrete + query);
      }
    }
    asked.addAll(List.of("/", "/observe/health/live", "/observe/health/ready", "/observe/metrics"));
    for (String path : asked) {
      RawHttp.Answer answer = get(path, here(), "X-HTTP-Method-Override: DELETE");

      checkHeaders(path, answer);
    }

    assertThat(asked).hasSizeGreaterThan(30);
    assertThat(contents()).isEqualTo(before);
  }

  private static void checkHeaders(String what, RawHttp.Answer answer) {
    assertThat(answer.headers())
        .as(what)
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
        .containsEntry("X-Frame-Options", "DENY")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*"));
    boolean page = what.startsWith("/api/v1/docs") && !what.contains(".js");
    assertThat(answer.headers().getOrDefault("Content-Type", "").startsWith("text/html"))
        .as(what)
        .isEqualTo(page && answer.status() == 200);
  }

  /** Returns every table as text, without the leases, which change by themselves. */
  private static Map<String, String> contents() throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(),
                database.user().orElseThrow(),
                database.password().orElseThrow());
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
                  + " 'node'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM "
                    + table
                    + " t")) {
          rows.next();
          contents.put(table, rows.getString(1));
        }
      }
    }
    assertThat(contents).containsKeys("task", "account", "device", "queue_setting");
    return contents;
  }

  @ParameterizedTest(name = "Host: {0}")
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "127.0.0.1",
        "localhost:PORT",
        "LOCALHOST",
        "[::1]:PORT",
        "[::1]",
        "drover.example",
        "Drover.Example:PORT",
        "proxy.example:8443",
      })
  void its_own_and_the_configured_names_are_answered(String host) throws Exception {
    assertThat(
            get("/api/v1/task/stats", host.replace("PORT", Integer.toString(server.port())), "")
                .code())
        .isZero();
  }
}
