package com.example.memory;

import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.contract.AccountDirectoryContract;
import dev.drover.testkit.contract.ActionBudgetsContract;
import dev.drover.testkit.contract.ApiKeysContract;
import dev.drover.testkit.contract.DeviceDirectoryContract;
import dev.drover.testkit.contract.MaterialLibraryContract;
import dev.drover.testkit.contract.MaterialSupplyContract;
import dev.drover.testkit.contract.NodeDirectoryContract;
import dev.drover.testkit.contract.PhoneLeasesContract;
import dev.drover.testkit.contract.QueueEventsContract;
import dev.drover.testkit.contract.QueueSettingsContract;
import dev.drover.testkit.contract.SeenTimeContract;
import dev.drover.testkit.contract.TaskArtifactsContract;
import dev.drover.testkit.contract.TaskBatchContract;
import dev.drover.testkit.contract.TaskQueriesContract;
import dev.drover.testkit.contract.TaskRepositoryContract;
import dev.drover.testkit.memory.InMemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Nested;

/** The adapter passes the contract of each port. */
class MemoryStorageTest {
  /** New and empty, as the suites ask for. */
  private static Storage open() {
    Path folder = Path.of("target");
    return new MemoryStorageAdapter()
        .open(
            new StorageContext(
                folder,
                StorageContext.Use.SERVER,
                Map.of(),
                SampleTasks.NODE,
                ZoneId.of("Europe/Berlin"),
                new StorageContext.MaterialFolders(folder, folder, List.of(folder), 1_000_000),
                ScriptTypes.builtIn(),
                new SettableClock(SampleTasks.NOW),
                new NoMeter(),
                MemoryStorageTest.class.getClassLoader()));
  }

  private static final class NoMeter implements AdapterMeter {
    @Override
    public void gauge(Measure measure, DoubleSupplier value) {}

    @Override
    public void counter(Measure measure, DoubleSupplier total) {}

    @Override
    public Consumer<Duration> timer(Measure measure) {
      return duration -> {};
    }
  }

  @Nested
  class Tasks extends TaskRepositoryContract {
    Tasks() {
      super(open());
    }
  }

  @Nested
  class Queries extends TaskQueriesContract {
    Queries() {
      super(open());
    }
  }

  @Nested
  class Batches extends TaskBatchContract {
    Batches() {
      super(open());
    }
  }

  @Nested
  class Artifacts extends TaskArtifactsContract {
    Artifacts() {
      super(open());
    }
  }

  @Nested
  class Nodes extends NodeDirectoryContract {
    Nodes() {
      super(open());
    }
  }

  @Nested
  class Phones extends DeviceDirectoryContract {
    Phones() {
      super(open());
    }
  }

  @Nested
  class Accounts extends AccountDirectoryContract {
    Accounts() {
      super(open());
    }
  }

  @Nested
  class Budgets extends ActionBudgetsContract {
    Budgets() {
      super(open());
    }
  }

  @Nested
  class Settings extends QueueSettingsContract {
    Settings() {
      super(open());
    }
  }

  @Nested
  class Keys extends ApiKeysContract {
    Keys() {
      super(open());
    }
  }

  @Nested
  class Time extends SeenTimeContract {
    Time() {
      super(open());
    }
  }

  @Nested
  class Events extends QueueEventsContract {
    Events() {
      super(open());
    }
  }

  @Nested
  class Library extends MaterialLibraryContract {
    Library() {
      super(open().library());
    }
  }

  @Nested
  class Supply extends MaterialSupplyContract {
    Supply() {
      super((InMemoryStorage) open(), Storage::library, InMemoryStorage::stock);
    }
  }

  @Nested
  class Leases extends PhoneLeasesContract {
    Leases() {
      super(open());
    }

    @Override
    protected void letLeasesAge(Duration by) {
      ((InMemoryStorage) storage).letLeasesAge(by);
    }

    @Override
    protected void addOlderServer(NodeId node) {
      ((InMemoryStorage) storage).addOlderServer(node);
    }
  }
}
