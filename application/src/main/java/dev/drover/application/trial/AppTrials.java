package dev.drover.application.trial;

import dev.drover.application.log.LogLine;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.AppVersions.Beginning;
import dev.drover.application.port.storage.AppVersions.Change;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the versions of the apps on this server's phones, and decides for an attempt whether it
 * goes on with a version, tries it, or waits. One thread calls {@link #readOnce} repeatedly; the
 * rest is safe for use by any thread.
 */
public final class AppTrials {
  private static final Logger log = LoggerFactory.getLogger(AppTrials.class);

  /** The time between two readings of a phone that stays connected. */
  static final Duration BETWEEN_READINGS = Duration.ofMinutes(5);

  /** The time until a phone that did not answer, or is not stored yet, is read again. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration REST = Duration.ofSeconds(1);

  private final AppVersions versions;
  private final DeviceGateway gateway;
  private final DeviceDirectory devices;
  private final Supplier<Set<DeviceSerial>> busy;
  private final boolean waits;
  private final Clock clock;

  /** When each connected phone is to be read. */
  private final Map<DeviceSerial, Instant> due = new ConcurrentHashMap<>();

  /** The versions that attempts have noted last, so that most attempts need not note theirs. */
  private final Map<PhoneApp, String> noted = new ConcurrentHashMap<>();

  /** When versions that keep tasks waiting are let go next. Used by the one thread only. */
  private Instant letGoAt = Instant.MIN;

  private record PhoneApp(DeviceSerial phone, PackageName app) {}

  /**
   * @param busy the phones that are not read now, because a task, a program or a person uses them
   * @param waits whether tasks wait for the trial of a new version
   */
  public AppTrials(
      AppVersions versions,
      DeviceGateway gateway,
      DeviceDirectory devices,
      Supplier<Set<DeviceSerial>> busy,
      boolean waits,
      Clock clock) {
    this.versions = versions;
    this.gateway = gateway;
    this.devices = devices;
    this.busy = busy;
    this.waits = waits;
    this.clock = clock;
  }

  /** Has a phone that comes online read at the next step. Never blocks. */
  public void observe(Device device) {
    if (device.state() == DeviceState.ONLINE) {
      due.putIfAbsent(device.serial(), Instant.MIN);
    } else {
      due.remove(device.serial());
    }
  }

  /**
   * Reads one phone whose turn it is, if there is one.
   *
   * @return how long to wait before the next call
   * @throws StorageUnavailable if the storage can't serve the call now; the next call does it
   */
  public Duration readOnce() {
    Instant now = clock.instant();
    if (!waits && !now.isBefore(letGoAt)) {
      letGoAt = now.plus(BETWEEN_READINGS);
      versions
          .letAllGoOn(now)
          .forEach(trial -> log.warn("{} goes on: this server waits for no trial", trial.app()));
    }
    Set<DeviceSerial> online = gateway.online();
    due.keySet().retainAll(online);
    Set<DeviceSerial> candidates = new HashSet<>(online);
    candidates.removeAll(busy.get());
    Optional<DeviceSerial> next =
        candidates.stream()
            .filter(serial -> !due.getOrDefault(serial, Instant.MIN).isAfter(now))
            .min(
                (one, other) ->
                    due.getOrDefault(one, Instant.MIN)
                        .compareTo(due.getOrDefault(other, Instant.MIN)));
    next.ifPresent(serial -> due.put(serial, now.plus(read(serial) ? BETWEEN_READINGS : SOON)));
    return next.isPresent() ? Duration.ZERO : REST;
  }

  /** Returns whether the phone was read. */
  private boolean read(DeviceSerial serial) {
    if (devices.known(Set.of(serial)).isEmpty()) {
      return false;
    }
    List<AppVersion> before = versions.on(serial).stream().map(AppTrial::app).toList();
    List<InstalledApp> found;
    try {
      found = gateway.apps(serial, before);
    } catch (DeviceUnreachable unreachable) {
      log.debug("the apps of phone {} can't be read: {}", serial, unreachable.getMessage());
      return false;
    }
    versions.note(serial, found, clock.instant()).forEach(change -> tell(serial, change));
    return true;
  }

  private static void tell(DeviceSerial serial, Change change) {
    String app = change.now().appName();
    change
        .before()
        .ifPresentOrElse(
            before ->
                new LogLine()
                    .with("phone", serial)
                    .with("app", change.now().app())
                    .with("before", before)
                    .with("now", change.now().version())
                    .log(
                        log,
                        Level.INFO,
                        "phone "
                            + serial
                            + ": "
                            + app
                            + " "
                            + before
                            + " → "
                            + change.now().version()),
            () -> log.debug("phone {} has {}", serial, change.now()));
  }

  /**
   * Decides what an attempt does with the version of its app.
   *
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Beginning begin(DeviceSerial phone, TaskId task, int attempt, InstalledApp app) {
    Instant now = clock.instant();
    PhoneApp key = new PhoneApp(phone, app.app().app());
    if (!app.app().version().equals(noted.get(key))) {
      versions.noteOne(phone, app, now).ifPresent(change -> tell(phone, change));
      noted.put(key, app.app().version());
    }
    return waits ? versions.begin(phone, task, attempt, app, now) : new Beginning.NotKept();
  }

  /**
   * Records how a trial went.
   *
   * @param lacks what the screens lack; empty if the version passed
   * @return false if this attempt does not try the version
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public boolean end(
      DeviceSerial phone, TaskId task, int attempt, AppVersion app, Optional<String> lacks) {
    if (!waits || !versions.end(app, task, attempt, lacks, clock.instant())) {
      return false;
    }
    LogLine line = new LogLine().with("phone", phone).with("task", task).with("app", app.app());
    lacks.ifPresentOrElse(
        missing ->
            line.with("lacks", missing)
                .with(
                    "remedy",
                    "repair the profile by the screen that the task kept, or let the version go on")
                .log(log, Level.WARN, app + " failed its trial, and tasks for it wait"),
        () -> line.log(log, Level.INFO, app + " passed its trial"));
    return true;
  }
}
