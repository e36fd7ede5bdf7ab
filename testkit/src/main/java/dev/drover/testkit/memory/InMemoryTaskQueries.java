package dev.drover.testkit.memory;

import static java.util.stream.Collectors.groupingBy;

import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.MaterialRows.UseRow;
import dev.drover.testkit.memory.Rows.AppRow;
import dev.drover.testkit.memory.Rows.AttemptKey;
import dev.drover.testkit.memory.Rows.AttemptRow;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the queue in memory. */
final class InMemoryTaskQueries implements TaskQueries {
  /** Older attempts are not shown; a task may be retried without limit. */
  private static final int MOST_ATTEMPTS = 100;

  private static final int MOST_ATTEMPTS_IN_LISTS = 10;

  /** The longest configuration in a list, in characters. */
  private static final int LONGEST_CONFIG = 4_000;

  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Tables tables;
  private final InMemoryDeviceDirectory devices;

  InMemoryTaskQueries(Tables tables, InMemoryDeviceDirectory devices) {
    this.tables = tables;
    this.devices = devices;
  }

  @Override
  public Optional<TaskDetails> find(TaskId id) {
    return tables.transaction(
        () -> tables.tasks.find(id).map(row -> details(row, MOST_ATTEMPTS, true)));
  }

  @Override
  public Optional<String> configAsGiven(TaskId id) {
    return tables.transaction(() -> tables.tasks.find(id).map(TaskRow::config));
  }

  @Override
  public List<TaskDetails> findAll(Collection<TaskId> ids) {
    return tables.transaction(
        () ->
            ids.stream()
                .distinct()
                .flatMap(id -> tables.tasks.find(id).stream())
                .map(this::listed)
                .toList());
  }

  @Override
  public TaskPage list(TaskFilter filter, int page, int pageSize) {
    return tables.transaction(
        () -> {
          Predicate<TaskRow> fits = fits(filter);
          Stream<TaskRow> newestFirst =
              filter
                  .idBelow()
                  .map(tables.tasks::beforeDescending)
                  .orElseGet(tables.tasks::descending);
          return TaskPage.counted(
              newestFirst
                  .filter(fits)
                  .skip((long) (page - 1) * pageSize)
                  .limit(pageSize)
                  .map(this::listed)
                  .toList(),
              filter,
              most -> tables.tasks.stream().filter(fits).limit(most).count());
        });
  }

  @Override
  public List<TaskBrief> matching(TaskFilter filter, int most) {
    return tables.transaction(
        () ->
            filter
                .idBelow()
                .map(tables.tasks::beforeDescending)
                .orElseGet(tables.tasks::descending)
                .filter(fits(filter))
                .limit(most)
                .map(TaskRow::task)
                .map(
                    task ->
                        new TaskBrief(
                            task.id(),
                            task.status().code(),
                            outcome(task.state()),
                            failureCode(task.state()),
                            task.target().account().map(account -> account.id())))
                .toList());
  }

  @Override
  public List<LatestStep> latestSteps(Collection<TaskId> ids) {
    return tables.transaction(
        () ->
            ids.stream()
                .flatMap(id -> tables.tasks.find(id).stream())
                .filter(row -> row.task().status() == TaskStatus.RUNNING && !row.steps().isEmpty())
                .map(
                    row ->
                        new LatestStep(
                            row.task().id(),
                            row.task().target().serial().map(DeviceSerial::value),
                            row.task().attemptCount(),
                            row.steps().getLast()))
                .toList());
  }

  @Override
  public TaskHistory history(Instant since) {
    return tables.transaction(
        () -> {
          List<Task> ended =
              tables.tasks.stream()
                  .map(TaskRow::task)
                  .filter(
                      task ->
                          InMemoryTaskRepository.finishedAt(task.state())
                              .filter(at -> !at.isBefore(since))
                              .isPresent())
                  .toList();
          return new TaskHistory(
              ended.stream().map(task -> new EndCount(quarter(task), end(task), 1)).toList(),
              ended.stream().map(this::ofScript).toList(),
              ended.stream().flatMap(task -> delay(task).stream()).toList());
        });
  }

