package dev.drover.persistence.trial;

import static dev.drover.persistence.postgres.ColumnValues.at;

import dev.drover.application.port.storage.AppVersions;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Stores the versions of apps in PostgreSQL. What two servers could decide differently is decided
 * under one lock: which version is the first of its app, and which attempt tries one.
 */
public final class JooqAppVersions implements AppVersions {
  /** The advisory lock. The number is arbitrary, but unique among the locks of this schema. */
  private static final long LOCK = 0x545249414cL;

  private static final String TRIAL = "app, platform, version, state, phone, since, lacks";

  private static final String OF_PHONE =
      "SELECT p.serial, t.app, t.platform, t.version, t.state, t.phone, t.since, t.lacks"
          + " FROM phone_app p JOIN app_trial t USING (app, version)"
          + " WHERE p.serial = ANY (?::text[])";

  private static final String SETTLED =
      OF_PHONE + " AND p.app = ? AND p.version = ? AND t.state IN ('known', 'passed', 'allowed')";

  /** Parameters: app, version, platform; listed, app; profile, time. */
  private static final String REGISTER =
      """
      INSERT INTO app_version (app, version, platform, state, profile, since)
      SELECT ?, ?, ?,
        CASE WHEN ? AND NOT EXISTS (SELECT 1 FROM app_version WHERE app = ?) THEN 'known' ELSE 'new' END, ?, ?::timestamptz
      ON CONFLICT (app, version) DO NOTHING
      """;

  /**
   * A failure says nothing of another content of the profile. Parameters: profile, time, app,
   * version, profile.
   */
  private static final String REOPEN =
      """
      UPDATE app_version
      SET state = 'new', lacks = NULL, profile = ?, since = ?::timestamptz
      WHERE app = ? AND version = ? AND state = 'failed' AND profile <> ?
      """;

  private static final String PUT =
      """
      INSERT INTO phone_app (serial, app, version)
      SELECT serial, ?, ? FROM device WHERE serial = ?
      ON CONFLICT (serial, app) DO UPDATE SET version = excluded.version WHERE phone_app.version <> excluded.version
      """;

  private static final String TAKE =
      """
      UPDATE app_version
      SET state = 'trying', phone = ?, task_id = ?, attempt = ?, profile = ?, since = ?::timestamptz, lacks = NULL
      WHERE app = ? AND version = ?
        AND (state = 'new'
             OR state = 'trying' AND (task_id = ? AND attempt = ?
                  OR NOT EXISTS (SELECT 1 FROM task
                                 WHERE task.id = app_version.task_id AND task.attempt_count = app_version.attempt AND task.status = 1)))
      """;

  private static final String END =
      """
      UPDATE app_version
      SET state = CASE WHEN ?::text IS NULL THEN 'passed' ELSE 'failed' END, lacks = ?, task_id = NULL, attempt = NULL,
        since = ?::timestamptz
      WHERE app = ? AND version = ? AND state = 'trying' AND task_id = ? AND attempt = ?
      """;

  private static final String ENDED_SO =
      "SELECT 1 FROM app_version WHERE app = ? AND version = ? AND state = ? AND phone ="
          + " (SELECT serial FROM task WHERE id = ? AND attempt_count = ?)";

  private static final String DECIDE =
      """
      UPDATE app_version
      SET state = ?, lacks = NULL, task_id = NULL, attempt = NULL, since = ?::timestamptz
      WHERE app = ? AND version = ? AND state <> ?
      """;

  private final Database database;

  public JooqAppVersions(Database database) {
    this.database = database;
  }

  @Override
  public List<Change> note(DeviceSerial phone, List<InstalledApp> apps, Instant now) {
    return database.transaction(
        sql -> {
          Map<String, String> before = versions(sql, phone);
          List<Change> changes = noted(sql, phone, apps, before, now);
          String[] kept = apps.stream().map(app -> app.app().app().value()).toArray(String[]::new);
          sql.execute(
              "DELETE FROM phone_app WHERE serial = ? AND app <> ALL (?::text[])",
              phone.value(),
              kept);
          return changes;
        });
  }

