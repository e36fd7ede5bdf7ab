package dev.drover.persistence.trial;

import dev.drover.application.plugin.Finding;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions of apps that keep tasks waiting, for a check of the storage. */
public final class FailedTrials {
  private static final String FAILED =
      """
      SELECT app, platform, version, phone, since, lacks,
        (SELECT count(*) FROM phone_app p WHERE p.app = v.app AND p.version = v.version) AS phones
      FROM app_version v
      WHERE state = 'failed'
      ORDER BY app, version
      """;

  private FailedTrials() {}

  /**
   * Finds them in a database that may belong to an older version.
   *
   * @throws SQLException if the database can't be read
   */
  public static List<Finding> in(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet known =
          statement.executeQuery("SELECT to_regclass('app_version') IS NOT NULL")) {
        if (!known.next() || !known.getBoolean(1)) {
          return List.of();
        }
      }
      try (ResultSet rows = statement.executeQuery(FAILED)) {
        while (rows.next()) {
          findings.add(finding(rows));
        }
      }
    }
    return List.copyOf(findings);
  }

  private static Finding finding(ResultSet row) throws SQLException {
    String app = row.getString("app");
    String version = row.getString("version");
    AppTrial trial =
        new AppTrial(
            new AppVersion(
                new PackageName(app),
                Platform.ofWireName(row.getString("platform")).orElseThrow(),
                version),
            TrialState.FAILED,
            Optional.of(new DeviceSerial(row.getString("phone"))),
            row.getObject("since", OffsetDateTime.class).toInstant(),
            Optional.of(row.getString("lacks")));
    return Finding.fail(
        "app "
            + trial.description()
            + " (POST /app-versions/"
            + app
            + "/"
            + version
            + "/go-on, or .../try). Its tasks wait on "
            + row.getLong("phones")
            + " phone(s)");
  }
}
