package dev.drover.device.profile.mutation;

import dev.drover.device.profile.mutation.ScreenTrial.Outcome;
import dev.drover.device.profile.mutation.ScreenTrial.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What became of a profile's elements on many changed screens, by the kind of change. */
public final class MutationReport {
  private final Map<MutationKind, Sums> kinds = new EnumMap<>(MutationKind.class);
  private final Map<String, Sums> elements = new TreeMap<>();
  private final Sums all = new Sums();
  private final List<String> wrong = new ArrayList<>();

  private static final class Sums {
    private int screens;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    void count(Outcome outcome) {
      outcomes.merge(outcome, 1, Integer::sum);
    }

    int of(Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0);
    }

    int missed() {
      return of(Outcome.MISSED) + of(Outcome.WRONG);
    }

    /** In percent. */
    double found() {
      int asked = of(Outcome.FOUND) + missed();
      return asked == 0 ? 100 : 100.0 * of(Outcome.FOUND) / asked;
    }
  }

  /**
   * Changes screens, evenly by kind and screen.
   *
   * @param atLeast how many changed screens there are to be, if the screens allow for them
   * @param seed decides which they are; the same seed makes the same changes
   */
  public static MutationReport of(List<ScreenTrial> screens, int atLeast, long seed) {
    MutationReport report = new MutationReport();
    Random seeds = new Random(seed);
    List<MutationKind> all = List.of(MutationKind.values());
    int kinds = all.size();
    int rounds = Math.max(1, (atLeast + screens.size() * kinds - 1) / (screens.size() * kinds));
    // A round on all screens may be more than is wanted.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < screens.size() * kinds; i++) {
      order.add(i);
    }
    for (int round = 0; round < 3 * rounds && report.screens() < atLeast; round++) {
      Collections.shuffle(order, seeds);
      for (int cell : order) {
        if (report.screens() >= atLeast) {
          break;
        }
        MutationKind kind = all.get(cell % kinds);
        long chosen = seeds.nextLong();
        screens
            .get(cell / kinds)
            .run(kind, chosen)
            .ifPresent(results -> report.count(kind, chosen, results));
      }
    }
    return report;
  }

  private void count(MutationKind kind, long seed, List<Result> results) {
    Sums ofKind = kinds.computeIfAbsent(kind, _ -> new Sums());
    ofKind.screens++;
    all.screens++;
    for (Result result : results) {
      ofKind.count(result.outcome());
      all.count(result.outcome());
      elements.computeIfAbsent(result.element(), _ -> new Sums()).count(result.outcome());
      if (result.outcome() == Outcome.WRONG) {
        wrong.add(
            "%s, %s %d: %s is %s"
                .formatted(result.screen(), kind, seed, result.element(), result.detail()));
      }
    }
  }

  /** Returns how many changed screens there were. */
  public int screens() {
    return all.screens;
  }

  /** Returns what was named wrongly, each with the screen, the kind and the seed of the change. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Returns how much of what is on the screens was found, in percent. */
  public double found() {
    return all.found();
  }

  /** Returns the kind by which most was missed, if anything was. */
  public Optional<MutationKind> costliest() {
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue().missed() > 0)
        .min(Comparator.comparingDouble(kind -> kind.getValue().found()))
        .map(Map.Entry::getKey);
  }

  /** Returns a table, the costliest kind first, and the elements that are missed most. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(row("kind", "screens", "found", "missed", "wrong"));
    kinds.entrySet().stream()
        .sorted(Comparator.comparingDouble(kind -> kind.getValue().found()))
        .forEach(
            kind ->
                text.append(
                    row(
                        kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        kind.getValue())));
    text.append(row("all", all));
    text.append("missed most:");
    elements.entrySet().stream()
        .filter(element -> element.getValue().missed() > 0)
        .sorted(Comparator.comparingInt(element -> -element.getValue().missed()))
        .limit(15)
        .forEach(
            element ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        " %s (%d of %d)",
                        element.getKey(),
                        element.getValue().missed(),
                        element.getValue().missed() + element.getValue().of(Outcome.FOUND))));
    return text.append('\n').toString();
  }

  private static String row(String name, Sums sums) {
    return row(
        name,
        String.valueOf(sums.screens),
        String.format(Locale.ROOT, "%.1f %%", sums.found()),
        String.valueOf(sums.of(Outcome.MISSED)),
        String.valueOf(sums.of(Outcome.WRONG)));
  }

  private static String row(
      String name, String screens, String found, String missed, String wrong) {
    return String.format("%-22s %9s %9s %9s %9s%n", name, screens, found, missed, wrong);
  }
}