  @Override
  public Optional<Change> noteOne(DeviceSerial phone, InstalledApp app, Instant now) {
    return database.transaction(
        sql -> noted(sql, phone, List.of(app), versions(sql, phone), now).stream().findFirst());
  }

  private static Map<String, String> versions(DSLContext sql, DeviceSerial phone) {
    Map<String, String> versions = new HashMap<>();
    sql.resultQuery("SELECT app, version FROM phone_app WHERE serial = ?", phone.value())
        .forEach(row -> versions.put(row.get(0, String.class), row.get(1, String.class)));
    return versions;
  }

  private static List<Change> noted(
      DSLContext sql,
      DeviceSerial phone,
      List<InstalledApp> apps,
      Map<String, String> before,
      Instant now) {
    // Before any row: whoever holds the lock takes rows of several versions.
    lock(sql);
    List<Change> changes = new ArrayList<>();
    for (InstalledApp installed : apps) {
      AppVersion app = installed.app();
      Optional<String> had = Optional.ofNullable(before.get(app.app().value()));
      reopen(sql, installed, now);
      if (had.filter(app.version()::equals).isEmpty()) {
        register(sql, installed, now);
        if (sql.execute(PUT, app.app().value(), app.version(), phone.value()) == 1) {
          changes.add(new Change(app, had));
        }
      }
    }
    return changes;
  }

  private static void lock(DSLContext sql) {
    sql.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
  }

  private static void register(DSLContext sql, InstalledApp installed, Instant now) {
    AppVersion app = installed.app();
    sql.execute(
        REGISTER,
        app.app().value(),
        app.version(),
        app.platform().wireName(),
        installed.listed(),
        app.app().value(),
        installed.profile(),
        at(now));
  }

  private static void reopen(DSLContext sql, InstalledApp installed, Instant now) {
    AppVersion app = installed.app();
    int reopened =
        sql.execute(
            REOPEN,
            installed.profile(),
            at(now),
            app.app().value(),
            app.version(),
            installed.profile());
    if (reopened > 0) {
      Channels.wakeDispatchers(sql);
    }
  }

  @Override
  public Beginning begin(
      DeviceSerial phone, TaskId task, int attempt, InstalledApp app, Instant now) {
    boolean settled =
        database.query(
            sql ->
                sql.resultQuery(
                        SETTLED,
                        new String[] {phone.value()},
                        app.app().app().value(),
                        app.app().version())
                    .fetchOptional()
                    .isPresent());
    return settled
        ? new Beginning.Settled()
        : database.transaction(sql -> begun(sql, phone, task, attempt, app, now));
  }

  private static Beginning begun(
      DSLContext sql,
      DeviceSerial phone,
      TaskId task,
      int attempt,
      InstalledApp installed,
      Instant now) {
    AppVersion app = installed.app();
    lock(sql);
    register(sql, installed, now);
    noted(sql, phone, List.of(installed), versions(sql, phone), now);
    boolean taken =
        sql.execute(
                TAKE,
                phone.value(),
                task.value(),
                attempt,
                installed.profile(),
                at(now),
                app.app().value(),
                app.version(),
                task.value(),
                attempt)
            == 1;
    if (taken) {
      return new Beginning.Yours();
    }
    AppTrial trial = find(sql, app.app(), app.version()).orElseThrow();
    return trial.state().isSettled() ? new Beginning.Settled() : new Beginning.Waits(trial);
  }

  @Override
  public boolean end(
      AppVersion app, TaskId task, int attempt, Optional<String> lacks, Instant now) {
    String missing = lacks.map(ColumnValues::storable).orElse(null);
    return database.transaction(
        sql -> {
          boolean ended =
              sql.execute(
                      END,
                      missing,
                      missing,
                      at(now),
                      app.app().value(),
                      app.version(),
                      task.value(),
                      attempt)
                  == 1;
          if (ended) {
            Channels.wakeDispatchers(sql);
          }
          return ended || endedSo(sql, app, task, attempt, lacks.isEmpty());
        });
  }

