package dev.drover.benchmarks.queue;

import dev.drover.application.dispatch.AttemptRunner;
import dev.drover.application.dispatch.DeviceHealth;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.Dispatcher;
import dev.drover.application.dispatch.KeptScreens;
import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.loop.Loop;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.program.RunProgram;
import dev.drover.application.trial.AppTrials;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.material.JooqMaterialStock;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.PostgresNotifications;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.trial.JooqAppVersions;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The queue and its dispatcher as the server wires them, on given phones. */
final class Farm implements AutoCloseable {
  /** Of no worth: what is encrypted here is made up. */
  static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final Clock CLOCK = Clock.systemUTC();

  private final Deque<Runnable> toEnd = new ArrayDeque<>();
  private final DispatchSignal signal = new DispatchSignal();
  private static final Loop.Pace PACE = new Loop.Pace(Duration.ofMinutes(1), Duration.ofSeconds(1));

  private final JooqTaskRepository tasks;
  private final JooqTaskQueries queries;
  private final Dispatcher dispatcher;

  Farm(DatabaseAddress address, Path home, DeviceGateway phones) {
    this(address, home, phones, new NodeId("benchmark"));
  }

  /**
   * @param node of several on one database, each has a name of its own
   */
  Farm(DatabaseAddress address, Path home, DeviceGateway phones, NodeId node) {
    Database database = Database.open(address);
    toEnd.push(database::close);
    SecretCipher cipher = SecretCipher.ofKey(KEY);
    Random random = new Random(1);
    tasks = new JooqTaskRepository(database, cipher, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    JooqActionBudgets budgets = new JooqActionBudgets(database, ZoneOffset.UTC);
    RunningAttempts running = new RunningAttempts();
    NodeLease lease =
        new NodeLease(
            node,
            new JooqNodeDirectory(database, ScriptTypes.builtIn()),
            tasks,
            running,
            signal,
            CLOCK,
            System::nanoTime);
    AttemptRunner runner =
        new AttemptRunner(
            ScriptTypes.builtIn(),
            tasks,
            new JooqAccountDirectory(database),
            budgets,
            new MaterialChooser(
                new JooqMaterialStock(database, home, CLOCK),
                new AllowedFolders(List.of(), home, 1),
                random),
            new JooqQueueSettings(database),
            new DeviceHealth(new JooqDeviceDirectory(database), 3, CLOCK),
            phones,
            random,
            CLOCK);
    HeldPhones held = new HeldPhones(phones, signal::raise);
    dispatcher =
        new Dispatcher(
            lease,
            tasks,
            new KeptScreens(new JooqTaskArtifacts(database), true),
            new JooqAccountDirectory(database),
            budgets,
            new AppTrials(
                new JooqAppVersions(database),
                phones,
                new JooqDeviceDirectory(database),
                held::taken,
                true,
                CLOCK),
            new RunProgram(
                (_, _, _) -> {
                  throw new UnsupportedOperationException("no benchmark runs a program");
                },
                held,
                URI.create("http://127.0.0.1:50809"),
                new SecureRandom(),
                CLOCK),
            held,
            runner,
            phones,
            () -> new LicenseStatus.Granted(LicensePlan.BUSINESS),
            running,
            signal,
            new Unmeasured(),
            CLOCK);
    lease.keepOnce();
    background(new Loop("lease", PACE, Duration.ofSeconds(1), lease::keepOnce, loop -> {}));
    PostgresNotifications notifications = new PostgresNotifications(database, signal::raise);
    background(new Loop("notifications", PACE, Duration.ZERO, notifications::hearOnce, loop -> {}));
    toEnd.push(notifications::close);
  }

  /** The benchmark measures by itself. */
  private static final class Unmeasured implements DispatchMeter {
    @Override
    public void claimed(List<Task> claimed, Duration took) {}

    @Override
    public void ended(Task after, Duration took) {}
  }

  private void background(Loop loop) {
    toEnd.push(loop.start()::close);
  }

  /** Begins to dispatch. */
  void start() {
    dispatcher.takeEnds();
    background(new Loop("dispatcher", PACE, dispatcher::dispatchOnce, signal::await, loop -> {}));
  }

  /** Queues one and wakes the dispatcher, as a request does. */
  void create(int phone, Instant startsAt) {
    insert(List.of(follow(InstantPhones.serial(phone), startsAt)));
    signal.raise();
  }

  /** Queues tasks that are due now, in turn for each of the phones. */
  void fill(int tasksToCreate, int phones) {
    Instant now = CLOCK.instant();
    List<NewTask> batch = new ArrayList<>();
    for (int i = 0; i < tasksToCreate; i++) {
      batch.add(follow(InstantPhones.serial(i % phones), now));
      if (batch.size() == 1_000 || i == tasksToCreate - 1) {
        insert(batch);
        batch.clear();
      }
    }
  }

  /** Queues tasks for tomorrow, in turn for each of the phones. */
  void fillLater(int tasksToCreate, int phones) {
    Instant tomorrow = CLOCK.instant().plus(Duration.ofDays(1));
    List<NewTask> batch = new ArrayList<>();
    for (int i = 0; i < tasksToCreate; i++) {
      batch.add(follow(InstantPhones.serial(i % phones), tomorrow));
      if (batch.size() == 1_000 || i == tasksToCreate - 1) {
        insert(batch);
        batch.clear();
      }
    }
  }

  /** Makes all waiting tasks due, and wakes every server on the database. */
  static void release(DatabaseAddress address) throws SQLException {
    try (Connection connection = BenchmarkPostgres.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE task SET scheduled_at = now() WHERE status = 0");
      statement.execute("NOTIFY drover_dispatch");
    }
  }

  /** Queues tasks for a time that does not come while a benchmark lasts. */
  void fillFuture(int tasksToCreate, int phones) {
    Instant tomorrow = CLOCK.instant().plus(Duration.ofDays(1));
    insert(
        IntStream.range(0, tasksToCreate)
            .mapToObj(i -> follow(InstantPhones.serial(i % phones), tomorrow.plusSeconds(i)))
            .toList());
  }

  private void insert(List<NewTask> created) {
    tasks.insert(created);
  }

  private static NewTask follow(DeviceSerial serial, Instant startsAt) {
    return new NewTask(
        TaskTarget.phone(serial),
        new FollowType().one(Map.of("target_users", List.of("somebody"))),
        "{\"target_users\":[\"@somebody\"]}",
        TaskSource.API,
        Optional.empty(),
        startsAt,
        CLOCK.instant());
  }

  TaskStats stats() {
    return queries.stats();
  }

  @Override
  public void close() {
    while (!toEnd.isEmpty()) {
      toEnd.pop().run();
    }
  }
}
