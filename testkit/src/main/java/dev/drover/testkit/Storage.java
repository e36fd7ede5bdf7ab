package dev.drover.testkit;

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

/** Ports on one storage: what is written through one of them is read through the others. */
public interface Storage extends AutoCloseable {
  TaskRepository tasks();

  TaskQueries queries();

  TaskArtifacts artifacts();

  NodeDirectory nodes();

  DeviceDirectory devices();

  AccountDirectory accounts();

  ActionBudgets budgets();

  QueueSettings settings();

  ApiKeys keys();

  SeenTime seenTime();

  QueueEvents events();

  /**
   * Calls {@code listener}, on any thread, whenever there may be work for a dispatcher, until the
   * storage is closed. The listener must not block.
   */
  void onWork(Runnable listener);

  /** Stops the background work of the storage. */
  @Override
  void close();
}
