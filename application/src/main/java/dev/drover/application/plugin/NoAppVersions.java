package dev.drover.application.plugin;

import dev.drover.application.port.storage.AppVersions;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** For a storage that keeps no versions of apps: each attempt decides by its profile alone. */
public final class NoAppVersions implements AppVersions {
  @Override
  public List<Change> note(DeviceSerial phone, List<InstalledApp> apps, Instant now) {
    return List.of();
  }

  @Override
  public Optional<Change> noteOne(DeviceSerial phone, InstalledApp app, Instant now) {
    return Optional.empty();
  }

  @Override
  public Beginning begin(
      DeviceSerial phone, TaskId task, int attempt, InstalledApp app, Instant now) {
    return new Beginning.NotKept();
  }

  @Override
  public boolean end(
      AppVersion app, TaskId task, int attempt, Optional<String> lacks, Instant now) {
    return false;
  }

  @Override
  public Optional<AppTrial> decide(
      PackageName app, String version, Decision decision, Instant now) {
    return Optional.empty();
  }

  @Override
  public List<AppTrial> letAllGoOn(Instant now) {
    return List.of();
  }

  @Override
  public List<AppTrial> on(DeviceSerial phone) {
    return List.of();
  }

  @Override
  public List<AppTrial> all() {
    return List.of();
  }
}
