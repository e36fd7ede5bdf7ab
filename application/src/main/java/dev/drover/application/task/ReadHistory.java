package dev.drover.application.task;

import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.DelayCount;
import dev.drover.application.port.storage.TaskQueries.ScriptCount;
import dev.drover.application.port.storage.TaskQueries.TaskEnd;
import dev.drover.application.port.storage.TaskQueries.TaskHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums up by hours how tasks have ended, and how long they waited. */
public final class ReadHistory {
  /** The longest history: a week. */
  public static final int MOST_HOURS = 168;

  /** The most scripts and app versions that are told; those with the most tasks. */
  public static final int MOST_SCRIPTS = 50;

  private static final int MEDIAN = 50;
  private static final int P95 = 95;

  private final TaskQueries queries;
  private final Clock clock;

  public ReadHistory(TaskQueries queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  /**
   * @param hours oldest first; the last one is not over
   * @param scripts those with the most tasks first
   */
  public record History(List<Hour> hours, List<ScriptEnds> scripts) {
    public History {
      hours = List.copyOf(hours);
      scripts = List.copyOf(scripts);
    }
  }

  /**
   * One hour.
   *
   * @param ends how many tasks ended in it, by how; what is absent is zero
   * @param started how many of them had started
   * @param medianDelay how long those were due before they started; empty if there are none
   */
  public record Hour(
      Instant start,
      Map<TaskEnd, Long> ends,
      long started,
      Optional<Duration> medianDelay,
      Optional<Duration> p95Delay) {
    public Hour {
      ends = Map.copyOf(ends);
    }
  }

  /**
   * How the tasks of a script ended.
   *
   * @param app the app's package; empty where attempts did not say
   */
  public record ScriptEnds(
      String scriptName,
      Optional<String> app,
      Optional<String> appVersion,
      Map<TaskEnd, Long> ends) {
    public ScriptEnds {
      ends = Map.copyOf(ends);
    }

    private long tasks() {
      return ends.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Returns the last hours.
   *
   * @param count how many, 1 to {@value #MOST_HOURS}; this one counts
   * @param zone whose full hours they are
   */
  public History read(int count, ZoneId zone) {
    Instant first =
        ZonedDateTime.ofInstant(clock.instant(), zone)
            .truncatedTo(ChronoUnit.HOURS)
            .toInstant()
            .minus(Duration.ofHours(count - 1));
    TaskHistory history = queries.history(first);
    return new History(hours(history, first, count), scripts(history.scripts()));
  }

  private static List<Hour> hours(TaskHistory history, Instant first, int count) {
    List<Map<TaskEnd, Long>> ends = new ArrayList<>();
    List<List<DelayCount>> delays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(new EnumMap<>(TaskEnd.class));
      delays.add(new ArrayList<>());
    }
    history
        .ends()
        .forEach(
            ended ->
                ends.get(hour(first, ended.quarter(), count))
                    .merge(ended.end(), ended.tasks(), Long::sum));
    history.delays().forEach(delay -> delays.get(hour(first, delay.quarter(), count)).add(delay));
    List<Hour> hours = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<DelayCount> sorted =
          delays.get(i).stream().sorted(Comparator.comparing(DelayCount::delay)).toList();
      hours.add(
          new Hour(
              first.plus(Duration.ofHours(i)),
              ends.get(i),
              sorted.stream().mapToLong(DelayCount::tasks).sum(),
              percentile(sorted, MEDIAN),
              percentile(sorted, P95)));
    }
    return hours;
  }

  /** Another server's clock may be a little ahead: what is beyond the last hour belongs to it. */
  private static int hour(Instant first, Instant quarter, int count) {
    return Math.clamp(Duration.between(first, quarter).toHours(), 0, count - 1);
  }

  private static Optional<Duration> percentile(List<DelayCount> sorted, int percent) {
    long all = sorted.stream().mapToLong(DelayCount::tasks).sum();
    long wanted = Math.ceilDiv(all * percent, 100);
    long seen = 0;
    for (DelayCount delay : sorted) {
      seen += delay.tasks();
      if (seen >= wanted) {
        return Optional.of(delay.delay());
      }
    }
    return Optional.empty();
  }

  /** A script in one version of an app. */
  private record Key(String scriptName, Optional<String> app, Optional<String> appVersion) {}

  private static List<ScriptEnds> scripts(List<ScriptCount> counts) {
    Map<Key, Map<TaskEnd, Long>> ends = new LinkedHashMap<>();
    counts.forEach(
        count ->
            ends.computeIfAbsent(
                    new Key(count.scriptName(), count.app(), count.appVersion()),
                    _ -> new EnumMap<>(TaskEnd.class))
                .merge(count.end(), count.tasks(), Long::sum));
    return ends.entrySet().stream()
        .map(
            entry ->
                new ScriptEnds(
                    entry.getKey().scriptName(),
                    entry.getKey().app(),
                    entry.getKey().appVersion(),
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong(ScriptEnds::tasks)
                .reversed()
                .thenComparing(ScriptEnds::scriptName))
        .limit(MOST_SCRIPTS)
        .toList();
  }
}
