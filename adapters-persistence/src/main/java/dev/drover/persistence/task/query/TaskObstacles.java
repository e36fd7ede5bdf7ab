package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.QUEUE_SETTING;
import static java.util.stream.Collectors.toMap;

import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.device.JooqDeviceDirectory.DeviceRow;
import dev.drover.persistence.schema.tables.records.AccountRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Explains why pending tasks wait, other than for their time or their phone, and what to do. The
 * obstacles are read on demand, so they are never out of date.
 */
final class TaskObstacles {
  /** The obstacle of each account, or empty if the account can run tasks. */
  private final Map<AccountId, Optional<String>> accounts;

  private final Map<DeviceSerial, DeviceRow> devices;
  private final Optional<Instant> pausedSince;
  private final ScriptTypes scripts;

  private TaskObstacles(
      Map<AccountId, Optional<String>> accounts,
      Map<DeviceSerial, DeviceRow> devices,
      Optional<Instant> pausedSince,
      ScriptTypes scripts) {
    this.accounts = accounts;
    this.devices = devices;
    this.pausedSince = pausedSince;
    this.scripts = scripts;
  }

  /** Reads the obstacles of these tasks. */
  static TaskObstacles read(DSLContext sql, List<TaskRecord> tasks, ScriptTypes scripts) {
    List<TaskRecord> pending = tasks.stream().filter(TaskObstacles::isPending).toList();
    if (pending.isEmpty()) {
      return new TaskObstacles(Map.of(), Map.of(), Optional.empty(), scripts);
    }
    List<Long> accounts =
        pending.stream()
            .flatMap(task -> task.account().stream())
            .map(AccountId::value)
            .distinct()
            .toList();
    List<DeviceSerial> phones =
        pending.stream().flatMap(task -> serial(task).stream()).distinct().toList();
    return new TaskObstacles(
        accounts.isEmpty()
            ? Map.of()
            : sql.selectFrom(ACCOUNT).where(ACCOUNT.ID.in(accounts)).fetch().stream()
                .collect(toMap(row -> new AccountId(row.getId()), TaskObstacles::obstacle)),
        phones.isEmpty()
            ? Map.of()
            : JooqDeviceDirectory.rows(sql, phones).stream()
                .collect(toMap(row -> row.device().serial(), Function.identity())),
        sql.select(QUEUE_SETTING.PAUSED_SINCE)
            .from(QUEUE_SETTING)
            .fetchOptional(QUEUE_SETTING.PAUSED_SINCE)
            .map(OffsetDateTime::toInstant),
        scripts);
  }

  private static boolean isPending(TaskRecord task) {
    return task.is(TaskStatus.PENDING);
  }

  /** Returns what prevents the account from running tasks, or empty. */
  private static Optional<String> obstacle(AccountRecord row) {
    Account account;
    try {
      account = JooqAccountDirectory.account(row);
    } catch (IllegalArgumentException | NoSuchElementException unreadable) {
      // A newer server wrote it, for example for a platform that this version does not know.
      return Optional.of(
          "account "
              + row.getUsername()
              + " can't be read by this version of Drover; upgrade this server");
    }
    return account.obstacle();
  }

  /** Returns the task's serial, or empty if this version does not accept it. */
  private static Optional<DeviceSerial> serial(TaskRecord task) {
    return task.serial().filter(DeviceSerial::isAllowed).map(DeviceSerial::new);
  }

  /** Describes what keeps a task waiting; empty if nothing does, or if the task is not pending. */
  Optional<String> of(TaskRecord task) {
    if (!isPending(task)) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    if (scripts.find(task.scriptName()).isEmpty()) {
      found.add(
          "the script "
              + task.scriptName()
              + " is not known to this server; the task waits for a server that knows it, and fails"
              + " if there is none when its turn comes");
    }
    task.account().flatMap(account -> of(account, task)).ifPresent(found::add);
    if (task.serial().isPresent() && serial(task).isEmpty()) {
      found.add(
          "this version of Drover does not accept the serial of the task's phone; delete the task,"
              + " or upgrade the server");
    }
    serial(task).flatMap(this::of).ifPresent(found::add);
    pausedSince.ifPresent(
        since -> found.add("everything is paused" + since(since) + " until POST /queue/resume"));
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
  }

  private Optional<String> of(AccountId id, TaskRecord task) {
    return Optional.ofNullable(accounts.get(id))
        .orElseGet(
            () ->
                Optional.of(
                    "account "
                        + task.username().map(name -> "@" + name).orElseGet(id::toString)
                        + " was deleted; this task never runs, delete it"));
  }

  private Optional<String> of(DeviceSerial serial) {
    Optional<DeviceRow> known = Optional.ofNullable(devices.get(serial));
    if (known.isEmpty()) {
      return Optional.of(
          "phone "
              + serial
              + " has not been seen yet; connect it by USB, or by POST /devices/connect");
    }
    DeviceRow row = known.get();
    List<String> found = new ArrayList<>();
    if (row.device().state() != DeviceState.ONLINE) {
      found.add(
          "phone "
              + serial
              + " is "
              + words(row.device().state())
              + row.device().problem().map(problem -> ": " + problem).orElse(""));
    }
    row.pause()
        .ifPresent(
            pause ->
                found.add(
                    "phone "
                        + serial
                        + " is paused"
                        + since(pause.since())
                        + " until POST /devices/"
                        + serial
                        + "/resume: "
                        + pause.reason()));
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
  }

  private static String since(Instant time) {
    return " since " + time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String words(DeviceState state) {
    return switch (state) {
      case ONLINE -> "online";
      case OFFLINE -> "not connected";
      case UNAUTHORIZED -> "not authorised";
      case CONFLICT -> "there twice";
    };
  }
}
