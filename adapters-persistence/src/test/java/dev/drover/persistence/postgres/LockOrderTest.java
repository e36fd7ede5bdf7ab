package dev.drover.persistence.postgres;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.OTHER_NODE;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.AccountDirectory.Put;
import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that statements lock rows in one order, so that they can't deadlock. Every pair of
 * statements runs concurrently, many times, on few rows. PostgreSQL counts the deadlocks, including
 * those that a retry hides.
 */
@ExtendWith(RealPostgres.class)
class LockOrderTest {
  private static final int ROUNDS = 4;
  private static final int ACCOUNTS = 3;
  private static final int TASKS_AN_ACCOUNT = 15;
  private static final List<String> ADDRESSES = List.of("192.0.2.1:5555", "192.0.2.2:5555");

  private final AtomicLong names = new AtomicLong();

  /** The rows that the statements compete for. */
  private final class Farm {
    private final Database database;
    private final JooqAccountDirectory accounts;
    private final JooqTaskRepository tasks;
    private final JooqTaskArtifacts artifacts;
    private final JooqDeviceDirectory devices;
    private final JooqActionBudgets budgets;
    private final JooqNodeDirectory nodes;

    Farm(Database database) {
      this.database = database;
      this.accounts = new JooqAccountDirectory(database);
      this.tasks = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
      this.artifacts = new JooqTaskArtifacts(database);
      this.devices = new JooqDeviceDirectory(database);
      this.budgets = new JooqActionBudgets(database, ZoneOffset.UTC);
      this.nodes = new JooqNodeDirectory(database, ScriptTypes.builtIn());
      QueueFixture.giveLeases(database);
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.add(account("user" + i, new Random(i)));
      }
    }

    /** Every statement of the adapter that locks several rows of tasks, accounts or phones. */
    enum Statement {
      MOVE_ACCOUNT,
      IMPORT_ACCOUNTS,
      DELETE_ACCOUNT,
      DELETE_TASKS,
      INSERT_TASKS,
      CLAIM_AND_FINISH,
      TAKE_BACK,
      SAVE_PHONE,
      CHANGE_BUDGET,
      SPEND,
      PRUNE_TASKS,
      PRUNE_ARTIFACTS,
      INSERT_ONCE_AND_FORGET
    }

    void run(Statement statement, Random random) {
      switch (statement) {
        case MOVE_ACCOUNT ->
            anyAccount(random)
                .ifPresent(
                    account ->
                        accounts.change(
                            account.id(), before -> account(before.username().value(), random)));
        case IMPORT_ACCOUNTS -> {
          List<Put> puts = new ArrayList<>();
          for (int i = 0; i < ACCOUNTS; i++) {
            NewAccount put = account("user" + i, random);
            puts.add(new Put(put, before -> put));
          }
          Collections.shuffle(puts, random);
          accounts.putAll(puts, false);
        }
        case DELETE_ACCOUNT -> {
          anyAccount(random).ifPresent(account -> accounts.delete(account.id(), true));
          accounts.add(account("user" + random.nextInt(ACCOUNTS), random));
        }
        case DELETE_TASKS -> {
          List<TaskId> some = new ArrayList<>(taskIds());
          Collections.shuffle(some, random);
          tasks.delete(some.subList(0, some.size() / 2));
        }
        case INSERT_TASKS -> fill(random);
        case CLAIM_AND_FINISH -> claimAndFinish(NODE);
        case TAKE_BACK -> {
          nodes.acquire(OTHER_NODE, QueueFixture.PROCESS, Duration.ofHours(1), NOW);
          tasks.claimDue(OTHER_NODE, phones(), 20, NOW);
          nodes.release(OTHER_NODE, QueueFixture.PROCESS);
          tasks.takeBackLost(NOW);
        }
        case SAVE_PHONE -> {
          List<String> addresses = new ArrayList<>(ADDRESSES);
          Collections.shuffle(addresses, random);
          devices.save(
              NODE,
              new Device(
                  phone(1 + random.nextInt(3)),
                  addresses.subList(0, 1 + random.nextInt(2)),
                  "Pixel",
                  "14",
                  DeviceState.ONLINE,
                  OptionalInt.empty(),
                  Optional.empty()));
        }
        case CHANGE_BUDGET ->
            anyAccount(random)
                .ifPresent(
                    account ->
                        budgets.change(
                            account.id(),
                            budget -> budget.with(AccountAction.POST, Optional.of(5)),
                            NOW.plusSeconds(random.nextInt(1000))));
        case SPEND ->
            anyAccount(random)
                .ifPresent(
                    account -> {
                      Instant day = NOW.plus(Duration.ofDays(names.incrementAndGet()));
                      for (AccountAction action : AccountAction.values()) {
                        budgets.spend(account.id(), action, day);
                      }
                    });
        case PRUNE_TASKS -> tasks.prune(NOW.plusSeconds(1), 20);
        case PRUNE_ARTIFACTS -> artifacts.prune(NOW.plusSeconds(1), 0, 20);
        case INSERT_ONCE_AND_FORGET -> {
          IdempotencyKey key = new IdempotencyKey("key" + random.nextInt(5), "fingerprint");
          tasks.insertOnce(
              key, List.of(follow(phone(1), "ann")), List.of(), NOW.minus(Duration.ofDays(2)));
          tasks.forgetKeys(NOW, 20);
        }
      }
    }

