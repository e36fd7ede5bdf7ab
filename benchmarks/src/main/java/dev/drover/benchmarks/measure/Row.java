package dev.drover.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table.
 *
 * @param row such as {@code P1}
 * @param figure Drover's
 * @param peer the name and figure of what it is compared with; {@code –} without one
 */
public record Row(
    String row,
    String what,
    String goal,
    String figure,
    String peer,
    String ratio,
    String verdict) {
  public static final String HEAD =
      "| row | what | goal | Drover | peer | ratio | goal met | time |\n"
          + "|---|---|---|---|---|---|---|---|";

  private static final String NONE = "–";

  /** A figure beside a peer's; the goal is one of their ratio. */
  public static Row ratio(
      String row, String what, Goal goal, Sample own, String peer, Sample others, String unit) {
    double ratio = own.median() / others.median();
    return new Row(
        row,
        what,
        goal.text(),
        own.cell(unit),
        peer + ": " + others.cell(unit),
        String.format(Locale.ROOT, "%.2f", ratio),
        goal.judge(ratio));
  }

  /** A figure beside a peer's, which nothing is promised of. */
  public static Row beside(
      String row, String what, Sample own, String peer, Sample others, String unit) {
    return new Row(
        row,
        what,
        NONE,
        own.cell(unit),
        peer + ": " + others.cell(unit),
        String.format(Locale.ROOT, "%.2f", own.median() / others.median()),
        NONE);
  }

  /** A figure with a goal of its own. */
  public static Row alone(String row, String what, Goal goal, double figure, String unit) {
    return new Row(
        row, what, goal.text(), Sample.number(figure) + " " + unit, NONE, NONE, goal.judge(figure));
  }

  /** A figure without a goal. */
  public static Row told(String row, String what, double figure, String unit) {
    return new Row(row, what, NONE, Sample.number(figure) + " " + unit, NONE, NONE, NONE);
  }

  public static Row failed(String row, String what, Exception failure) {
    return new Row(row, what, NONE, "failed: " + failure.getMessage(), NONE, NONE, "not measured");
  }

  /** Whether its goal is missed, or it could not be measured. */
  public boolean isMissed() {
    return !verdict.equals(NONE) && !verdict.equals(Goal.MET);
  }

  /** What is missed, and by how much. */
  public String missedGoal() {
    return row
        + ", "
        + what
        + ": "
        + figure
        + (peer.equals(NONE) ? "" : " beside " + peer)
        + "; "
        + (goal.equals(NONE) ? "" : goal + ", ")
        + verdict;
  }

  /** The lines of a measurement, the first of them with the time that all of it took. */
  public static List<String> lines(List<Row> rows, Duration took) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      String time = String.format(Locale.ROOT, "%d:%02d", took.toMinutes(), took.toSecondsPart());
      lines.add(row.line(lines.isEmpty() ? time : ""));
    }
    return lines;
  }

  private String line(String time) {
    return "| "
        + String.join(" | ", row, what, goal, figure, peer, ratio, verdict, time).replace("\n", " ")
        + " |";
  }
}