  private static Instant quarter(Task task) {
    long seconds = InMemoryTaskRepository.finishedAt(task.state()).orElseThrow().getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, QUARTER.toSeconds()));
  }

  private static TaskEnd end(Task task) {
    if (failureCode(task.state()).filter(FailureCode.CANCELLED.wireName()::equals).isPresent()) {
      return TaskEnd.CANCELLED;
    }
    String outcome = outcome(task.state()).orElseThrow();
    if (outcome.equals(Outcome.UNKNOWN.wireName())) {
      return TaskEnd.UNKNOWN;
    }
    if (task.status() == TaskStatus.FAILED) {
      return TaskEnd.FAILED;
    }
    return outcome.equals(Outcome.COMMITTED.wireName()) ? TaskEnd.COMMITTED : TaskEnd.NO_EFFECT;
  }

  private ScriptCount ofScript(Task task) {
    Optional<AppRow> app =
        tables
            .attempts
            .find(new AttemptKey(task.id(), task.attemptCount()))
            .flatMap(AttemptRow::app);
    return new ScriptCount(
        task.script().wireName(), app.map(AppRow::app), app.map(AppRow::version), end(task), 1);
  }

  private static Optional<DelayCount> delay(Task task) {
    return startedAt(task.state())
        .map(
            started -> {
              Duration delay = Duration.between(task.scheduledAt(), started);
              return new DelayCount(quarter(task), delay.isNegative() ? Duration.ZERO : delay, 1);
            });
  }

  private Predicate<TaskRow> fits(TaskFilter filter) {
    Set<DeviceSerial> phones = filter.serial().map(devices::reachedBy).orElse(Set.of());
    return row -> {
      Task task = row.task();
      return filter.status().map(task.status()::equals).orElse(true)
          && (filter.serial().isEmpty()
              || task.target().serial().filter(phones::contains).isPresent())
          && filter.scriptName().map(name -> name.equals(task.script().wireName())).orElse(true)
          && filter.source().map(task.source()::equals).orElse(true)
          && (filter.username().isEmpty() || filter.username().equals(task.target().username()))
          && filter.batch().map(row.batch()::equals).orElse(true)
          && filter.ids().map(ids -> ids.contains(task.id())).orElse(true)
          && filter
              .outcome()
              .map(how -> outcome(task.state()).filter(how.wireName()::equals).isPresent())
              .orElse(true)
          && filter
              .failureCode()
              .map(code -> failureCode(task.state()).filter(code.wireName()::equals).isPresent())
              .orElse(true);
    };
  }

  @Override
  public TaskStats stats() {
    return tables.transaction(tables.index::stats);
  }

  @Override
  public Optional<BatchSummary> batch(BatchId id) {
    return tables.transaction(
        () -> {
          List<Task> tasks =
              tables.tasks.stream()
                  .filter(row -> row.batch().equals(id))
                  .map(TaskRow::task)
                  .toList();
          return tasks.isEmpty() ? Optional.empty() : Optional.of(summary(id, tasks));
        });
  }

  private static BatchSummary summary(BatchId id, List<Task> tasks) {
    Map<TaskStatus, Long> counts =
        tasks.stream().collect(groupingBy(Task::status, Collectors.counting()));
    return new BatchSummary(
        id,
        new TaskStats(
            counts.getOrDefault(TaskStatus.PENDING, 0L),
            counts.getOrDefault(TaskStatus.RUNNING, 0L),
            counts.getOrDefault(TaskStatus.COMPLETED, 0L),
            counts.getOrDefault(TaskStatus.FAILED, 0L)),
        tasks.stream()
            .flatMap(task -> outcome(task.state()).stream())
            .collect(groupingBy(outcome -> outcome, Collectors.counting())),
        tasks.stream().filter(task -> task.status() == TaskStatus.FAILED).map(Task::id).toList(),
        tasks.getLast().id());
  }

  @Override
  public Set<BatchId> ended(Collection<BatchId> ids) {
    return tables.transaction(
        () ->
            ids.stream()
                .filter(id -> batch(id).map(BatchSummary::ended).orElse(true))
                .collect(Collectors.toSet()));
  }

  private TaskDetails listed(TaskRow row) {
    return details(row, MOST_ATTEMPTS_IN_LISTS, false);
  }

  private TaskDetails details(TaskRow row, int mostAttempts, boolean withLog) {
    Task task = row.task();
    List<AttemptRow> attempts =
        List.copyOf(
            tables.attempts.between(
                new AttemptKey(task.id(), Math.max(0, task.attemptCount() - mostAttempts + 1)),
                AttemptKey.end(task.id())));
    return new TaskDetails(
        record(row),
        obstacles(task),
        progress(task, attempts),
        attempts.stream().map(AttemptRow::attempt).toList(),
        withLog ? row.steps() : List.of(),
        withLog && !attempts.isEmpty() ? chosen(attempts.getLast()) : Map.of(),
        withLog ? materials(task.id()) : List.of());
  }

  private static Map<String, List<String>> chosen(AttemptRow last) {
    return last.chosen().values().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue));
  }

  private List<TaskMaterial> materials(TaskId id) {
    return tables.uses.stream()
        .filter(use -> use.task().equals(id))
        .sorted(Comparator.comparingInt(UseRow::attempt).thenComparingInt(UseRow::place))
        .map(
            use ->
                new TaskMaterial(
                    use.name(),
                    new SourceKey(use.key().source()).isOfLibrary(),
                    use.usedAt().isPresent()))
        .toList();
  }

  private static int progress(Task task, List<AttemptRow> attempts) {
    return switch (task.status()) {
      case COMPLETED -> 100;
      case PENDING -> 0;
      case RUNNING, FAILED -> attempts.isEmpty() ? 0 : attempts.getLast().progress();
    };
  }

  private static TaskRecord record(TaskRow row) {
    Task task = row.task();
    return new TaskRecord(
        task.id(),
        Optional.of(row.batch()),
        task.target().serial().map(DeviceSerial::value),
        task.target().account().map(account -> account.id()),
        task.target().username().map(Username::value),
        task.script().wireName(),
        task.script().target(),
        config(row.config()),
        task.source().wireName(),
        task.startTime().map(StartTime::text),
        task.scheduledAt(),
        task.status().code(),
        remark(task.state()),
        outcome(task.state()),
        failureCode(task.state()),
        task.attemptCount(),
        task.retryCount(),
        task.createdAt(),
        startedAt(task.state()),
        InMemoryTaskRepository.finishedAt(task.state()),
        task.updatedAt());
  }

  /**
   * Leaves out a configuration that is too long for a list, because this storage can't parse JSON
   * to shorten it.
   */
  private static RequestConfig config(String whole) {
    int size = whole.getBytes(StandardCharsets.UTF_8).length;
    return whole.length() <= LONGEST_CONFIG
        ? new RequestConfig(whole, Set.of(), false, size)
        : new RequestConfig("{}", Set.of(), true, size);
  }

  private static Optional<String> remark(TaskState state) {
    return switch (state) {
      case TaskState.Pending pending -> pending.remark();
      case TaskState.Running _ -> Optional.empty();
      case TaskState.Completed completed -> completed.remark();
      case TaskState.Failed failed -> Optional.of(failed.failure().remark());
    };
  }

  private static Optional<String> outcome(TaskState state) {
    return switch (state) {
      case TaskState.Pending _ -> Optional.empty();
      case TaskState.Running _ -> Optional.empty();
      case TaskState.Completed completed -> Optional.of(completed.outcome().wireName());
      case TaskState.Failed failed -> Optional.of(failed.failure().outcome().wireName());
    };
  }

  private static Optional<String> failureCode(TaskState state) {
    return state instanceof TaskState.Failed failed
        ? Optional.of(failed.failure().code().wireName())
        : Optional.empty();
  }

  private static Optional<Instant> startedAt(TaskState state) {
    return switch (state) {
      case TaskState.Pending _ -> Optional.empty();
      case TaskState.Running running -> Optional.of(running.startedAt());
      case TaskState.Completed completed -> Optional.of(completed.startedAt());
      case TaskState.Failed failed -> failed.startedAt();
    };
  }

  private List<Obstacle> obstacles(Task task) {
    if (task.status() != TaskStatus.PENDING) {
      return List.of();
    }
    List<Obstacle> found = new ArrayList<>();
    task.target()
        .account()
        .ifPresent(account -> found.addAll(obstacles(account.id(), account.username())));
    task.target().serial().ifPresent(phone -> found.addAll(obstacles(phone)));
    tables.waitsFor(task).forEach(trial -> found.add(new Obstacle.AppWaits(trial)));
    tables.pausedSince.get().map(Obstacle.QueuePaused::new).ifPresent(found::add);
    return found;
  }

  private List<Obstacle> obstacles(AccountId id, Username username) {
    return tables
        .account(id)
        .map(Obstacle::of)
        .orElseGet(() -> List.of(new Obstacle.AccountDeleted(username.handle())));
  }

  private List<Obstacle> obstacles(DeviceSerial phone) {
    Optional<KnownDevice> known = devices.find(phone);
    if (known.isEmpty()) {
      return List.of(new Obstacle.PhoneUnseen(phone));
    }
    List<Obstacle> found = new ArrayList<>();
    Obstacle.of(known.get().device(), known.get().lastSeen()).ifPresent(found::add);
    known
        .get()
        .pause()
        .ifPresent(
            pause -> found.add(new Obstacle.PhonePaused(phone, pause.since(), pause.reason())));
    tables.liveLease(phone).map(Obstacle::of).ifPresent(found::add);
    return found;
  }
}
