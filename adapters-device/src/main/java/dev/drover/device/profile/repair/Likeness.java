package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.UiNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much a node is like what an element was: as other screens show it, as its candidates in the
 * profile ask for, and as its name says. Each is a number of points, of which more is likelier.
 */
final class Likeness {
  private static final Pattern REGION =
      Pattern.compile("(\\d{1,3})-(\\d{1,3})%? *[x,] *(\\d{1,3})-(\\d{1,3})%?");
  private static final Pattern LABEL = Pattern.compile("<([a-z][a-z0-9_]*)>");

  /** A phone must not decide how long a look takes. */
  private static final int MOST_SIBLINGS = 20;

  /** Words of names that say what kind of thing it is, and not which. */
  private static final Set<String> KINDS =
      Set.of(
          "button", "tab", "field", "row", "rows", "cell", "title", "name", "text", "list", "grid",
          "bar", "label", "sign", "mark", "page", "of", "the", "a", "any", "own", "other");

  private final Sight sight;
  private final String element;
  private final Set<String> nameWords;

  Likeness(Sight sight, String element) {
    this.sight = sight;
    this.element = element;
    this.nameWords = tokens(last(element));
    this.nameWords.removeAll(KINDS);
  }

  static String last(String element) {
    return element.substring(element.indexOf('.') + 1);
  }

  /** A node that was known as the element on another screen. */
  record Sample(Sight sight, UiNode node) {}

  /** Returns the points for being like a node that is known. */
  double toSample(UiNode node, Sample sample) {
    Sight there = sample.sight();
    UiNode known = sample.node();
    double points = words(sight.words(node), there.words(known));
    points += Sight.simpleType(node).equals(Sight.simpleType(known)) ? 1.5 : 0;
    double away =
        Math.hypot(sight.x(node) - there.x(known), (sight.y(node) - there.y(known)) * 1.0);
    points += 2.5 * Math.max(0, 1 - away / 30);
    points +=
        1.5
            * ratio(sight.width(node), there.width(known))
            * ratio(sight.height(node), there.height(known));
    points += same(isControl(sight, node), isControl(there, known), 0.5);
    points += same(node.scrollable(), known.scrollable(), 1);
    points += same(node.isField(), known.isField(), 1.5);
    points += same(node.selected(), known.selected(), 0.3);
    points += same(node.children().isEmpty(), known.children().isEmpty(), 0.5);
    points += !node.id().isEmpty() && Sight.idWord(node).equals(Sight.idWord(known)) ? 1.5 : 0;
    points += 1.2 * overlap(around(sight, node), around(there, known));
    points += same(parentType(sight, node).equals(parentType(there, known)), true, 0.5);
    return points;
  }

  private double words(List<String> here, List<String> there) {
    if (here.isEmpty() && there.isEmpty()) {
      return 2;
    }
    if (here.isEmpty() || there.isEmpty()) {
      return 0;
    }
    double most = 0;
    for (String one : here) {
      for (String other : there) {
        if (one.equalsIgnoreCase(other)) {
          return 4;
        }
        Set<String> labels = new HashSet<>(sight.labelsOf(one));
        labels.retainAll(sight.labelsOf(other));
        most = Math.max(most, labels.isEmpty() ? 0 : 3.5);
        most = Math.max(most, 2.5 * overlap(tokens(one), tokens(other)));
        most = Math.max(most, shape(one).equals(shape(other)) ? 1.5 : 0);
      }
    }
    return most;
  }

  /** What kinds of characters a text is made of: names are like names, counts like counts. */
  private static String shape(String text) {
    return text.replaceAll("\\p{L}+", "a").replaceAll("\\d+", "0");
  }

  private static boolean isControl(Sight at, UiNode node) {
    return at.controls().control(node).isPresent();
  }

  private static String parentType(Sight at, UiNode node) {
    return at.parent(node).map(Sight::simpleType).orElse("");
  }

  /** What is said beside it. */
  private static Set<String> around(Sight at, UiNode node) {
    Optional<UiNode> parent = at.parent(node);
    for (int level = 0; level < 2 && parent.isPresent(); level++) {
      Set<String> words =
          parent.get().children().stream()
              .limit(MOST_SIBLINGS)
              .filter(sibling -> !sibling.is(node))
              .flatMap(sibling -> at.words(sibling).stream())
              .collect(Collectors.toSet());
      if (!words.isEmpty()) {
        return words;
      }
      parent = at.parent(parent.get());
    }
    return Set.of();
  }

