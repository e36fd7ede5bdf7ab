package dev.drover.testkit.memory;

import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import dev.drover.testkit.memory.Rows.AttemptKey;
import dev.drover.testkit.memory.Rows.PhoneAppKey;
import dev.drover.testkit.memory.Rows.PhoneAppRow;
import dev.drover.testkit.memory.Rows.VersionKey;
import dev.drover.testkit.memory.Rows.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Stores the versions of apps in memory. */
final class InMemoryAppVersions implements AppVersions {
  private final Tables tables;

  InMemoryAppVersions(Tables tables) {
    this.tables = tables;
  }

  @Override
  public List<Change> note(DeviceSerial phone, List<InstalledApp> apps, Instant now) {
    return tables.transaction(
        () -> {
          Set<String> kept =
              apps.stream().map(app -> app.app().app().value()).collect(Collectors.toSet());
          List<Change> changes =
              apps.stream().flatMap(app -> noted(phone, app, now).stream()).toList();
          for (AppTrial app : tables.appsOn(phone)) {
            if (!kept.contains(app.app().app().value())) {
              tables.phoneApps.remove(new PhoneAppKey(phone, app.app().app().value()));
              tables.tell(new QueueEvent.DeviceChanged(phone));
            }
          }
          return changes;
        });
  }

  @Override
  public Optional<Change> noteOne(DeviceSerial phone, InstalledApp app, Instant now) {
    return tables.transaction(() -> noted(phone, app, now));
  }

  private Optional<Change> noted(DeviceSerial phone, InstalledApp installed, Instant now) {
    register(installed, now);
    PhoneAppKey key = new PhoneAppKey(phone, installed.app().app().value());
    VersionKey version = VersionKey.of(installed.app());
    Optional<VersionKey> before = tables.phoneApps.find(key).map(PhoneAppRow::version);
    if (before.filter(version::equals).isPresent() || !tables.devices.has(phone)) {
      return Optional.empty();
    }
    tables.phoneApps.put(key, new PhoneAppRow(phone, version));
    tables.tell(new QueueEvent.DeviceChanged(phone));
    return Optional.of(new Change(installed.app(), before.map(VersionKey::version)));
  }

  private VersionRow register(InstalledApp installed, Instant now) {
    AppVersion app = installed.app();
    Optional<VersionRow> known = tables.versions.find(VersionKey.of(app));
    if (known.isEmpty()) {
      boolean first = tables.versions.stream().noneMatch(other -> other.trial().app().isOf(app));
      return put(
          app,
          installed.listed() && first ? TrialState.KNOWN : TrialState.NEW,
          Optional.empty(),
          Optional.empty(),
          installed.profile(),
          Optional.empty(),
          now);
    }
    VersionRow row = known.get();
    if (row.trial().state() == TrialState.FAILED && !row.profile().equals(installed.profile())) {
      tables.wakeDispatchers();
      return put(
          app,
          TrialState.NEW,
          row.trial().phone(),
          Optional.empty(),
          installed.profile(),
          Optional.empty(),
          now);
    }
    return row;
  }

  private VersionRow put(
      AppVersion app,
      TrialState state,
      Optional<DeviceSerial> phone,
      Optional<String> lacks,
      String profile,
      Optional<AttemptKey> attempt,
      Instant now) {
    VersionRow row = new VersionRow(new AppTrial(app, state, phone, now, lacks), profile, attempt);
    VersionKey key = VersionKey.of(app);
    tables.versions.put(key, row);
    tables.phoneApps.stream()
        .filter(on -> on.version().equals(key))
        .forEach(on -> tables.tell(new QueueEvent.DeviceChanged(on.phone())));
    return row;
  }

  @Override
  public Beginning begin(
      DeviceSerial phone, TaskId task, int attempt, InstalledApp app, Instant now) {
    return tables.transaction(
        () -> {
          noted(phone, app, now);
          VersionRow row = register(app, now);
          AppTrial trial = tables.trial(row);
          AttemptKey own = new AttemptKey(task, attempt);
          boolean ownTrial = row.attempt().filter(own::equals).isPresent();
          return switch (trial.state()) {
            case KNOWN, PASSED, ALLOWED -> new Beginning.Settled();
            case FAILED -> new Beginning.Waits(trial);
            case TRYING -> ownTrial ? new Beginning.Yours() : new Beginning.Waits(trial);
            case NEW -> {
              put(
                  app.app(),
                  TrialState.TRYING,
                  Optional.of(phone),
                  Optional.empty(),
                  app.profile(),
                  Optional.of(own),
                  now);
              yield new Beginning.Yours();
            }
          };
        });
  }

  @Override
  public boolean end(
      AppVersion app, TaskId task, int attempt, Optional<String> lacks, Instant now) {
    return tables.transaction(
        () -> {
          Optional<VersionRow> row = tables.versions.find(VersionKey.of(app));
          AttemptKey own = new AttemptKey(task, attempt);
          TrialState state = lacks.isEmpty() ? TrialState.PASSED : TrialState.FAILED;
          if (row.flatMap(VersionRow::attempt).filter(own::equals).isEmpty()) {
            return false;
          }
          if (row.orElseThrow().trial().state() == TrialState.TRYING) {
            put(
                app,
                state,
                row.orElseThrow().trial().phone(),
                lacks.map(Tables::bounded),
                row.orElseThrow().profile(),
                Optional.of(own),
                now);
            tables.wakeDispatchers();
          }
          return tables.versions.find(VersionKey.of(app)).orElseThrow().trial().state() == state;
        });
  }

  @Override
  public Optional<AppTrial> decide(
      PackageName app, String version, Decision decision, Instant now) {
    return tables.transaction(
        () ->
            tables
                .versions
                .find(new VersionKey(app.value(), version))
                .map(row -> decided(row, decision, now)));
  }

  private AppTrial decided(VersionRow row, Decision decision, Instant now) {
    TrialState state =
        switch (decision) {
          case TRY -> TrialState.NEW;
          case GO_ON -> TrialState.ALLOWED;
        };
    tables.wakeDispatchers();
    if (row.trial().state() == state) {
      return row.trial();
    }
    return put(
            row.trial().app(),
            state,
            row.trial().phone(),
            Optional.empty(),
            row.profile(),
            Optional.empty(),
            now)
        .trial();
  }

  @Override
  public List<AppTrial> letAllGoOn(Instant now) {
    return tables.transaction(
        () -> {
          List<AppTrial> waiting = new ArrayList<>();
          for (VersionRow row : List.copyOf(tables.versions.all())) {
            if (row.trial().state().keepsWaiting()) {
              waiting.add(row.trial());
              decided(row, Decision.GO_ON, now);
            }
          }
          return List.copyOf(waiting);
        });
  }

  @Override
  public List<AppTrial> on(DeviceSerial phone) {
    return tables.transaction(() -> tables.appsOn(phone));
  }

  @Override
  public List<AppTrial> all() {
    return tables.transaction(
        () ->
            tables.versions.stream()
                .map(tables::trial)
                .sorted(
                    Comparator.comparing((AppTrial trial) -> trial.app().app().value())
                        .thenComparing(AppTrial::since, Comparator.reverseOrder())
                        .thenComparing(trial -> trial.app().version()))
                .toList());
  }
}
