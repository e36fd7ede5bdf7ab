package dev.drover.bootstrap.server;

import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.loop.Loop;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.application.port.meter.DispatchMeter;
import dev.drover.application.port.meter.LeaseMeter;
import dev.drover.application.port.meter.LoopMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's metrics, in Prometheus's format. No label names a user, an account or a phone: these
 * belong in the API, and their number has no bound.
 */
public final class Metrics implements AdapterMeter, DispatchMeter, LoopMeter, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Metrics.class);

  /** All counts of one scrape come from one query. */
  private static final Duration STATS_LIFETIME = Duration.ofSeconds(1);

  private static final Duration[] CLAIM_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private static final Duration[] LATENESS_BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };

  private static final Duration[] RUN_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final Timer claims;
  private final Counter claimedTasks;
  private final Timer lateness;

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    claims =
        Timer.builder("drover.dispatch.claim")
            .description("Claims of the next tasks of idle phones")
            .serviceLevelObjectives(CLAIM_BUCKETS)
            .register(registry);
    claimedTasks =
        Counter.builder("drover.dispatch.claimed.tasks")
            .description("Tasks that were given to a phone")
            .register(registry);
    lateness =
        Timer.builder("drover.task.start.lateness")
            .description("How long after it was due a task began, its wait for the phone included")
            .serviceLevelObjectives(LATENESS_BUCKETS)
            .register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * Publishes the number of tasks of all servers by state, and the number of tasks that run here.
   */
  void watchTasks(TaskQueries queries, RunningAttempts running) {
    RecentStats recent = new RecentStats(queries);
    gaugeOfTasks(recent, "pending", TaskStats::pending);
    gaugeOfTasks(recent, "running", TaskStats::running);
    gaugeOfTasks(recent, "completed", TaskStats::completed);
    gaugeOfTasks(recent, "failed", TaskStats::failed);
    Gauge.builder("drover.tasks.running.here", running, RunningAttempts::count)
        .description("Tasks that run on this server's phones")
        .strongReference(true)
        .register(registry);
  }

  private void gaugeOfTasks(RecentStats recent, String state, ToLongFunction<TaskStats> count) {
    Gauge.builder("drover.tasks", () -> recent.count(count))
        .description("Tasks of all servers on this database")
        .tag("state", state)
        .register(registry);
  }

  /** Publishes the number of phones that this server knows, by state. */
  void watchPhones(DeviceGateway gateway) {
    for (DeviceState state : DeviceState.values()) {
      Gauge.builder(
              "drover.phones",
              () -> gateway.devices().stream().filter(phone -> phone.state() == state).count())
          .description("Phones that this server has seen")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  /** Shows what waits for a person on all servers: held accounts and paused phones. */
  void watchHolds(AccountDirectory accounts, DeviceDirectory devices) {
    gaugeOfHolds(
        "drover.accounts.held",
        "Accounts of all servers that run nothing until they are released",
        () -> accounts.all().stream().filter(account -> account.hold().isPresent()).count());
    gaugeOfHolds(
        "drover.phones.paused",
        "Phones of all servers that run nothing until they are resumed",
        () -> devices.all().stream().filter(phone -> phone.pause().isPresent()).count());
  }

  /** Shows who drives phones without tasks, on all servers. */
  void watchLeases(PhoneLeases leases) {
    for (LeaseHolder holder : LeaseHolder.values()) {
      Gauge.builder(
              "drover.leases",
              () ->
                  counted(
                      () ->
                          leases.all().stream().filter(lease -> lease.holder() == holder).count()))
          .description("Phones of all servers that a program or a person drives")
          .tag("holder", holder.wireName())
          .register(registry);
    }
  }

  /** Counts leases that were refused. */
  LeaseMeter leases() {
    return reason ->
        Counter.builder("drover.leases.refused")
            .description("Leases of phones that were not opened")
            .tag("reason", reason)
            .register(registry)
            .increment();
  }

  private void gaugeOfHolds(String name, String description, LongSupplier count) {
    Gauge.builder(name, () -> counted(count)).description(description).register(registry);
  }

  /** NaN is how Prometheus writes what is not known. */
  private static double counted(LongSupplier count) {
    try {
      return count.getAsLong();
    } catch (StorageUnavailable away) {
      log.debug("the holds are not counted now: {}", away.getMessage());
      return Double.NaN;
    }
  }

  /** Publishes whether a loop works, and how often it has failed. */
  void watch(Loop loop) {
    failures(loop.name());
    Gauge.builder("drover.loop.turning", loop, turning -> turning.problem().isEmpty() ? 1 : 0)
        .description("Whether a background loop does its work: 1, or 0 where it is stuck or ended")
        .tag("loop", loop.name())
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void failed(String loop) {
    failures(loop).increment();
  }

  private Counter failures(String loop) {
    return Counter.builder("drover.loop.failures")
        .description("Steps of background loops that failed; the loop goes on")
        .tag("loop", loop)
        .register(registry);
  }

  @Override
  public void gauge(Measure measure, DoubleSupplier value) {
    Gauge.builder(measure.name(), value::getAsDouble)
        .description(measure.description())
        .tags(tags(measure))
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void counter(Measure measure, DoubleSupplier total) {
    FunctionCounter.builder(measure.name(), total, DoubleSupplier::getAsDouble)
        .description(measure.description())
        .tags(tags(measure))
        .register(registry);
  }

  @Override
  public Consumer<Duration> timer(Measure measure) {
    return Timer.builder(measure.name())
            .description(measure.description())
            .tags(tags(measure))
            .register(registry)
        ::record;
  }

  private static List<Tag> tags(Measure measure) {
    return measure.labels().entrySet().stream()
        .map(label -> Tag.of(label.getKey(), label.getValue()))
        .toList();
  }

  @Override
  public void claimed(List<Task> tasks, Duration took) {
    claims.record(took);
    claimedTasks.increment(tasks.size());
    for (Task task : tasks) {
      lateness.record(Duration.between(task.scheduledAt(), task.updatedAt()));
    }
  }

  @Override
  public void ended(Task after, Duration took) {
    Timer.builder("drover.task.duration")
        .description("Attempts from their claim to their end")
        .tag("script", after.script().wireName())
        .tag("result", result(after.state()))
        .tag("outcome", AttemptEnd.of(after).outcome().wireName())
        .serviceLevelObjectives(RUN_BUCKETS)
        .register(registry)
        .record(took);
  }

  private static String result(TaskState state) {
    return switch (state) {
      case TaskState.Completed completed -> "completed";
      case TaskState.Failed failed -> "failed";
      case TaskState.Pending pending -> "interrupted";
      case TaskState.Running running -> "running";
    };
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  /** Task counts that are up to a second old; unknown while the database is away. */
  private static final class RecentStats {
    private final TaskQueries queries;
    private Optional<TaskStats> stats = Optional.empty();
    private long readAt = System.nanoTime() - STATS_LIFETIME.toNanos();

    RecentStats(TaskQueries queries) {
      this.queries = queries;
    }

    /** Returns a count, or NaN, with which Prometheus marks unknown values. */
    synchronized double count(ToLongFunction<TaskStats> count) {
      long now = System.nanoTime();
      if (now - readAt >= STATS_LIFETIME.toNanos()) {
        stats = read();
        readAt = System.nanoTime();
      }
      return stats.map(known -> (double) count.applyAsLong(known)).orElse(Double.NaN);
    }

    private Optional<TaskStats> read() {
      try {
        return Optional.of(queries.stats());
      } catch (StorageUnavailable away) {
        log.debug("can't count the tasks now: {}", away.getMessage());
        return Optional.empty();
      }
    }
  }
}
