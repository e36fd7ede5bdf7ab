package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.UiNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What on a screen an element could be, the likeliest first. */
final class Targets {
  private static final String SYSTEM_BARS = "com.android.systemui";

  private Targets() {}

  /**
   * Something on the screen.
   *
   * @param points of which more is likelier
   */
  record Target(UiNode node, double points) {}

  private static boolean says(Sight sight, UiNode node, String argument) {
    return !argument.isEmpty()
        && sight.words(node).stream()
            .anyMatch(
                text -> text.equalsIgnoreCase(argument) || text.equalsIgnoreCase("@" + argument));
  }

  /** What has half of the screen is a page, or its background. */
  private static boolean isPage(Sight sight, UiNode node) {
    return 2 * node.bounds().area() > sight.tree().screen().area();
  }

  /**
   * @param samples what the element was on other screens
   * @param former its candidates that do not fit any more
   * @param argument what {@code {}} stands for, or empty
   * @param fits what may be meant at all
   */
  static List<Target> on(
      Sight sight,
      String element,
      List<Likeness.Sample> samples,
      List<CandidateText> former,
      String argument,
      Predicate<UiNode> fits,
      int atMost,
      BooleanSupplier over) {
    Likeness likeness = new Likeness(sight, element);
    Set<String> alsoCalled = new HashSet<>(Set.of(element));
    samples.forEach(sample -> alsoCalled.addAll(sample.sight().namesOf(sample.node())));
    List<Target> all = new ArrayList<>();
    for (UiNode node : sight.tree().nodes()) {
      if (over.getAsBoolean()) {
        break;
      }
      if (!node.bounds().isEmpty() && !node.packageName().equals(SYSTEM_BARS) && fits.test(node)) {
        double points =
            samples.stream().mapToDouble(one -> likeness.toSample(node, one)).max().orElse(0)
                + 0.5
                    * former.stream()
                        .mapToDouble(one -> likeness.toCandidate(node, one))
                        .max()
                        .orElse(0)
                + 0.7 * likeness.toName(node);
        points += says(sight, node, argument) ? 3 : 0;
        points -= samples.isEmpty() && isPage(sight, node) ? 2 : 0;
        Set<String> names = sight.namesOf(node);
        if (!names.isEmpty() && !names.stream().allMatch(alsoCalled::contains)) {
          points -= samples.isEmpty() ? 1.5 : 3;
        }
        all.add(new Target(node, points));
      }
    }
    all.sort(Comparator.comparingDouble(Target::points).reversed());
    List<Target> different = new ArrayList<>();
    for (Target target : all) {
      if (different.size() < atMost
          && different.stream().noneMatch(other -> sight.isOne(target.node(), other.node()))) {
        different.add(target);
      }
    }
    return different;
  }
}
