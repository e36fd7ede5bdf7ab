package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static java.util.stream.Collectors.toMap;

import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.trial.AppTrial;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.device.JooqDeviceDirectory.DeviceRow;
import dev.drover.persistence.schema.tables.records.AccountRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Finds what keeps pending tasks waiting. It is found out with each read, so it is never out of
 * date.
 */
final class TaskObstacles {
  /** The apps that keep tasks waiting, found as the claim of tasks finds them. */
  private static final String WAITING =
      """
      SELECT t.id, w.app
      FROM task t
      JOIN task_detail d ON d.task_id = t.id
      JOIN waiting_app w ON w.serial = t.serial
      WHERE t.id = ANY (?::bigint[])
        AND CASE d.uses_app
            WHEN 'account' THEN w.app = (SELECT a.package_name FROM account a WHERE a.id = t.account_id)
            ELSE w.platform = d.uses_app END
      ORDER BY w.app
      """;

  private final Map<AccountId, List<Obstacle>> accounts;

  private final Map<DeviceSerial, DeviceRow> devices;
  private final Map<Long, List<AppTrial>> waiting;
  private final Optional<Instant> pausedSince;
  private final ScriptTypes scripts;

  private TaskObstacles(
      Map<AccountId, List<Obstacle>> accounts,
      Map<DeviceSerial, DeviceRow> devices,
      Map<Long, List<AppTrial>> waiting,
      Optional<Instant> pausedSince,
      ScriptTypes scripts) {
    this.accounts = accounts;
    this.devices = devices;
    this.waiting = waiting;
    this.pausedSince = pausedSince;
    this.scripts = scripts;
  }

  /**
   * Reads the obstacles of these tasks.
   *
   * @param pausedSince since when the queue is paused
   */
  static TaskObstacles read(
      DSLContext sql, List<TaskRecord> tasks, Optional<Instant> pausedSince, ScriptTypes scripts) {
    List<TaskRecord> pending = tasks.stream().filter(TaskObstacles::isPending).toList();
    if (pending.isEmpty()) {
      return new TaskObstacles(Map.of(), Map.of(), Map.of(), pausedSince, scripts);
    }
    List<Long> accounts =
        pending.stream()
            .flatMap(task -> task.account().stream())
            .map(AccountId::value)
            .distinct()
            .toList();
    List<DeviceSerial> phones =
        pending.stream().flatMap(task -> serial(task).stream()).distinct().toList();
    Map<DeviceSerial, DeviceRow> devices =
        phones.isEmpty()
            ? Map.of()
            : JooqDeviceDirectory.rows(sql, phones).stream()
                .collect(toMap(row -> row.device().serial(), Function.identity()));
    return new TaskObstacles(
        accounts.isEmpty()
            ? Map.of()
            : sql.selectFrom(ACCOUNT).where(ACCOUNT.ID.in(accounts)).fetch().stream()
                .collect(toMap(row -> new AccountId(row.getId()), TaskObstacles::obstacles)),
        devices,
        waiting(sql, pending, devices.values()),
        pausedSince,
        scripts);
  }

  private static Map<Long, List<AppTrial>> waiting(
      DSLContext sql, List<TaskRecord> pending, Collection<DeviceRow> devices) {
    Map<String, AppTrial> trials = new HashMap<>();
    for (DeviceRow device : devices) {
      for (AppTrial trial : device.apps()) {
        if (trial.state().keepsWaiting()) {
          trials.put(device.device().serial() + " " + trial.app().app(), trial);
        }
      }
    }
    if (trials.isEmpty()) {
      return Map.of();
    }
    Map<Long, String> phones = new HashMap<>();
    pending.forEach(
        task -> task.serial().ifPresent(serial -> phones.put(task.id().value(), serial)));
    Map<Long, List<AppTrial>> waiting = new HashMap<>();
    sql.resultQuery(WAITING, (Object) phones.keySet().toArray(Long[]::new))
        .forEach(
            row -> {
              Long task = row.get("id", Long.class);
              Optional.ofNullable(trials.get(phones.get(task) + " " + row.get("app", String.class)))
                  .ifPresent(
                      trial -> waiting.computeIfAbsent(task, _ -> new ArrayList<>()).add(trial));
            });
    return waiting;
  }

  private static boolean isPending(TaskRecord task) {
    return task.is(TaskStatus.PENDING);
  }

  private static List<Obstacle> obstacles(AccountRecord row) {
    Account account;
    try {
      account = JooqAccountDirectory.account(row);
    } catch (IllegalArgumentException | NoSuchElementException unreadable) {
      return List.of(new Obstacle.AccountUnreadable(row.getUsername()));
    }
    return Obstacle.of(account);
  }

  /** Returns the task's serial, or empty if this version does not accept it. */
  private static Optional<DeviceSerial> serial(TaskRecord task) {
    return task.serial().filter(DeviceSerial::isAllowed).map(DeviceSerial::new);
  }

  /** Returns what keeps the task waiting; empty if it is not pending. */
  List<Obstacle> of(TaskRecord task) {
    if (!isPending(task)) {
      return List.of();
    }
    List<Obstacle> found = new ArrayList<>();
    if (scripts.find(task.scriptName()).isEmpty()) {
      found.add(new Obstacle.ScriptUnknown(task.scriptName()));
    }
    task.account().ifPresent(account -> found.addAll(of(account, task)));
    if (task.serial().isPresent() && serial(task).isEmpty()) {
      found.add(new Obstacle.PhoneUnreadable());
    }
    serial(task).ifPresent(phone -> found.addAll(of(phone)));
    waiting
        .getOrDefault(task.id().value(), List.of())
        .forEach(trial -> found.add(new Obstacle.AppWaits(trial)));
    pausedSince.map(Obstacle.QueuePaused::new).ifPresent(found::add);
    return found;
  }

  private List<Obstacle> of(AccountId id, TaskRecord task) {
    return Optional.ofNullable(accounts.get(id))
        .orElseGet(
            () ->
                List.of(
                    new Obstacle.AccountDeleted(
                        task.username().map(name -> "@" + name).orElseGet(id::toString))));
  }

  private List<Obstacle> of(DeviceSerial serial) {
    Optional<DeviceRow> known = Optional.ofNullable(devices.get(serial));
    if (known.isEmpty()) {
      return List.of(new Obstacle.PhoneUnseen(serial));
    }
    List<Obstacle> found = new ArrayList<>();
    Obstacle.of(known.get().device(), known.get().lastSeen()).ifPresent(found::add);
    known
        .get()
        .pause()
        .ifPresent(
            pause -> found.add(new Obstacle.PhonePaused(serial, pause.since(), pause.reason())));
    known.get().lease().map(Obstacle::of).ifPresent(found::add);
    return found;
  }
}
