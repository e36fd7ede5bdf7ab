package dev.drover.persistence;

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
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.access.JooqWebSessions;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.lease.JooqPhoneLeases;
import dev.drover.persistence.material.JooqMaterialLibrary;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.node.JooqSeenTime;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.PostgresNotifications;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.task.query.TaskHistories;
import dev.drover.persistence.trial.JooqAppVersions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Implements all storage ports on one PostgreSQL. */
final class PostgresStorage implements Storage {
  private static final Logger log = LoggerFactory.getLogger(PostgresStorage.class);

  /** A quarter of an hour is summed up within a minute of its time. */
  private static final Duration BETWEEN_SUMS = Duration.ofMinutes(1);

  private final Database database;
  private final Clock clock;
  private final TaskHistories histories;
  private final String description;
  private final Set<Integer> serverPorts;
  private final JooqTaskQueries queries;
  private final JooqTaskArtifacts artifacts;
  private final JooqNodeDirectory nodes;
  private final JooqDeviceDirectory devices;
  private final JooqPhoneLeases leases;
  private final JooqAccountDirectory accounts;
  private final JooqActionBudgets budgets;
  private final JooqQueueSettings settings;
  private final JooqApiKeys keys;
  private final JooqWebSessions webSessions;
  private final JooqSeenTime seenTime;
  private final JooqAppVersions appVersions;
  private final List<Runnable> onWork = new CopyOnWriteArrayList<>();
  private final PostgresNotifications notifications;
  private final Supplier<Work> opening;
  private final Runnable closing;

  /** Guarded by this. */
  private Optional<Work> opened = Optional.empty();

  /**
   * The ports that need the secret key and the material folders. They are created on first use,
   * because a command that needs neither must not create them.
   */
  record Work(JooqTaskRepository tasks, JooqMaterialLibrary library, MaterialSupply materials) {}

  /**
   * @param opening creates {@link Work}; called once, when one of its ports is first used
   * @param closing stops what the database runs in; called after the connections are closed
   */
  PostgresStorage(
      Database database,
      ScriptTypes scripts,
      String description,
      Set<Integer> serverPorts,
      JooqActionBudgets budgets,
      Clock clock,
      Supplier<Work> opening,
      Runnable closing) {
    this.database = database;
    this.description = description;
    this.serverPorts = Set.copyOf(serverPorts);
    this.budgets = budgets;
    this.clock = clock;
    this.opening = opening;
    this.closing = closing;
    histories = new TaskHistories(database);
    queries = new JooqTaskQueries(database, scripts);
    artifacts = new JooqTaskArtifacts(database);
    nodes = new JooqNodeDirectory(database, scripts);
    devices = new JooqDeviceDirectory(database);
    leases = new JooqPhoneLeases(database);
    accounts = new JooqAccountDirectory(database);
    settings = new JooqQueueSettings(database);
    keys = new JooqApiKeys(database);
    webSessions = new JooqWebSessions(database);
    seenTime = new JooqSeenTime(database);
    appVersions = new JooqAppVersions(database);
    notifications = new PostgresNotifications(database, () -> onWork.forEach(Runnable::run));
  }

  private synchronized Work work() {
    Work work = opened.orElseGet(opening);
    opened = Optional.of(work);
    return work;
  }

  @Override
  public TaskRepository tasks() {
    return work().tasks();
  }

  @Override
  public TaskQueries queries() {
    return queries;
  }

  @Override
  public TaskArtifacts artifacts() {
    return artifacts;
  }

  @Override
  public NodeDirectory nodes() {
    return nodes;
  }

  @Override
  public DeviceDirectory devices() {
    return devices;
  }

  @Override
  public PhoneLeases leases() {
    return leases;
  }

  @Override
  public AccountDirectory accounts() {
    return accounts;
  }

  @Override
  public ActionBudgets budgets() {
    return budgets;
  }

  @Override
  public QueueSettings settings() {
    return settings;
  }

  @Override
  public ApiKeys keys() {
    return keys;
  }

  @Override
  public WebSessions webSessions() {
    return webSessions;
  }

  @Override
  public SeenTime seenTime() {
    return seenTime;
  }

  @Override
  public AppVersions appVersions() {
    return appVersions;
  }

  @Override
  public QueueEvents events() {
    return notifications;
  }

  @Override
  public MaterialLibrary library() {
    return work().library();
  }

  @Override
  public MaterialSupply materials() {
    return work().materials();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Set<Integer> serverPorts() {
    return serverPorts;
  }

  @Override
  public boolean reachable() {
    return database.reachable();
  }

  @Override
  public void onWork(Runnable listener) {
    onWork.add(listener);
  }

  /**
   * Returns the steps that listen for notifications, tell of the steps of attempts, and sum up the
   * tasks that have ended. The wait of the first ignores interrupts; its close action ends the wait
   * with a notification.
   */
  @Override
  public List<BackgroundStep> backgroundSteps() {
    return List.of(
        new BackgroundStep(
            "notifications",
            () -> {
              notifications.hearOnce();
              return Duration.ZERO;
            },
            notifications::close),
        new BackgroundStep("step-notices", () -> work().tasks().stepNotices().tellOnce()),
        new BackgroundStep("task-history", this::sumUp));
  }

  private Duration sumUp() {
    return histories.sumUp(clock.instant()) ? Duration.ZERO : BETWEEN_SUMS;
  }

  @Override
  public void removeLeftovers() {
    work().library().removeLeftovers();
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (RuntimeException failed) {
      log.warn("the connections to the database did not close cleanly", failed);
    } finally {
      closing.run();
    }
  }
}
