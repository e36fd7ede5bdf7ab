package dev.drover.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations that were measured. Safe for use by any thread. */
final class Sample {
  private final List<Double> millis = new ArrayList<>();

  synchronized void add(double milliseconds) {
    millis.add(milliseconds);
  }

  synchronized int size() {
    return millis.size();
  }

  /** The value that this part of them, 0 to 1, does not exceed. */
  synchronized double quantile(double part) {
    List<Double> sorted = millis.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }

  /** As cells of a table: half of them, 99 of 100, the worst. */
  String cells() {
    return String.format(
        Locale.ROOT, "%.2f | %.2f | %.2f", quantile(0.5), quantile(0.99), quantile(1));
  }
}
