package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.Violation.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The results of all scenarios, as a table. */
final class Summary {
  private static final String HEAD =
      """
      | scenario | rounds | faults | acknowledged | lost | doubled | overlapping | stuck | loops ended | phones lost | other | seconds |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final StringBuilder rows = new StringBuilder();
  private final long seed;

  Summary(long seed) {
    this.seed = seed;
  }

  synchronized void add(
      String scenario,
      int rounds,
      int faults,
      int acknowledged,
      List<Violation> violations,
      double seconds) {
    rows.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.0f |%n",
            scenario,
            rounds,
            faults,
            acknowledged,
            count(violations, EnumSet.of(Kind.LOST)),
            count(violations, EnumSet.of(Kind.DOUBLED)),
            count(
                violations,
                EnumSet.of(Kind.OVERLAP, Kind.OVER_LIMIT, Kind.AFTER_STOP, Kind.AFTER_LEASE)),
            count(violations, EnumSet.of(Kind.STUCK)),
            count(violations, EnumSet.of(Kind.LOOP_ENDED)),
            count(violations, EnumSet.of(Kind.PHONE_LOST)),
            count(violations, EnumSet.of(Kind.DENIED, Kind.CLAIMED, Kind.SILENT)),
            seconds));
  }

  private static long count(List<Violation> violations, Set<Kind> kinds) {
    return violations.stream().filter(violation -> kinds.contains(violation.kind())).count();
  }

  synchronized String text() {
    return HEAD + rows + "\nThe same again: -Ddrover.chaos.seed=" + seed + "\n";
  }
}
