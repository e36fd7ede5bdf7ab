package dev.drover.persistence.postgres;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.application.port.meter.AdapterMeter.Measure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Publishes the metrics of the connection pool under HikariCP's usual names. */
record PoolMeter(AdapterMeter meter) implements MetricsTrackerFactory {
  @Override
  public IMetricsTracker create(String pool, PoolStats stats) {
    Map<String, String> labels = Map.of("pool", pool);
    meter.gauge(
        new Measure("hikaricp.connections", "Total connections", labels),
        stats::getTotalConnections);
    meter.gauge(
        new Measure("hikaricp.connections.idle", "Idle connections", labels),
        stats::getIdleConnections);
    meter.gauge(
        new Measure("hikaricp.connections.active", "Active connections", labels),
        stats::getActiveConnections);
    meter.gauge(
        new Measure("hikaricp.connections.pending", "Pending threads", labels),
        stats::getPendingThreads);
    meter.gauge(
        new Measure("hikaricp.connections.max", "Max connections", labels),
        stats::getMaxConnections);
    meter.gauge(
        new Measure("hikaricp.connections.min", "Min connections", labels),
        stats::getMinConnections);
    LongAdder timeouts = new LongAdder();
    meter.counter(
        new Measure("hikaricp.connections.timeout", "Connection timeout total count", labels),
        timeouts::sum);
    return new Tracker(
        timeouts,
        meter.timer(
            new Measure("hikaricp.connections.creation", "Connection creation time", labels)),
        meter.timer(new Measure("hikaricp.connections.acquire", "Connection acquire time", labels)),
        meter.timer(new Measure("hikaricp.connections.usage", "Connection usage time", labels)));
  }

  private record Tracker(
      LongAdder timeouts,
      Consumer<Duration> creation,
      Consumer<Duration> acquire,
      Consumer<Duration> usage)
      implements IMetricsTracker {
    @Override
    public void recordConnectionCreatedMillis(long millis) {
      creation.accept(Duration.ofMillis(millis));
    }

    @Override
    public void recordConnectionAcquiredNanos(long nanos) {
      acquire.accept(Duration.ofNanos(nanos));
    }

    @Override
    public void recordConnectionUsageMillis(long millis) {
      usage.accept(Duration.ofMillis(millis));
    }

    @Override
    public void recordConnectionTimeout() {
      timeouts.increment();
    }
  }
}
