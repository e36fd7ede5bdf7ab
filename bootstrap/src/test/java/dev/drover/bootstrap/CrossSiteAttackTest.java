package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.CrossSite;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
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

/**
 * No request that a web page of another site could send changes a row of the database. What the API
 * answers to such requests is tested in adapters-http.
 */
@ExtendWith(RealPostgres.class)
class CrossSiteAttackTest {
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
                    CrossSite.ALLOWED_ORIGIN)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void no_request_of_another_sites_page_changes_a_row() throws Exception {
    Map<String, String> before = contents();

    for (String header : CrossSite.foreignHeaders()) {
      CrossSite.checkRefused(server.port(), header);
    }

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void no_get_changes_anything_and_every_answer_tells_the_browser_to_run_nothing()
      throws Exception {
    Api api = new Api(server.port());
    long task = api.create(CrossSite.FOLLOW).getFirst();
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
      CrossSite.checkSecurityHeaders(
          path,
          CrossSite.get(
              server.port(),
              path,
              CrossSite.host(server.port()),
              "X-HTTP-Method-Override: DELETE"));
    }

    assertThat(asked).hasSizeGreaterThan(30);
    assertThat(contents()).isEqualTo(before);
  }

  /**
   * Every table as text, but the servers' leases and the end of the sums, which go on by
   * themselves.
   */
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
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                  + " AND tablename NOT IN ('node', 'task_history_end')")) {
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
}
