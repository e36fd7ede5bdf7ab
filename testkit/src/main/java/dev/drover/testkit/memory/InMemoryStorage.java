package dev.drover.testkit.memory;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.plugin.NoMaterials;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialStock;
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
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.testkit.memory.Rows.LeaseRow;
import dev.drover.testkit.memory.Rows.NodeRow;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A storage in memory; its data ends with the process. It is always available: no method throws
 * {@link dev.drover.application.port.storage.StorageUnavailable}. Safe for use by any thread.
 *
 * <p>A call from within the edit or transition of another call belongs to the outer transaction.
 */
public final class InMemoryStorage implements Storage {
  /** The largest material in bytes. The limit is low because all materials are in memory. */
  public static final long LARGEST_MATERIAL_BYTES = 16L * 1024 * 1024;

  private final InMemoryEvents events = new InMemoryEvents();
  private final Tables tables;
  private final TaskRepository tasks;
  private final TaskQueries queries;
  private final TaskArtifacts artifacts;
  private final NodeDirectory nodes;
  private final DeviceDirectory devices;
  private final PhoneLeases leases;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final QueueSettings settings;
  private final ApiKeys keys;
  private final WebSessions webSessions;
  private final SeenTime seenTime;
  private final AppVersions appVersions;
  private final MaterialLibrary library;
  private final MaterialStock stock;
  private final MaterialSupply materials;

  /**
   * @param clock the storage's clock, by which leases are measured
   * @param serverZone the time zone of accounts that have none of their own
   * @param random chooses tasks of a queue in random order, and files
   */
  public InMemoryStorage(Clock clock, ZoneId serverZone, RandomGenerator random) {
    this(clock, serverZone, random, Optional.empty());
  }

  /**
   * @param clock the storage's clock, by which leases are measured
   * @param serverZone the time zone of accounts that have none of their own
   * @param random chooses tasks of a queue in random order, and files
   * @param folders the folders from which scripts may take files; without them, no script gets a
   *     file
   */
  public InMemoryStorage(
      Clock clock, ZoneId serverZone, RandomGenerator random, Optional<AllowedFolders> folders) {
    tables = new Tables(clock, events);
    InMemoryDeviceDirectory phones = new InMemoryDeviceDirectory(tables);
    tasks = new InMemoryTaskRepository(tables, random);
    queries = new InMemoryTaskQueries(tables, phones);
    artifacts = new InMemoryTaskArtifacts(tables);
    nodes = new InMemoryNodeDirectory(tables);
    devices = phones;
    leases = new InMemoryPhoneLeases(tables);
    accounts = new InMemoryAccountDirectory(tables);
    budgets = new InMemoryActionBudgets(tables, serverZone);
    settings = new InMemoryQueueSettings(tables);
    keys = new InMemoryApiKeys(tables);
    webSessions = new InMemoryWebSessions(tables);
    seenTime = new InMemorySeenTime(tables);
    appVersions = new InMemoryAppVersions(tables);
    library = new InMemoryMaterialLibrary(tables, LARGEST_MATERIAL_BYTES);
    stock = new InMemoryMaterialStock(tables);
    materials =
        folders
            .<MaterialSupply>map(allowed -> new MaterialChooser(stock, allowed, random))
            .orElseGet(() -> new NoMaterials("in memory"));
  }

  @Override
  public TaskRepository tasks() {
    return tasks;
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
  public MaterialLibrary library() {
    return library;
  }

  /** Returns the stock for a {@link dev.drover.application.material.MaterialChooser}. */
  public MaterialStock stock() {
    return stock;
  }

  @Override
  public QueueEvents events() {
    return events;
  }

  @Override
  public MaterialSupply materials() {
    return materials;
  }

  @Override
  public String description() {
    return "in memory";
  }

  @Override
  public void onWork(Runnable listener) {
    events.onWork(listener);
  }

  /** Lets time pass for all leases of phones, for tests. */
  public void letLeasesAge(Duration by) {
    tables.transaction(
        () ->
            List.copyOf(tables.leases.all())
                .forEach(
                    row -> {
                      PhoneLease lease = row.lease();
                      tables.leases.put(
                          lease.serial(),
                          new LeaseRow(
                              new PhoneLease(
                                  lease.serial(),
                                  lease.node(),
                                  lease.holder(),
                                  lease.label(),
                                  lease.token(),
                                  lease.since().minus(by),
                                  lease.until().minus(by)),
                              row.process()));
                    }));
  }

  /** Adds a live server that knows no leases of phones, for tests. */
  public void addOlderServer(NodeId node) {
    tables.transaction(
        () ->
            tables.nodes.put(
                node.value(),
                new NodeRow(
                    node,
                    UUID.randomUUID(),
                    tables.now().plus(Duration.ofHours(1)),
                    tables.now(),
                    false)));
  }

  /** Removes all listeners. The data stays until this object is garbage. */
  @Override
  public void close() {
    events.forgetListeners();
  }
}
