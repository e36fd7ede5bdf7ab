package dev.drover.application.license;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.license.LicenseSource;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.license.License;
import dev.drover.domain.license.LicenseFile;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.domain.license.LicenseRefused;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The licence of a signed file, which is read repeatedly while the server runs. Time never goes
 * back: if the clock was set back, the newest time seen is used. One thread calls {@link
 * #checkOnce} every {@link #INTERVAL}; {@link #current} is thread-safe.
 */
public final class LicenseWatch implements LicenseProvider {
  private static final Logger log = LoggerFactory.getLogger(LicenseWatch.class);

  /** The time until a new licence takes effect. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Tolerance for small clock corrections and for differences between servers. */
  private static final Duration ORDINARY_DIFFERENCE = Duration.ofMinutes(5);

  private static final Verified NONE =
      new Verified.Invalid(
          "there is no licence; activate one to use the API: put its file where the server looks for it");

  private static final Verified UNREADABLE =
      new Verified.Invalid("the licence file can't be read; the server's log has the details");

  private final LicenseSource source;
  private final LicensePublicKey key;
  private final String machine;
  private final SeenTime seenTime;
  private final DispatchSignal signal;
  private final Clock clock;

  private volatile Verified verified = NONE;
  private volatile Instant newestSeen;

  /** The last reported state. Used by the watching thread only. */
  private Optional<LicenseStatus> told = Optional.empty();

  private Optional<byte[]> lastRead = Optional.empty();
  private boolean clockTold;

  /** The result of verifying the file, independent of the time. */
  private sealed interface Verified {
    record Valid(License license) implements Verified {}

    record Invalid(String reason) implements Verified {}
  }

  /**
   * @param machine this machine's code
   */
  public LicenseWatch(
      LicenseSource source,
      LicensePublicKey key,
      String machine,
      SeenTime seenTime,
      DispatchSignal signal,
      Clock clock) {
    this.source = source;
    this.key = key;
    this.machine = machine;
    this.seenTime = seenTime;
    this.signal = signal;
    this.clock = clock;
    this.newestSeen = clock.instant();
  }

  @Override
  public LicenseStatus current() {
    Instant now = clock.instant();
    Instant newest = newestSeen;
    return switch (verified) {
      case Verified.Valid valid ->
          valid.license().statusAt(now.isAfter(newest) ? now : newest, machine);
      case Verified.Invalid invalid -> new Refused(invalid.reason());
    };
  }

  /**
   * Reads the licence and wakes the dispatcher if its grant has changed.
   *
   * @throws StorageUnavailable if the storage is unavailable; the licence was read all the same
   */
  public void checkOnce() {
    try {
      read();
      noteTime(clock.instant());
    } finally {
      tellOfChange();
    }
  }

  private void read() {
    Optional<byte[]> file;
    try {
      file = source.read();
    } catch (LicenseSource.Unreadable unreadable) {
      if (!verified.equals(UNREADABLE)) {
        log.warn("the licence at {} can't be read", source.place(), unreadable);
      }
      verified = UNREADABLE;
      lastRead = Optional.empty();
      return;
    }
    if (file.isEmpty()) {
      verified = NONE;
      lastRead = Optional.empty();
      return;
    }
    if (lastRead.filter(last -> Arrays.equals(last, file.get())).isPresent()) {
      return;
    }
    try {
      verified = new Verified.Valid(LicenseFile.verified(file.get(), key));
    } catch (LicenseRefused refused) {
      verified = new Verified.Invalid(refused.reason());
    }
    lastRead = file;
  }

  private void noteTime(Instant now) {
    Instant newest = seenTime.newest(now);
    newestSeen = newest;
    boolean setBack = now.isBefore(newest.minus(ORDINARY_DIFFERENCE));
    if (setBack && !clockTold) {
      log.warn(
          "the clock shows {}, but {} was seen already; that counts for the licence. Correct the clock",
          now,
          newest);
    }
    clockTold = setBack;
  }

  private void tellOfChange() {
    LicenseStatus now = current();
    if (told.isPresent() && told.get().equals(now)) {
      return;
    }
    switch (now) {
      case Granted granted ->
          log.info(
              "the licence at {} grants {}: {} phones at a time",
              source.place(),
              granted.plan().displayName(),
              granted.deviceLimit());
      case Refused refused -> log.warn("no licence by {}: {}", source.place(), refused.reason());
    }
    told = Optional.of(now);
    signal.raise();
  }
}
