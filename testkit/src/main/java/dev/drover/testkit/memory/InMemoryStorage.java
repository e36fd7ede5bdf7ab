package dev.drover.testkit.memory;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.plugin.NoMaterials;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialStock;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A storage in memory, which ends with its process. It is always available: no method throws {@link
 * dev.drover.application.port.storage.StorageUnavailable}. Thread-safe.
 *
 * <p>A call from within the edit or transition of another call belongs to the outer transaction.
 */
public final class InMemoryStorage implements Storage {
  /** The largest material that is kept: all of them lie in memory. */
  public static final long LARGEST_MATERIAL_BYTES = 16L * 1024 * 1024;

  private final InMemoryEvents events = new InMemoryEvents();
  private final TaskRepository tasks;
  private final TaskQueries queries;
  private final TaskArtifacts artifacts;
  private final NodeDirectory nodes;
  private final DeviceDirectory devices;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final QueueSettings settings;
  private final ApiKeys keys;
  private final SeenTime seenTime;
  private final MaterialLibrary library;
  private final MaterialStock stock;
  private final MaterialSupply materials;

  /**
   * @param clock the storage's own, by which leases last
   * @param serverZone of the days of accounts that have no zone of their own
   * @param random for a queue in random order, and for the choice of files
   */
  public InMemoryStorage(Clock clock, ZoneId serverZone, RandomGenerator random) {
    this(clock, serverZone, random, Optional.empty());
  }

  /**
   * @param clock the storage's own, by which leases last
   * @param serverZone of the days of accounts that have no zone of their own
   * @param random for a queue in random order, and for the choice of files
   * @param folders from which scripts may take files beside the library's; without it, no script
   *     gets a file
   */
  public InMemoryStorage(
      Clock clock, ZoneId serverZone, RandomGenerator random, Optional<AllowedFolders> folders) {
    Tables tables = new Tables(clock, events);
    InMemoryDeviceDirectory phones = new InMemoryDeviceDirectory(tables);
    tasks = new InMemoryTaskRepository(tables, random);
    queries = new InMemoryTaskQueries(tables, phones);
    artifacts = new InMemoryTaskArtifacts(tables);
    nodes = new InMemoryNodeDirectory(tables);
    devices = phones;
    accounts = new InMemoryAccountDirectory(tables);
    budgets = new InMemoryActionBudgets(tables, serverZone);
    settings = new InMemoryQueueSettings(tables);
    keys = new InMemoryApiKeys(tables);
    seenTime = new InMemorySeenTime(tables);
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
  public SeenTime seenTime() {
    return seenTime;
  }

  @Override
  public MaterialLibrary library() {
    return library;
  }

  /** What a {@link dev.drover.application.material.MaterialChooser} chooses from. */
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

  /** Has nobody told of anything any more; what is kept stays until this is garbage. */
  @Override
  public void close() {
    events.forgetListeners();
  }
}