  private static double same(boolean one, boolean other, double points) {
    return one == other ? points : 0;
  }

  private static double ratio(double one, double other) {
    double larger = Math.max(one, other);
    return larger == 0 ? 1 : Math.min(one, other) / larger;
  }

  private static double overlap(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    if (all.isEmpty()) {
      return 0.5;
    }
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return (double) both.size() / all.size();
  }

  /** Returns the points for what a node fulfils of a candidate that does not fit any more. */
  double toCandidate(UiNode node, CandidateText candidate) {
    double points = 0;
    for (String key : CandidateText.WORDS) {
      if (candidate.has(key)) {
        points += saysSome(node, candidate.part(key).orElseThrow()) ? 4 : -1;
      }
    }
    points +=
        candidate.part("class").map(type -> node.type().endsWith(type) ? 1.5 : -1).orElse(0.0);
    points += candidate.part("region").map(region -> isIn(node, region) ? 1.5 : -1.5).orElse(0.0);
    points +=
        candidate
            .part("clickable")
            .map(wanted -> same(isControl(sight, node), wanted.equals("true"), 0.5))
            .orElse(0.0);
    points +=
        candidate
            .part("scrollable")
            .map(wanted -> same(node.scrollable(), wanted.equals("true"), 0.5))
            .orElse(0.0);
    points +=
        candidate
            .part("selected")
            .map(
                wanted ->
                    sight.controls().any(node, UiNode::selected) == wanted.equals("true")
                        ? 0.5
                        : -2)
            .orElse(0.0);
    points +=
        candidate
            .part("id")
            .filter(_ -> !node.id().isEmpty())
            .map(id -> 2 * overlap(tokens(id), tokens(Sight.idWord(node))))
            .orElse(0.0);
    return points;
  }

  /** Whether a node says words of one of the labels that a text asks for. */
  private boolean saysSome(UiNode node, String asked) {
    Matcher label = LABEL.matcher(asked);
    boolean any = false;
    while (label.find()) {
      any = true;
      String name = label.group(1);
      if (sight.words(node).stream().anyMatch(text -> sight.labelsOf(text).contains(name))) {
        return true;
      }
    }
    return !any && sight.words(node).stream().anyMatch(asked::equalsIgnoreCase);
  }

  private boolean isIn(UiNode node, String region) {
    Matcher parts = REGION.matcher(region);
    if (!parts.matches()) {
      return false;
    }
    int x = sight.x(node);
    int y = sight.y(node);
    return x >= Integer.parseInt(parts.group(1))
        && x <= Integer.parseInt(parts.group(2))
        && y >= Integer.parseInt(parts.group(3))
        && y <= Integer.parseInt(parts.group(4));
  }

  /** Returns the points for what the element's name says of it. */
  double toName(UiNode node) {
    double most = 0;
    for (String text : sight.words(node)) {
      for (String label : sight.labelsOf(text)) {
        most = Math.max(most, (sight.isWholly(label, text) ? 3 : 2.5) * share(tokens(label)));
      }
      most = Math.max(most, 2 * share(tokens(text)));
    }
    most = Math.max(most, 2 * share(tokens(Sight.idWord(node))));
    return most + kind(node);
  }

  /** How much of the name is in some words. */
  private double share(Set<String> words) {
    if (nameWords.isEmpty() || words.isEmpty()) {
      return 0;
    }
    long both = words.stream().filter(nameWords::contains).count();
    return (double) both / nameWords.size() * (0.5 + 0.5 * both / words.size());
  }

  private double kind(UiNode node) {
    String name = last(element);
    if (name.endsWith("field")) {
      return node.isField() ? 2 : -2;
    }
    if (name.endsWith("button") || name.endsWith("tab")) {
      return (isControl(sight, node) ? 1 : -1) - (node.isField() ? 2 : 0);
    }
    if (name.endsWith("list") || name.endsWith("grid")) {
      return node.children().size() > 1 ? 1 : -1;
    }
    if (name.endsWith("bar") || name.endsWith("progress")) {
      return node.type().endsWith("Bar") ? 2 : 0;
    }
    return 0;
  }

  /** The words that a text is made of, in lower case, in the singular where that is easily told. */
  static Set<String> tokens(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\d]+"))
        .filter(word -> !word.isEmpty())
        .map(
            word ->
                word.length() > 3 && word.endsWith("s")
                    ? word.substring(0, word.length() - 1)
                    : word)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
