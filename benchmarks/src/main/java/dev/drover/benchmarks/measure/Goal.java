package dev.drover.benchmarks.measure;

import java.util.Locale;

/**
 * What a figure must reach.
 *
 * @param text as the table shows it
 * @param atLeast whether more is better
 */
public record Goal(String text, boolean atLeast, double bound) {
  static final String MET = "met";

  public static Goal atLeast(double bound, String text) {
    return new Goal(text, true, bound);
  }

  public static Goal atMost(double bound, String text) {
    return new Goal(text, false, bound);
  }

  /** Says whether a figure meets the goal, else by which factor it misses it. */
  public String judge(double figure) {
    if (atLeast ? figure >= bound : figure <= bound) {
      return MET;
    }
    double factor = atLeast ? bound / figure : figure / bound;
    return String.format(Locale.ROOT, "missed by %.2f ×", factor);
  }
}
