package dev.drover.persistence.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.Finding;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class FailedTrialsTest {
  private static Connection connection(DatabaseAddress database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user().orElseThrow(), database.password().orElseThrow());
  }

  @Test
  void a_version_that_failed_is_found_with_what_to_do(Database migrated, DatabaseAddress address)
      throws Exception {
    try (Connection connection = connection(address);
        Statement statement = connection.createStatement()) {
      assertThat(FailedTrials.in(connection)).isEmpty();
      statement.execute(
          """
          INSERT INTO app_version (app, version, platform, state, profile, phone, since, lacks)
          VALUES ('com.zhiliaoapp.musically', '46.9.1', 'tiktok', 'failed', 'p', 'P1', now(), 'feed.like_button'),
                 ('com.zhiliaoapp.musically', '43.1', 'tiktok', 'passed', 'p', 'P1', now(), NULL)
          """);

      assertThat(FailedTrials.in(connection))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
                assertThat(finding.text())
                    .contains("TikTok 46.9.1 failed its trial on phone P1", "feed.like_button")
                    .contains("POST /app-versions/com.zhiliaoapp.musically/46.9.1/go-on");
              });
    }
    assertThat(migrated).isNotNull();
  }

  @Test
  void a_database_of_an_older_version_has_none(DatabaseAddress address) throws Exception {
    try (Connection connection = connection(address);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP VIEW IF EXISTS waiting_app, app_trial");
      statement.execute("DROP TABLE IF EXISTS phone_app, app_version");

      assertThat(FailedTrials.in(connection)).isEmpty();
    }
  }
}