    private NewAccount account(String username, Random random) {
      List<DeviceSerial> places =
          List.of(
              phone(1),
              phone(2),
              phone(3),
              new DeviceSerial(ADDRESSES.getFirst()),
              new DeviceSerial(ADDRESSES.getLast()));
      return new NewAccount(
          new Username(username),
          "",
          Platform.TIKTOK,
          new PackageName("com.zhiliaoapp.musically"),
          Optional.of(places.get(random.nextInt(places.size()))),
          true,
          true,
          List.of());
    }

    private static Set<DeviceSerial> phones() {
      return Set.of(phone(1), phone(2), phone(3));
    }

    private Optional<Account> anyAccount(Random random) {
      List<Account> all = accounts.all();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private List<TaskId> taskIds() {
      return database.query(
          sql -> sql.fetch("SELECT id FROM task").map(row -> new TaskId(row.get(0, Long.class))));
    }

    private void claimAndFinish(NodeId node) {
      for (Task task : tasks.claimDue(node, phones(), 20, NOW)) {
        artifacts.keep(
            task.id(),
            Artifact.of(task.attemptCount(), Shows.FAILURE, "a", "text/plain", new byte[10], NOW));
        artifacts.keep(
            task.id(),
            Artifact.of(task.attemptCount(), Shows.FAILURE, "b", "text/plain", new byte[10], NOW));
        Task after = task.complete(Outcome.COMMITTED, Optional.empty(), NOW);
        tasks.finish(after, task.attemptCount(), AttemptEnd.of(after));
      }
    }

    /** Replaces deleted tasks by new ones for random accounts. */
    void fill(Random random) {
      int missing = ACCOUNTS * TASKS_AN_ACCOUNT - taskIds().size();
      List<Account> all = accounts.all();
      if (missing > 0 && !all.isEmpty()) {
        List<NewTask> more = new ArrayList<>();
        for (int i = 0; i < missing; i++) {
          more.add(forAccount(all.get(random.nextInt(all.size()))));
        }
        try {
          tasks.insert(more);
        } catch (AccountGone deletedMeanwhile) {
          assertThat(accounts.all().size()).isLessThanOrEqualTo(ACCOUNTS);
        }
      }
    }

    /**
     * Makes the tasks look as if they waited for the next day, since the change of a budget selects
     * those, and shuffles their rows. Call it when no statement runs.
     */
    void scatter() {
      fill(new Random(1));
      database.query(
          sql ->
              sql.execute(
                      """
                      INSERT INTO task_attempt (task_id, number, node, started_at, failure_code)
                      SELECT id, attempt_count, 'n', now(), 'budget_exhausted' FROM task WHERE status = 0
                      ON CONFLICT DO NOTHING
                      """)
                  + sql.execute(
                      "UPDATE task SET updated_at = now() WHERE status = 0 AND random() < 0.5"));
    }

    private NewTask forAccount(Account account) {
      NewTask plain = follow(phone(1), "someone");
      return new NewTask(
          new TaskTarget(
              account.device(), Optional.of(new AccountTarget(account.id(), account.username()))),
          plain.script(),
          plain.configAsGiven(),
          plain.source(),
          plain.startTime(),
          plain.scheduledAt(),
          plain.createdAt());
    }
  }

