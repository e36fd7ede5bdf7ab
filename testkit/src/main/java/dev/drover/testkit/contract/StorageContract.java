package dev.drover.testkit.contract;

import dev.drover.application.loop.Loop;
import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.Task;
import dev.drover.testkit.SampleTasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The base of the suites for storage ports. Each test gets a new, empty storage that two servers
 * with leases share. The server's time zone is Europe/Berlin. The storage's background steps run
 * during each test.
 */
public abstract class StorageContract {
  static final UUID PROCESS = UUID.randomUUID();

  private static final int NO_LIMIT = 1_000;

  private final Deque<Runnable> endings = new ArrayDeque<>();
  protected final Storage storage;
  protected final TaskRepository tasks;
  protected final TaskQueries queries;
  protected final TaskArtifacts artifacts;
  protected final NodeDirectory nodes;
  protected final DeviceDirectory devices;
  protected final AccountDirectory accounts;
  protected final ActionBudgets budgets;
  protected final QueueSettings settings;
  protected final ApiKeys keys;
  protected final SeenTime seenTime;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected StorageContract(Storage storage) {
    this.storage = storage;
    tasks = storage.tasks();
    queries = storage.queries();
    artifacts = storage.artifacts();
    nodes = storage.nodes();
    devices = storage.devices();
    accounts = storage.accounts();
    budgets = storage.budgets();
    settings = storage.settings();
    keys = storage.keys();
    seenTime = storage.seenTime();
  }

  @BeforeEach
  void giveLeases() {
    for (NodeId node : List.of(SampleTasks.NODE, SampleTasks.OTHER_NODE)) {
      nodes.acquire(node, PROCESS, Duration.ofHours(1), SampleTasks.NOW);
    }
  }

  /** Runs the background steps as a server does. */
  @BeforeEach
  void startBackgroundSteps() {
    Loop.Pace pace = new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(100));
    for (BackgroundStep step : storage.backgroundSteps()) {
      Loop loop = new Loop(step.name(), pace, step.step(), _ -> {}).start();
      endings.push(loop::close);
      endings.push(step.stop());
    }
  }

  @AfterEach
  void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
    storage.close();
  }

  /** Claims all due tasks of these phones, without a limit on running tasks. */
  final List<Task> claim(DeviceSerial... phones) {
    return tasks.claimDue(SampleTasks.NODE, Set.of(phones), NO_LIMIT, SampleTasks.NOW);
  }

  /** Queues a task for a phone, and claims it. */
  final Task claimed(DeviceSerial phone) {
    tasks.insert(List.of(SampleTasks.follow(phone, "ann")));
    return claim(phone).getFirst();
  }

  /** Ends the current attempt with the task's state. */
  final boolean finish(Task after) {
    return finish(after, after.attemptCount());
  }

  final boolean finish(Task after, int attempt) {
    return tasks.finish(after, attempt, AttemptEnd.of(after));
  }

  final Account added(String username, DeviceSerial device) {
    return accounts.add(SampleTasks.account(username, Optional.of(device))).orElseThrow();
  }

  /** Ends the server's lease, as if the server had stopped. */
  final void lose(NodeId node) {
    nodes.release(node, PROCESS);
  }
}
