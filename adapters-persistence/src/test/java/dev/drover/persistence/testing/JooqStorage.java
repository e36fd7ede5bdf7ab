package dev.drover.persistence.testing;

import dev.drover.application.loop.Loop;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.node.JooqSeenTime;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.PostgresNotifications;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.testkit.Storage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The adapters on one PostgreSQL. It listens from when somebody wants to hear. */
public final class JooqStorage implements Storage {
  private final Database database;
  private final List<Runnable> onWork = new CopyOnWriteArrayList<>();
  private Optional<Listening> listening = Optional.empty();

  private record Listening(PostgresNotifications notifications, Loop loop) {}

  /**
   * @param database stays open
   */
  public JooqStorage(Database database) {
    this.database = database;
  }

  @Override
  public TaskRepository tasks() {
    return new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
  }

  @Override
  public TaskQueries queries() {
    return new JooqTaskQueries(database, ScriptTypes.builtIn());
  }

  @Override
  public TaskArtifacts artifacts() {
    return new JooqTaskArtifacts(database);
  }

  @Override
  public NodeDirectory nodes() {
    return new JooqNodeDirectory(database, ScriptTypes.builtIn());
  }

  @Override
  public DeviceDirectory devices() {
    return new JooqDeviceDirectory(database);
  }

  @Override
  public AccountDirectory accounts() {
    return new JooqAccountDirectory(database);
  }

  @Override
  public ActionBudgets budgets() {
    return new JooqActionBudgets(database, ZoneId.of("Europe/Berlin"));
  }

  @Override
  public QueueSettings settings() {
    return new JooqQueueSettings(database);
  }

  @Override
  public ApiKeys keys() {
    return new JooqApiKeys(database);
  }

  @Override
  public SeenTime seenTime() {
    return new JooqSeenTime(database);
  }

  @Override
  public QueueEvents events() {
    return listening().notifications();
  }

  @Override
  public void onWork(Runnable listener) {
    listening();
    onWork.add(listener);
  }

  private synchronized Listening listening() {
    if (listening.isEmpty()) {
      CountDownLatch hears = new CountDownLatch(1);
      PostgresNotifications notifications =
          new PostgresNotifications(
              database,
              () -> {
                hears.countDown();
                onWork.forEach(Runnable::run);
              });
      Loop loop =
          new Loop(
                  "notifications",
                  new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(100)),
                  Duration.ZERO,
                  notifications::hearOnce,
                  _ -> {})
              .start();
      listening = Optional.of(new Listening(notifications, loop));
      await(hears);
    }
    return listening.get();
  }

  private static void await(CountDownLatch hears) {
    try {
      if (!hears.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody listens to PostgreSQL");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  @Override
  public synchronized void close() {
    listening.ifPresent(
        open -> {
          open.notifications().close();
          open.loop().close();
        });
  }
}
