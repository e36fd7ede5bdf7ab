package dev.drover.testkit.memory;

import dev.drover.application.port.storage.DeviceDirectory.Pause;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskRepository.KeyedInsert;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Choices;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.trial.AppTrial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored rows and their keys. */
final class Rows {
  private Rows() {}

  /**
   * @param batch the tasks that were inserted together
   * @param config the request's configuration, as given
   * @param steps the last steps of the log, oldest first
   */
  record TaskRow(
      Task task, BatchId batch, String config, boolean stopRequested, List<TaskStep> steps) {
    TaskRow {
      steps = List.copyOf(steps);
    }

    TaskRow with(Task changed) {
      return new TaskRow(changed, batch, config, stopRequested, steps);
    }

    TaskRow stopRequested(boolean requested) {
      return new TaskRow(task, batch, config, requested, steps);
    }

    TaskRow with(List<TaskStep> log) {
      return new TaskRow(task, batch, config, stopRequested, log);
    }
  }

  record AttemptKey(TaskId task, int number) implements Comparable<AttemptKey> {
    private static final Comparator<AttemptKey> ORDER =
        Comparator.comparing(AttemptKey::task).thenComparingInt(AttemptKey::number);

    /** Returns a key before all attempts of a task. */
    static AttemptKey first(TaskId task) {
      return new AttemptKey(task, 0);
    }

    /** Returns a key after all attempts of a task. */
    static AttemptKey end(TaskId task) {
      return new AttemptKey(task, Integer.MAX_VALUE);
    }

    @Override
    public int compareTo(AttemptKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** An app and its version. */
  record AppRow(String app, String version) {}

  /**
   * @param intents ordered by number
   */
  record AttemptRow(
      AttemptRecord attempt,
      int progress,
      List<IntentRow> intents,
      Choices chosen,
      Optional<AppRow> app) {
    AttemptRow {
      intents =
          intents.stream()
              .sorted(Comparator.comparingInt((IntentRow row) -> row.intent().number()))
              .toList();
    }

    AttemptRow with(AttemptRecord changed) {
      return new AttemptRow(changed, progress, intents, chosen, app);
    }

    AttemptRow at(int newProgress) {
      return new AttemptRow(attempt, newProgress, intents, chosen, app);
    }

    AttemptRow with(List<IntentRow> newIntents) {
      return new AttemptRow(attempt, progress, newIntents, chosen, app);
    }

    AttemptRow with(Choices newChosen) {
      return new AttemptRow(attempt, progress, intents, newChosen, app);
    }

    AttemptRow in(AppRow newApp) {
      return new AttemptRow(attempt, progress, intents, chosen, Optional.of(newApp));
    }

    Optional<IntentRow> intent(int number) {
      return intents.stream().filter(row -> row.intent().number() == number).findFirst();
    }

    IntentJournal journal() {
      return intents.isEmpty()
          ? IntentJournal.EMPTY
          : new IntentJournal(
              intents.getLast().intent().number(),
              intents.stream()
                  .filter(row -> row.tookEffect().orElse(false))
                  .map(row -> row.intent().step())
                  .toList(),
              intents.stream()
                  .filter(row -> row.tookEffect().isEmpty())
                  .map(IntentRow::intent)
                  .toList());
    }
  }

  /**
   * @param tookEffect empty until the intent is settled
   */
  record IntentRow(Intent intent, Optional<Boolean> tookEffect) {}

  record ArtifactKey(TaskId task, int attempt, String name) implements Comparable<ArtifactKey> {
    private static final Comparator<ArtifactKey> ORDER =
        Comparator.comparing(ArtifactKey::task)
            .thenComparingInt(ArtifactKey::attempt)
            .thenComparing(ArtifactKey::name);

    @Override
    public int compareTo(ArtifactKey other) {
      return ORDER.compare(this, other);
    }
  }

  record ArtifactRow(ArtifactKey key, Artifact artifact) {}

  /**
   * @param knowsLeases false for a server of an older version, which knows no leases of phones
   */
  record NodeRow(
      NodeId id, UUID process, Instant leaseUntil, Instant startedAt, boolean knowsLeases) {
    boolean isAlive(Instant now) {
      return leaseUntil.isAfter(now);
    }
  }

  /**
   * @param process of the server that opened it
   */
  record LeaseRow(PhoneLease lease, UUID process) {}

  /**
   * @param device the last report of its server
   */
  record DeviceRow(Device device, NodeId node, Optional<Pause> pause, Optional<Instant> lastSeen) {
    DeviceRow with(Device changed) {
      return new DeviceRow(changed, node, pause, lastSeen);
    }

    DeviceRow with(Optional<Pause> newPause) {
      return new DeviceRow(device, node, newPause, lastSeen);
    }

    /** A later time than known; otherwise the same row. */
    DeviceRow seen(Instant at) {
      return lastSeen.filter(known -> !known.isBefore(at)).isPresent()
          ? this
          : new DeviceRow(device, node, pause, Optional.of(at));
    }
  }

  record AddressKey(String node, String address) implements Comparable<AddressKey> {
    private static final Comparator<AddressKey> ORDER =
        Comparator.comparing(AddressKey::node).thenComparing(AddressKey::address);

    @Override
    public int compareTo(AddressKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** A version of an app; the attempt is there while it tries the version. */
  record VersionRow(AppTrial trial, String profile, Optional<AttemptKey> attempt) {}

  record VersionKey(String app, String version) implements Comparable<VersionKey> {
    private static final Comparator<VersionKey> ORDER =
        Comparator.comparing(VersionKey::app).thenComparing(VersionKey::version);

    static VersionKey of(AppVersion app) {
      return new VersionKey(app.app().value(), app.version());
    }

    @Override
    public int compareTo(VersionKey other) {
      return ORDER.compare(this, other);
    }
  }

  record PhoneAppRow(DeviceSerial phone, VersionKey version) {}

  record PhoneAppKey(DeviceSerial phone, String app) implements Comparable<PhoneAppKey> {
    private static final Comparator<PhoneAppKey> ORDER =
        Comparator.comparing((PhoneAppKey key) -> key.phone().value())
            .thenComparing(PhoneAppKey::app);

    @Override
    public int compareTo(PhoneAppKey other) {
      return ORDER.compare(this, other);
    }
  }

  record SpentKey(long account, LocalDate day, AccountAction action)
      implements Comparable<SpentKey> {
    private static final Comparator<SpentKey> ORDER =
        Comparator.comparingLong(SpentKey::account)
            .thenComparing(SpentKey::day)
            .thenComparing(SpentKey::action);

    @Override
    public int compareTo(SpentKey other) {
      return ORDER.compare(this, other);
    }

    static SpentKey firstOf(AccountId account) {
      return firstOn(account, LocalDate.MIN);
    }

    static SpentKey firstOn(AccountId account, LocalDate day) {
      return new SpentKey(
          account.value(), day, EnumSet.allOf(AccountAction.class).iterator().next());
    }
  }

  record InsertRow(IdempotencyKey key, KeyedInsert.Done done, Instant createdAt) {}
}
