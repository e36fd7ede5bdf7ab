package dev.drover.device.profile;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One way to recognise an element; every part that is given must fit.
 *
 * @param text what it shows
 * @param description what it is called for screen readers
 * @param type the end of its Android class, such as {@code Button}
 * @param id the end of its resource id: a hint, since updates change it
 * @param states what else the phone says of it
 * @param region where its centre lies
 * @param relations where it lies seen from other elements
 * @param presences which other elements are on the screen with it, and which are not
 * @param field whether it may be a field to write in: what is written there may look like anything
 * @param extreme whether only the highest or the lowest of those that fit is meant
 * @param several whether all that fit are wanted, such as the rows of a list
 * @param source as it stands in the profile, with its line
 */
record Candidate(
    Optional<TextMatch> text,
    Optional<TextMatch> description,
    Optional<String> type,
    Optional<String> id,
    List<State> states,
    Optional<Region> region,
    List<Relation> relations,
    List<Presence> presences,
    boolean field,
    Extreme extreme,
    boolean several,
    String source) {
  Candidate {
    states = List.copyOf(states);
    relations = List.copyOf(relations);
    presences = List.copyOf(presences);
  }

  /** In some phones' hierarchies the system bars around an app have their own Back and Home. */
  private static final String SYSTEM_BARS = "com.android.systemui";

  /** Something that an element is or is not. */
  record State(Property property, boolean wanted) {
    enum Property {
      CLICKABLE,
      SELECTED,
      ENABLED,
      FOCUSED,
      SCROLLABLE
    }

    boolean fits(UiNode node) {
      return wanted
          == switch (property) {
            case CLICKABLE -> node.clickable();
            case SELECTED -> node.selected();
            case ENABLED -> node.enabled();
            case FOCUSED -> node.focused();
            case SCROLLABLE -> node.scrollable();
          };
    }
  }

  /** Which of several that fit is meant. */
  enum Extreme {
    NONE,
    HIGHEST,
    LOWEST;

    private static final Comparator<UiNode> DOWNWARDS =
        Comparator.comparingInt(node -> node.bounds().top());

    List<UiNode> of(List<UiNode> found) {
      return switch (this) {
        case NONE -> found;
        case HIGHEST -> found.stream().min(DOWNWARDS).map(List::of).orElse(List.of());
        case LOWEST -> found.stream().max(DOWNWARDS).map(List::of).orElse(List.of());
      };
    }
  }

  /** A part of the screen, in percent of its width and height. */
  record Region(int left, int top, int right, int bottom) {
    boolean holds(Bounds bounds, Bounds screen) {
      int x = percent(bounds.centerX(), screen.right());
      int y = percent(bounds.centerY(), screen.bottom());
      return x >= left && x <= right && y >= top && y <= bottom;
    }

    private static int percent(int part, int whole) {
      return whole == 0 ? 0 : part * 100 / whole;
    }
  }

  /** Another element that is on the same screen, or is not, wherever it lies. */
  record Presence(Selector other, boolean wanted) {
    boolean fits(UiTree tree, String argument) {
      return wanted == other.findAll(tree, argument).isPresent();
    }
  }

  /** Where an element lies, seen from another one. */
  record Relation(Place place, Selector other) {
    enum Place {
      /** Under it, in its column. */
      BELOW,
      /** Over it, in its column. */
      ABOVE,
      /** Beyond its right edge, in its row. */
      RIGHT_OF,
      /** One of its descendants. */
      INSIDE
    }

    /** Accepts what has this relation; nothing while the other element is not on the screen. */
    Predicate<UiNode> on(UiTree tree, String argument) {
      Optional<UiNode> found = other.find(tree, argument);
      if (found.isEmpty()) {
        return _ -> false;
      }
      Bounds there = found.get().bounds();
      return switch (place) {
        case BELOW ->
            node -> node.bounds().top() >= there.bottom() && node.bounds().sharesColumnWith(there);
        case ABOVE ->
            node -> node.bounds().bottom() <= there.top() && node.bounds().sharesColumnWith(there);
        case RIGHT_OF ->
            node -> node.bounds().left() >= there.right() && node.bounds().sharesRowWith(there);
        case INSIDE -> descendants(found.get())::contains;
      };
    }

    /** Compares by identity: equal elements may be inside and outside. */
    private static Set<UiNode> descendants(UiNode node) {
      Set<UiNode> descendants = Collections.newSetFromMap(new IdentityHashMap<>());
      List<UiNode> open = new ArrayList<>(node.children());
      while (!open.isEmpty()) {
        UiNode next = open.removeLast();
        descendants.add(next);
        open.addAll(next.children());
      }
      return descendants;
    }
  }

  /**
   * What fits it on a screen, parents before children.
   *
   * @param argument stands for {@code {}} in its texts, and in those of the elements that it
   *     relates to
   * @throws Selector.Ambiguous if an element that it relates to is ambiguous
   */
  List<UiNode> on(UiTree tree, String argument) {
    Bounds screen = tree.screen();
    List<UiNode> found = tree.nodes().stream().filter(alone(screen, argument)).toList();
    for (Relation relation : relations) {
      if (found.isEmpty()) {
        return found;
      }
      found = found.stream().filter(relation.on(tree, argument)).toList();
    }
    if (!presences.stream().allMatch(other -> other.fits(tree, argument))) {
      return List.of();
    }
    return extreme.of(found);
  }

  boolean takesArgument() {
    return text.filter(TextMatch::takesArgument).isPresent()
        || description.filter(TextMatch::takesArgument).isPresent()
        || relations.stream().anyMatch(relation -> relation.other().takesArgument())
        || presences.stream().anyMatch(with -> with.other().takesArgument());
  }

  /** What can be told of an element without looking at others. */
  private Predicate<UiNode> alone(Bounds screen, String argument) {
    Predicate<String> textFits = with(text, argument);
    Predicate<String> descriptionFits = with(description, argument);
    return node ->
        !node.bounds().isEmpty()
            && !node.packageName().equals(SYSTEM_BARS)
            && (field || !node.isField())
            && type.map(wanted -> node.type().endsWith(wanted)).orElse(true)
            && id.map(wanted -> node.id().endsWith("id/" + wanted)).orElse(true)
            && states.stream().allMatch(state -> state.fits(node))
            && region.map(wanted -> wanted.holds(node.bounds(), screen)).orElse(true)
            // The slowest checks come last.
            && textFits.test(node.text())
            && descriptionFits.test(node.description());
  }

  private static Predicate<String> with(Optional<TextMatch> match, String argument) {
    return match.map(wanted -> wanted.with(argument)).orElse(_ -> true);
  }
}
