package dev.drover.application.port.storage;

import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every phone that any node has seen, kept over restarts. Throws {@link StorageUnavailable} when
 * the storage can't serve the call now.
 */
public interface DeviceDirectory {

  /**
   * Keeps what {@code node} knows of a phone, new or not. Accounts that were bound to one of its
   * addresses before its serial was known, and tasks that were queued for one, go over to its
   * serial. Nothing changes where a node says that it has lost a phone that another node has.
   */
  void save(NodeId node, Device device);

  /**
   * Notes when phones were last known to be connected. An earlier time than the noted one, and a
   * phone that is not known, are left out. Nobody who watches the phones is told.
   */
  void noteSeen(Map<DeviceSerial, Instant> phones);

  /** All phones, by serial. */
  List<KnownDevice> all();

  Optional<KnownDevice> find(DeviceSerial serial);

  /** The phone with this hardware serial, else the one last seen at this ADB address. */
  Optional<DeviceSerial> resolve(String serialOrAddress);

  /** Which of these phones are known. */
  Set<DeviceSerial> known(Set<DeviceSerial> serials);

  /**
   * Forgets a phone; its tasks stay, pending.
   *
   * @return false when there was none
   */
  boolean remove(DeviceSerial serial);

  /**
   * Keeps a phone from running anything until it is resumed; one that is paused stays as it is.
   *
   * @param by the name of whoever paused it, or {@link Pause#QUARANTINE}
   * @param reason why, and what to do, in plain words
   * @return false when there is no such phone
   */
  boolean pause(DeviceSerial serial, String by, String reason, Instant now);

  /**
   * Lets a paused phone run again.
   *
   * @return false when there is no such phone
   */
  boolean resume(DeviceSerial serial);

  /** The network addresses ({@code host:port}) that this node is to connect to when it starts. */
  List<String> addressesOf(NodeId node);

  /** Remembers a network address that this node is to connect to, or forgets it. */
  void rememberAddress(NodeId node, String address);

  void forgetAddress(NodeId node, String address);

  /**
   * A phone and its queue.
   *
   * @param node the node that it is, or was last, connected to
   * @param runningTask the task that it runs now
   * @param queueLength pending tasks for it
   * @param pause why it runs no task until it is resumed
   * @param lease the live lease by which a program or a person drives it now
   * @param lastSeen when it was last known to be connected, to a minute or so; may be empty for a
   *     phone that only servers of an older version have seen
   * @param apps the apps on it that profiles know, by package
   */
  record KnownDevice(
      Device device,
      NodeId node,
      Optional<TaskId> runningTask,
      long queueLength,
      Optional<Pause> pause,
      Optional<PhoneLease> lease,
      Optional<Instant> lastSeen,
      List<AppTrial> apps) {
    public KnownDevice {
      apps = List.copyOf(apps);
    }

    /** Describes a phone for storages that keep neither leases, times nor apps. */
    public KnownDevice(
        Device device,
        NodeId node,
        Optional<TaskId> runningTask,
        long queueLength,
        Optional<Pause> pause) {
      this(
          device,
          node,
          runningTask,
          queueLength,
          pause,
          Optional.empty(),
          Optional.empty(),
          List.of());
    }
  }

  /**
   * Since when, and why, in plain words.
   *
   * @param by the name of whoever paused it, or {@link #QUARANTINE}; empty where a server of an
   *     older version did not say
   */
  record Pause(Instant since, String reason, Optional<String> by) {
    /** Drover itself, after failures of the phone or a screen that needs a person. */
    public static final String QUARANTINE = "quarantine";

    /** Describes a pause for storages that do not keep who asked for it. */
    public Pause(Instant since, String reason) {
      this(since, reason, Optional.empty());
    }
  }
}