  /** Whether an earlier try of the same call has recorded it. */
  private static boolean endedSo(
      DSLContext sql, AppVersion app, TaskId task, int attempt, boolean passed) {
    return sql.resultQuery(
            ENDED_SO,
            app.app().value(),
            app.version(),
            (passed ? TrialState.PASSED : TrialState.FAILED).wireName(),
            task.value(),
            attempt)
        .fetchOptional()
        .isPresent();
  }

  @Override
  public Optional<AppTrial> decide(
      PackageName app, String version, Decision decision, Instant now) {
    TrialState state =
        switch (decision) {
          case TRY -> TrialState.NEW;
          case GO_ON -> TrialState.ALLOWED;
        };
    return database.transaction(
        sql -> {
          sql.execute(DECIDE, state.wireName(), at(now), app.value(), version, state.wireName());
          Channels.wakeDispatchers(sql);
          return find(sql, app, version);
        });
  }

  @Override
  public List<AppTrial> letAllGoOn(Instant now) {
    return database.transaction(
        sql -> {
          lock(sql);
          List<AppTrial> waiting =
              sql
                  .resultQuery(
                      "SELECT "
                          + TRIAL
                          + " FROM app_version WHERE state IN ('trying', 'failed') FOR UPDATE")
                  .fetch(JooqAppVersions::readable)
                  .stream()
                  .flatMap(Optional::stream)
                  .toList();
          if (!waiting.isEmpty()) {
            sql.execute(
                "UPDATE app_version SET state = 'allowed', lacks = NULL, task_id = NULL, attempt ="
                    + " NULL, since = ?::timestamptz WHERE state IN ('trying', 'failed')",
                at(now));
            Channels.wakeDispatchers(sql);
          }
          return waiting;
        });
  }

  @Override
  public List<AppTrial> on(DeviceSerial phone) {
    return database.query(
        sql -> onPhones(sql, List.of(phone.value())).getOrDefault(phone.value(), List.of()));
  }

  /** Returns the apps of phones by serial, each phone's by package. */
  public static Map<String, List<AppTrial>> onPhones(DSLContext sql, Collection<String> serials) {
    Map<String, List<AppTrial>> found = new HashMap<>();
    sql.resultQuery(OF_PHONE + " ORDER BY t.app", (Object) serials.toArray(String[]::new))
        .forEach(
            row ->
                readable(row)
                    .ifPresent(
                        trial ->
                            found
                                .computeIfAbsent(
                                    row.get("serial", String.class), _ -> new ArrayList<>())
                                .add(trial)));
    return found;
  }

  @Override
  public List<AppTrial> all() {
    return database.query(
        sql ->
            sql
                .resultQuery(
                    "SELECT " + TRIAL + " FROM app_trial ORDER BY app, since DESC, version")
                .fetch(JooqAppVersions::readable)
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private static Optional<AppTrial> find(DSLContext sql, PackageName app, String version) {
    return sql.resultQuery(
            "SELECT " + TRIAL + " FROM app_trial WHERE app = ? AND version = ?",
            app.value(),
            version)
        .fetchOptional(JooqAppVersions::trial);
  }

  /** A newer version may have stored an app or a state that this one does not know. */
  private static Optional<AppTrial> readable(Record row) {
    return Platform.ofWireName(row.get("platform", String.class)).isPresent()
            && TrialState.ofWireName(row.get("state", String.class)).isPresent()
        ? Optional.of(trial(row))
        : Optional.empty();
  }

  private static AppTrial trial(Record row) {
    return new AppTrial(
        new AppVersion(
            new PackageName(row.get("app", String.class)),
            Platform.ofWireName(row.get("platform", String.class)).orElseThrow(),
            row.get("version", String.class)),
        TrialState.ofWireName(row.get("state", String.class)).orElseThrow(),
        Optional.ofNullable(row.get("phone", String.class)).map(DeviceSerial::new),
        row.get("since", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.get("lacks", String.class)));
  }
}