  @Test
  void no_pair_of_statements_that_lock_several_rows_waits_for_each_other(DatabaseAddress address)
      throws Exception {
    List<Farm.Statement> all = List.of(Farm.Statement.values());
    List<String> wrong = new ArrayList<>();
    try (Database database = Database.open(address)) {
      slowDown(database);
      Farm farm = new Farm(database);
      for (Farm.Statement one : all) {
        for (Farm.Statement other : all.subList(all.indexOf(one), all.size())) {
          long before = database.repeatedTransactions();
          together(farm, one, other)
              .forEach(failure -> wrong.add(one + " beside " + other + ": " + failure));
          long repeated = database.repeatedTransactions() - before;
          if (repeated > 0) {
            wrong.add(one + " beside " + other + ": " + repeated + " deadlocks");
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(deadlocks(address)).as("counted by PostgreSQL").isZero();
  }

  /**
   * The move reads the second task before the first. While a deletion waits for the first task,
   * which a third transaction holds, the second one must be free.
   */
  @Test
  void a_move_of_an_account_and_a_deletion_of_its_tasks_take_them_in_one_order(Database database)
      throws Exception {
    Farm farm = new Farm(database);
    Account account = farm.accounts.all().getFirst();
    List<TaskId> ids =
        farm.tasks.insert(List.of(farm.forAccount(account), farm.forAccount(account)));
    database.query(
        sql ->
            sql.execute("UPDATE task SET updated_at = now() WHERE id = ?", ids.getFirst().value()));
    CountDownLatch bothWait = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<Integer> holder =
          threads.submit(
              () ->
                  database.transaction(
                      sql -> {
                        int locked =
                            sql.execute(
                                "SELECT id FROM task WHERE id = ? FOR UPDATE",
                                ids.getFirst().value());
                        held.countDown();
                        awaitQuietly(bothWait);
                        return locked;
                      }));
      held.await();
      Future<Set<TaskId>> deletion = threads.submit(() -> farm.tasks.delete(ids).deleted());
      awaitWaiting(database, 1);
      Future<Optional<Account>> move =
          threads.submit(
              () ->
                  farm.accounts.change(
                      account.id(),
                      before ->
                          new NewAccount(
                              before.username(),
                              "",
                              before.platform(),
                              before.packageName(),
                              Optional.of(new DeviceSerial("ELSEWHERE")),
                              true,
                              true,
                              List.of())));
      awaitWaiting(database, 2);
      bothWait.countDown();

      holder.get();
      assertThat(deletion.get()).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(move.get()).isPresent();
    }
    assertThat(database.repeatedTransactions()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitWaiting(Database database, int statements) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    int waiting = 0;
    while (waiting < statements) {
      assertThat(System.nanoTime()).as("statements that wait: %s", waiting).isLessThan(end);
      waiting =
          database.query(
              sql ->
                  sql.fetchSingle(
                          """
                          SELECT count(*) FROM pg_stat_activity
                          WHERE datname = current_database() AND wait_event_type = 'Lock'
                          """)
                      .get(0, Integer.class));
    }
  }

  private static List<String> together(Farm farm, Farm.Statement one, Farm.Statement other)
      throws Exception {
    List<String> failures = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        farm.scatter();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> running = new ArrayList<>();
        for (Farm.Statement statement : List.of(one, other)) {
          Random random = new Random(round * 31L + running.size());
          running.add(
              both.submit(
                  () -> {
                    start.await();
                    farm.run(statement, random);
                    return statement;
                  }));
        }
        for (Future<?> end : running) {
          try {
            end.get(60, TimeUnit.SECONDS);
          } catch (java.util.concurrent.ExecutionException failed) {
            failures.add(String.valueOf(failed.getCause()));
          }
        }
      }
    }
    return failures;
  }

  /** Delays every change of a row after the row is locked, so that statements overlap. */
  private static void slowDown(Database database) {
    database.query(
        sql ->
            sql.execute(
                """
                CREATE FUNCTION take_a_moment() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_sleep(0.0005);
                  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                END $$
                """));
    for (String table :
        List.of(
            "task",
            "task_artifact",
            "account",
            "account_action",
            "device",
            "idempotency_key",
            "material_use")) {
      database.query(
          sql ->
              sql.execute(
                  "CREATE TRIGGER slow BEFORE UPDATE OR DELETE ON "
                      + table
                      + " FOR EACH ROW EXECUTE FUNCTION take_a_moment()"));
    }
  }

  /**
   * Returns the number of deadlocks. Waits for all connections to end, because a connection's count
   * is complete only then.
   */
  private static long deadlocks(DatabaseAddress address) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""))) {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (number(
              connection,
              """
              SELECT count(*) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'drover'
              """)
          > 0) {
        assertThat(System.nanoTime()).as("connections that do not end").isLessThan(end);
      }
      return number(
          connection, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
