package dev.drover.application.port.storage;

import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of which apps the phones have, and how the farm takes new ones: the first attempt
 * that needs a new version tries it, and until it has passed, no task is claimed for that app on a
 * phone with that version. Every method is one transaction, may be called from any thread, and
 * throws {@link StorageUnavailable} when the storage can't serve the call now.
 */
public interface AppVersions {

  /**
   * Notes the apps of a phone, in the place of those noted before. Nothing is noted of a phone that
   * is not known. May be tried again safely; only the first try tells the changes.
   *
   * <p>A version is new unless it is the first of its app and its profile lists it. One that has
   * failed its trial with another content of the profile is new again.
   *
   * @return the apps that came or have another version
   */
  List<Change> note(DeviceSerial phone, List<InstalledApp> apps, Instant now);

  /** As {@link #note}, of one app; the phone's others stay as they are. */
  Optional<Change> noteOne(DeviceSerial phone, InstalledApp app, Instant now);

  /**
   * An app came, or has another version.
   *
   * @param before the version until then; empty if the phone did not have the app
   */
  record Change(AppVersion now, Optional<String> before) {}

  /**
   * Decides for an attempt that runs whether it may use a version of an app. Of several attempts at
   * the same time, one gets {@link Beginning.Yours}. May be tried again safely.
   */
  Beginning begin(DeviceSerial phone, TaskId task, int attempt, InstalledApp app, Instant now);

  /** What an attempt is to do. */
  sealed interface Beginning {
    /** It may go on. */
    record Settled() implements Beginning {}

    /**
     * It tries the version, and then says by {@link #end} how that went. Should it end without, the
     * version is new again.
     */
    record Yours() implements Beginning {}

    /** It has to wait. */
    record Waits(AppTrial trial) implements Beginning {}

    /** The storage keeps no versions, so nothing waits. */
    record NotKept() implements Beginning {}
  }

  /**
   * Records how a trial went. May be tried again safely.
   *
   * @param lacks what the screens lack; empty if the version passed
   * @return false, and nothing changed, if the trial is not this attempt's any more
   */
  boolean end(AppVersion app, TaskId task, int attempt, Optional<String> lacks, Instant now);

  /** A person's decision about a version. */
  enum Decision {
    /** The next task that needs the version tries it. */
    TRY,
    /** Tasks run on the version, tried or not. */
    GO_ON
  }

  /**
   * Records a person's decision, and wakes the dispatchers. May be tried again safely.
   *
   * @return the version afterwards; empty if there is none
   */
  Optional<AppTrial> decide(PackageName app, String version, Decision decision, Instant now);

  /**
   * Lets every version go on for which tasks wait.
   *
   * @return those that kept tasks waiting
   */
  List<AppTrial> letAllGoOn(Instant now);

  /** The apps of a phone, by package. */
  List<AppTrial> on(DeviceSerial phone);

  /** All versions that a phone had or has, by package, the newest first. */
  List<AppTrial> all();
}
