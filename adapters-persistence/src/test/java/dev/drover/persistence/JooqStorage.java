package dev.drover.persistence;

import dev.drover.application.loop.Loop;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.material.JooqMaterialLibrary;
import dev.drover.persistence.material.JooqMaterialStock;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The adapter's storage on a test's PostgreSQL. It starts to listen for notifications on demand.
 */
public final class JooqStorage implements Storage {
  private static final long LARGEST_BYTES = 1024 * 1024;
  private static final Clock CLOCK = Clock.fixed(QueueFixture.NOW, ZoneOffset.UTC);

  private final PostgresStorage storage;
  private final List<Listening> listening = new ArrayList<>();

  private record Listening(BackgroundStep step, Loop loop) {}

  /**
   * @param database stays open when the storage is closed
   */
  public JooqStorage(Database database) {
    storage =
        new PostgresStorage(
            database,
            ScriptTypes.builtIn(),
            "a PostgreSQL for tests",
            Set.of(),
            new JooqActionBudgets(database, ZoneId.of("Europe/Berlin")),
            CLOCK,
            () -> work(database),
            () -> {});
  }

  private static PostgresStorage.Work work(Database database) {
    Path folder = Path.of("target", "contract-materials").toAbsolutePath();
    return new PostgresStorage.Work(
        new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn()),
        new JooqMaterialLibrary(database, folder, LARGEST_BYTES, QueueFixture.NODE, CLOCK),
        new MaterialChooser(
            new JooqMaterialStock(database, folder, CLOCK),
            new AllowedFolders(List.of(folder), folder, LARGEST_BYTES),
            new Random()));
  }

  @Override
  public TaskRepository tasks() {
    return storage.tasks();
  }

  @Override
  public TaskQueries queries() {
    return storage.queries();
  }

  @Override
  public TaskArtifacts artifacts() {
    return storage.artifacts();
  }

  @Override
  public NodeDirectory nodes() {
    return storage.nodes();
  }

  @Override
  public DeviceDirectory devices() {
    return storage.devices();
  }

  @Override
  public PhoneLeases leases() {
    return storage.leases();
  }

  @Override
  public AccountDirectory accounts() {
    return storage.accounts();
  }

  @Override
  public ActionBudgets budgets() {
    return storage.budgets();
  }

  @Override
  public QueueSettings settings() {
    return storage.settings();
  }

  @Override
  public WebSessions webSessions() {
    return storage.webSessions();
  }

  @Override
  public ApiKeys keys() {
    return storage.keys();
  }

  @Override
  public AppVersions appVersions() {
    return storage.appVersions();
  }

  @Override
  public SeenTime seenTime() {
    return storage.seenTime();
  }

  @Override
  public MaterialLibrary library() {
    return storage.library();
  }

  @Override
  public MaterialSupply materials() {
    return storage.materials();
  }

  @Override
  public String description() {
    return storage.description();
  }

  @Override
  public QueueEvents events() {
    listen();
    return storage.events();
  }

  @Override
  public void onWork(Runnable listener) {
    listen();
    storage.onWork(listener);
  }

  private synchronized void listen() {
    if (listening.isEmpty()) {
      CountDownLatch hears = new CountDownLatch(1);
      storage.onWork(hears::countDown);
      for (BackgroundStep step : storage.backgroundSteps()) {
        Loop loop =
            new Loop(
                    step.name(),
                    new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(100)),
                    step.step(),
                    _ -> {})
                .start();
        listening.add(new Listening(step, loop));
      }
      await(hears);
    }
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

  /** Stops listening. The test closes the database. */
  @Override
  public synchronized void close() {
    listening.forEach(
        open -> {
          open.step().stop().run();
          open.loop().close();
        });
  }
}
