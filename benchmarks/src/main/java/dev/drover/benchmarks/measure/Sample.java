package dev.drover.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures that were measured: durations in milliseconds, or rates. Safe for use by any thread. */
public final class Sample {
  private final List<Double> values = new ArrayList<>();

  public synchronized void add(double value) {
    values.add(value);
  }

  public synchronized void addAll(Sample other) {
    values.addAll(other.values);
  }

  public synchronized int size() {
    return values.size();
  }

  /** The value that this part of them, 0 to 1, does not exceed. */
  public synchronized double quantile(double part) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }

  public double median() {
    return quantile(0.5);
  }

  /** As cells of a table: half of them, 99 of 100, the worst. */
  public String cells() {
    return String.format(
        Locale.ROOT, "%.2f | %.2f | %.2f", quantile(0.5), quantile(0.99), quantile(1));
  }

  /** The median, with the smallest and the largest beside it where there are several. */
  public String cell(String unit) {
    return number(median())
        + " "
        + unit
        + (size() > 1 ? " (" + number(quantile(0)) + "–" + number(quantile(1)) + ")" : "");
  }

  /** With about three digits. */
  public static String number(double value) {
    double size = Math.abs(value);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
