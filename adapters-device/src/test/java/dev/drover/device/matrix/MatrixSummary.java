package dev.drover.device.matrix;

import dev.drover.device.matrix.Verdict.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts the results of the cells by each of their dimensions, as a Markdown table. */
final class MatrixSummary {
  private final StringBuilder table = new StringBuilder();
  private final Map<MatrixCell, Verdict> verdicts;

  private MatrixSummary(Map<MatrixCell, Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** How often each kind, and with which words the right failures failed. */
  private static final class Row {
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<String, Integer> failures = new TreeMap<>();

    void count(Verdict verdict) {
      kinds.merge(verdict.kind(), 1, Integer::sum);
      if (verdict.kind() == Kind.RIGHT_FAILURE) {
        failures.merge(verdict.why(), 1, Integer::sum);
      }
    }

    int of(Kind kind) {
      return kinds.getOrDefault(kind, 0);
    }
  }

  static String of(long seed, Map<MatrixCell, Verdict> verdicts) {
    MatrixSummary summary = new MatrixSummary(verdicts);
    summary.table.append("%d cells, -Ddrover.matrix.seed=%d%n".formatted(verdicts.size(), seed));
    summary.table.append(
        "%n| | right effect | right failure | wrong effect | wrong report | stuck | failures |%n"
            .formatted());
    summary.table.append("|---|---|---|---|---|---|---|%n".formatted());
    summary.rows(cell -> cell.fault().name());
    summary.rows(cell -> "script " + cell.script());
    summary.rows(cell -> "app " + cell.setup().platform().wireName());
    summary.rows(cell -> "language " + cell.setup().locale());
    summary.rows(cell -> "version " + cell.setup().version().wireName());
    summary.rows(cell -> "screen by " + cell.setup().source());
    summary.rows(_ -> "**all**");
    return summary.table.toString();
  }

  private void rows(Function<MatrixCell, String> dimension) {
    Map<String, Row> rows = new LinkedHashMap<>();
    verdicts.forEach(
        (cell, verdict) ->
            rows.computeIfAbsent(dimension.apply(cell), _ -> new Row()).count(verdict));
    rows.forEach(
        (name, row) ->
            table.append(
                "| %s | %d | %d | %d | %d | %d | %s |%n"
                    .formatted(
                        name,
                        row.of(Kind.RIGHT_EFFECT),
                        row.of(Kind.RIGHT_FAILURE),
                        row.of(Kind.WRONG_EFFECT),
                        row.of(Kind.WRONG_REPORT),
                        row.of(Kind.STUCK),
                        failures(row))));
  }

  private static String failures(Row row) {
    StringBuilder words = new StringBuilder();
    row.failures.forEach(
        (code, count) ->
            words.append(words.isEmpty() ? "" : ", ").append(code).append(' ').append(count));
    return words.toString();
  }
}
