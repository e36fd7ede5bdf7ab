package dev.drover.persistence.postgres;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.PROCESS;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.loop.Loop;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests what callers are told for every kind of error, in every kind of statement. */
@ExtendWith(RealPostgres.class)
class SqlErrorsTest {
  private static final List<String> AWAY = List.of("08006", "08003", "57P01", "57P03");
  private static final List<String> REPEATED = List.of("40P01", "40001");
  private static final List<String> ENDED = List.of("57014", "55P03", "25P03");
  private static final List<String> UNABLE =
      List.of("53100", "53200", "53300", "53400", "25006", "58030");
  private static final List<String> DEFECTS =
      List.of("22001", "22021", "23503", "23514", "42501", "42P01", "XX000");

  private static final List<String> WRITTEN =
      List.of(
          "task",
          "task_attempt",
          "task_step",
          "task_artifact",
          "idempotency_key",
          "node",
          "account",
          "account_action",
          "device",
          "queue_setting");

  private Database database;
  private JooqTaskRepository tasks;
  private JooqTaskArtifacts artifacts;
  private JooqNodeDirectory nodes;
  private JooqAccountDirectory accounts;
  private JooqActionBudgets budgets;
  private JooqApiKeys keys;
  private JooqDeviceDirectory devices;
  private JooqQueueSettings settings;
  private Account ann;
  private Task running;

