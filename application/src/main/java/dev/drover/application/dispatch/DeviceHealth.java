package dev.drover.application.dispatch;

import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.Pause;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.TaskId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the failures of each phone and pauses a phone after too many in a row, so that its tasks
 * wait instead of failing. Thread-safe.
 */
public final class DeviceHealth {
  private final DeviceDirectory devices;
  private final int mostFailures;
  private final Clock clock;
  private final Map<DeviceSerial, Integer> failures = new ConcurrentHashMap<>();

  /** The last failure of each phone that is to be paused. */
  private final Map<DeviceSerial, String> due = new ConcurrentHashMap<>();

  /**
   * @param mostFailures in a row after which a phone is paused; at least 1
   */
  public DeviceHealth(DeviceDirectory devices, int mostFailures, Clock clock) {
    if (mostFailures < 1) {
      throw new IllegalArgumentException("a phone is paused after at least one failure");
    }
    this.devices = devices;
    this.mostFailures = mostFailures;
    this.clock = clock;
  }

  /** Counts the end of an attempt. Call it once for each. */
  void observe(DeviceSerial serial, AttemptEnd end) {
    if (!end.failureCode().map(DeviceHealth::isThePhones).orElse(false)) {
      failures.remove(serial);
      return;
    }
    if (failures.merge(serial, 1, Integer::sum) < mostFailures) {
      return;
    }
    failures.remove(serial);
    due.put(serial, end.remark().orElse("it failed"));
  }

  /**
   * Pauses the phone if it has failed too often. A retry is safe.
   *
   * @throws StorageUnavailable if the pause can't be recorded now
   */
  void pauseIfDue(DeviceSerial serial) {
    Optional<String> last = Optional.ofNullable(due.get(serial));
    if (last.isEmpty()) {
      return;
    }
    devices.pause(
        serial,
        Pause.QUARANTINE,
        mostFailures
            + " failures of the phone in a row, the last one: "
            + last.get()
            + ". Mend that, then resume the phone",
        clock.instant());
    due.remove(serial);
    TaskLog.quarantined(serial, mostFailures, last.get());
  }

  /**
   * Pauses a phone on which a task without an account met a screen that needs a person. A phone
   * that is paused already stays as it is, so a retry is safe.
   *
   * @param reason what the screen is and what to do, in plain words
   * @throws StorageUnavailable if the pause can't be recorded now
   */
  void pauseForPerson(DeviceSerial serial, TaskId task, String reason) {
    devices.pause(
        serial,
        Pause.QUARANTINE,
        "task " + task + " without an account met a screen that needs a person: " + reason,
        clock.instant());
    TaskLog.quarantined(serial, task, reason);
  }

  /** Tells whether the phone, and not the app, the task or a person, caused the failure. */
  private static boolean isThePhones(FailureCode code) {
    return switch (code) {
      case DEVICE_LOST, DEVICE_ERROR, TIMED_OUT -> true;
      case INTERRUPTED,
          OUTCOME_UNKNOWN,
          STOPPED,
          CANCELLED,
          ELEMENT_NOT_FOUND,
          PROFILE_INVALID,
          TARGET_NOT_FOUND,
          APP_BLOCKED,
          APP_NOT_INSTALLED,
          APP_VERSION_UNKNOWN,
          ACCOUNT_NOT_FOUND,
          ACTION_REFUSED,
          NOT_SUPPORTED,
          MATERIAL_MISSING,
          BUDGET_EXHAUSTED,
          PROGRAM_FAILED,
          INTERNAL_ERROR ->
          false;
    };
  }
}
