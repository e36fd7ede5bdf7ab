package dev.drover.application.plugin;

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
import java.util.List;
import java.util.Set;

/**
 * All ports of one storage: what is written through one of them is read through the others. Each
 * method answers the same object every time. Safe for use by any thread.
 */
public interface Storage extends AutoCloseable {
  TaskRepository tasks();

  TaskQueries queries();

  TaskArtifacts artifacts();

  NodeDirectory nodes();

  DeviceDirectory devices();

  /** A storage that claims no task for a leased phone overrides this. Since 1.1. */
  default PhoneLeases leases() {
    return new NoLeases(description());
  }

  AccountDirectory accounts();

  ActionBudgets budgets();

  QueueSettings settings();

  ApiKeys keys();

  /** A storage without it lets nobody sign in to the dashboard. Since 1.1. */
  default WebSessions webSessions() {
    return new NoWebSessions(description());
  }

  /** Without it no task waits for the trial of an app's new version. Since 1.1. */
  default AppVersions appVersions() {
    return new NoAppVersions();
  }

  SeenTime seenTime();

  QueueEvents events();

  /** {@link NoMaterials} is for a storage that keeps no files. */
  MaterialLibrary library();

  /** {@link NoMaterials} is for a storage that keeps no files. */
  MaterialSupply materials();

  /**
   * Calls {@code listener}, on any thread, whenever there may be work for a dispatcher, until the
   * storage is closed. The listener must not block.
   */
  void onWork(Runnable listener);

  /** What the storage is called in the server's banner, such as {@code embedded PostgreSQL}. */
  String description();

  /**
   * The ports of this machine at which a server of the storage's own may listen, such as a
   * database. No script may have them called.
   */
  default Set<Integer> serverPorts() {
    return Set.of();
  }

  /** Whether the storage answers now, within a few seconds. */
  default boolean reachable() {
    return true;
  }

  /** What the server does for the storage again and again. */
  default List<BackgroundStep> backgroundSteps() {
    return List.of();
  }

  /**
   * Removes what this server left behind when it ended in the middle of something. Called once,
   * before the server does any work.
   */
  default void removeLeftovers() {}

  /** Stops the background work of the storage, and gives back what it holds. */
  @Override
  void close();
}