  @BeforeEach
  void arm(Database given) {
    database = given;
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    artifacts = new JooqTaskArtifacts(database);
    nodes = new JooqNodeDirectory(database, ScriptTypes.builtIn());
    accounts = new JooqAccountDirectory(database);
    budgets = new JooqActionBudgets(database, ZoneOffset.UTC);
    keys = new JooqApiKeys(database);
    devices = new JooqDeviceDirectory(database);
    settings = new JooqQueueSettings(database);
    QueueFixture.giveLeases(database);
    ann = accounts.add(account()).orElseThrow();
    keys.add(
        new ApiKey(
            "id",
            new ApiKeyName("key"),
            AccessScope.READ,
            new SecretHash(new byte[32]),
            NOW,
            Optional.empty()));
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    running = tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW).getFirst();
    raiseOnDemand();
  }

  private static NewAccount account() {
    return new NewAccount(
        new Username("ann"),
        "",
        Platform.TIKTOK,
        new PackageName("com.zhiliaoapp.musically"),
        Optional.empty(),
        true,
        true,
        List.of());
  }

  /**
   * Makes statements on these tables, and every read of API keys, raise the error in the table
   * {@code trouble}.
   */
  private void raiseOnDemand() {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE trouble (state text NOT NULL, times integer NOT NULL)");
    statements.add("CREATE SEQUENCE raised");
    statements.add(
        """
        CREATE FUNCTION raise_trouble() RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE now trouble;
        BEGIN
          SELECT * INTO now FROM trouble;
          IF now.state IS NOT NULL AND nextval('raised') <= now.times THEN
            RAISE EXCEPTION 'trouble' USING ERRCODE = now.state;
          END IF;
          RETURN true;
        END $$
        """);
    statements.add(
        """
        CREATE FUNCTION raise_trouble_on_write() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM raise_trouble(); RETURN NULL; END $$
        """);
    for (String table : WRITTEN) {
      statements.add(
          "CREATE TRIGGER trouble BEFORE INSERT OR UPDATE OR DELETE ON "
              + table
              + " EXECUTE FUNCTION raise_trouble_on_write()");
    }
    statements.add("ALTER TABLE api_key RENAME TO api_key_rows");
    statements.add("CREATE VIEW api_key AS SELECT * FROM api_key_rows WHERE raise_trouble()");
    statements.forEach(statement -> database.query(sql -> sql.execute(statement)));
  }

  private void raise(String state, int times) {
    calm();
    database.query(sql -> sql.execute("INSERT INTO trouble VALUES (?, ?)", state, times));
  }

  private void calm() {
    database.query(
        sql -> sql.execute("DELETE FROM trouble") + sql.execute("ALTER SEQUENCE raised RESTART"));
  }

  /**
   * Returns how often an error was raised. A sequence counts, because a rollback does not reset it.
   */
  private long raised() {
    return database.query(
        sql ->
            sql.fetchSingle("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM raised")
                .get(0, Long.class));
  }

  /** Returns a statement of each kind. Each can run again after it failed. */
  private Map<String, Runnable> statements() {
    Map<String, Runnable> statements = new LinkedHashMap<>();
    statements.put("read", keys::all);
    statements.put("insert", () -> tasks.insert(List.of(follow(phone(3), "eve"))));
    statements.put(
        "insert once",
        () ->
            tasks.insertOnce(
                new IdempotencyKey("key", "print"),
                List.of(follow(phone(3), "eve")),
                List.of(),
                NOW));
    statements.put("claim", () -> tasks.claimDue(NODE, Set.of(phone(2)), 5, NOW));
    statements.put(
        "intent",
        () -> tasks.commitIntent(running.id(), running.attemptCount(), new Intent(1, "tap"), NOW));
    statements.put(
        "steps", () -> tasks.recordSteps(running.id(), 1, List.of(new TaskStep(NOW, "look", 10))));
    statements.put(
        "artifact",
        () ->
            artifacts.keep(
                running.id(), Artifact.of(1, Shows.FAILURE, "a", "text/plain", new byte[1], NOW)));
    statements.put(
        "finish",
        () -> {
          Task after = running.complete(Outcome.COMMITTED, Optional.empty(), NOW);
          tasks.finish(after, running.attemptCount(), AttemptEnd.of(after));
        });
    statements.put("lease", () -> nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW));
    statements.put("lease taken", () -> nodes.acquire(NODE, PROCESS, Duration.ofHours(1), NOW));
    statements.put(
        "change",
        () ->
            tasks.change(
                running.id(),
                task -> task.status() == TaskStatus.RUNNING ? task.interrupt(true, NOW) : task));
    statements.put("stop", () -> tasks.requestStop(running.id()));
    statements.put("delete", () -> tasks.delete(List.of(new TaskId(424242))));
    statements.put("prune", () -> artifacts.prune(NOW, 0, 10));
    statements.put("forget", () -> tasks.forgetKeys(NOW, 10));
    statements.put("move account", () -> accounts.change(ann.id(), same -> same));
    statements.put("hold", () -> accounts.hold(ann.id(), "held", NOW));
    statements.put("spend", () -> budgets.spend(ann.id(), AccountAction.LIKE, NOW));
    statements.put("pause", () -> settings.pause(NOW));
    statements.put(
        "phone",
        () ->
            devices.save(
                NODE,
                new Device(
                    phone(1),
                    List.of(),
                    "Pixel",
                    "14",
                    DeviceState.ONLINE,
                    OptionalInt.empty(),
                    Optional.empty())));
    return statements;
  }

  private Optional<RuntimeException> failure(Runnable statement) {
    try {
      statement.run();
      return Optional.empty();
    } catch (RuntimeException failed) {
      return Optional.of(failed);
    }
  }

  private void eachSays(
      List<String> states, Class<?> expected, String words, int times, boolean inWords) {
    List<String> wrong = new ArrayList<>();
    for (String state : states) {
      statements()
          .forEach(
              (name, statement) -> {
                raise(state, 1_000);
                Optional<RuntimeException> failed = failure(statement);
                long count = raised();
                String told = failed.map(Throwable::getMessage).orElse("nothing");
                if (!failed.map(expected::isInstance).orElse(false)
                    || !told.contains(words)
                    || (inWords && !told.contains(state))
                    || count != times) {
                  wrong.add(
                      name + " at " + state + ", raised " + count + " times: " + told + failed);
                }
              });
    }
    assertThat(wrong).isEmpty();
    calm();
    statements().forEach((name, statement) -> assertThat(failure(statement)).as(name).isEmpty());
  }

  @Test
  void a_lost_connection_is_told_as_that() {
    eachSays(AWAY, StorageUnavailable.class, "can't be reached now", 1, false);
  }

  @Test
  void a_deadlock_or_a_conflict_is_told_as_a_busy_database_after_three_runs() {
    eachSays(REPEATED, StorageUnavailable.class, "busy", 3, true);
  }

  @Test
  void a_statement_that_took_too_long_is_told_as_a_busy_database_and_not_repeated() {
    eachSays(ENDED, StorageUnavailable.class, "busy", 1, true);
  }

  @Test
  void a_full_or_a_read_only_database_is_told_as_that() {
    eachSays(UNABLE, StorageUnavailable.class, "nothing was changed", 1, true);
    raise("53100", 1);
    assertThat(
            failure(() -> tasks.insert(List.of(follow(phone(3), "eve"))))
                .map(Throwable::getMessage)
                .orElseThrow())
        .contains("disk is full", "free space");
  }

  @Test
  void a_defect_is_told_as_it_is() {
    eachSays(DEFECTS, DataAccessException.class, "trouble", 1, false);
  }

  @Test
  void a_transaction_that_was_ended_once_in_favour_of_another_takes_effect_once() {
    for (String state : REPEATED) {
      raise(state, 1);
      List<TaskId> ids = tasks.insert(List.of(follow(phone(4), "zoe")));

      assertThat(ids).hasSize(1);
      assertThat(raised()).isEqualTo(2);
      int queued =
          database.query(
              sql ->
                  sql.fetchSingle("SELECT count(*) FROM task WHERE serial = ?", "PHONE4")
                      .get(0, Integer.class));
      assertThat(queued).isEqualTo(REPEATED.indexOf(state) + 1);
    }
  }

  @Test
  void a_lost_connection_hides_what_the_rollback_said_before_it() {
    DataAccessException both =
        new DataAccessException("both", new java.sql.SQLException("constraint", "23505"));
    both.addSuppressed(new java.sql.SQLException("gone", "08006"));

    assertThat(SqlError.of(both).kind()).isEqualTo(SqlError.Kind.AWAY);
    assertThat(SqlError.of(new DataAccessException("no SQL")).kind())
        .isEqualTo(SqlError.Kind.DEFECT);
  }

  @Test
  void a_listener_whose_connection_is_ended_listens_again() throws Exception {
    Set<TaskId> heard = ConcurrentHashMap.newKeySet();
    AtomicInteger missed = new AtomicInteger();
    PostgresNotifications notifications = new PostgresNotifications(database, () -> {});
    notifications.subscribe(
        event -> {
          if (event instanceof QueueEvent.ChangesMissed) {
            missed.incrementAndGet();
          }
          if (event instanceof QueueEvent.TaskChanged changed) {
            heard.add(changed.id());
          }
        });
    Loop loop =
        new Loop(
                "notifications",
                new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(10)),
                Duration.ZERO,
                notifications::hearOnce,
                _ -> {})
            .start();
    for (int round = 0; round < 3; round++) {
      awaitHeard(heard);
      int ended =
          database.query(
              sql ->
                  sql.fetch(
                          """
                          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                          WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'
                          """)
                      .size());
      assertThat(ended).isEqualTo(1);
    }
    awaitHeard(heard);
    assertThat(missed).as("whoever listens is told that changes were missed").hasValue(3);
    notifications.close();
    loop.close();
  }

  /** Waits until a task of this call is heard of; an earlier one may have been on its way. */
  private void awaitHeard(Set<TaskId> heard) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Set<TaskId> told = new HashSet<>();
    while (Collections.disjoint(heard, told)) {
      told.addAll(tasks.insert(List.of(follow(phone(5), "max"))));
      assertThat(System.nanoTime()).as("nothing is heard any more").isLessThan(end);
    }
  }

  @Test
  void a_value_that_the_database_refuses_is_no_reason_to_wait() {
    assertThatThrownBy(() -> database.query(sql -> sql.fetch("SELECT 1 / 0")))
        .isInstanceOf(DataAccessException.class);
  }
}
