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
 * One way to recognise an element. All given parts must fit.
 *
 * @param text the text that it shows
 * @param description its name for screen readers
 * @param type the end of its Android class, such as {@code Button}
 * @param id the end of its resource id; a weak hint, since updates change ids
 * @param states its other properties
 * @param region where its centre is
 * @param relations its position relative to other elements
 * @param presences other elements that must be, or must not be, on the same screen
 * @param field whether it may be an input field, whose content may look like anything
 * @param extreme whether only the highest or lowest fitting element is meant
 * @param several whether all fitting elements are meant, such as the rows of a list
 * @param source its text in the profile, with the line
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

  /** On some phones the hierarchy contains the system bars, which have their own Back and Home. */
  private static final String SYSTEM_BARS = "com.android.systemui";

  /** A property that an element must have or must not have. */
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

  /** Which of several fitting elements is meant. */
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

  /** Another element that must be, or must not be, anywhere on the same screen. */
  record Presence(Selector other, boolean wanted) {
    boolean fits(UiTree tree, String argument) {
      return wanted == other.findAll(tree, argument).isPresent();
    }
  }

  /** An element's position relative to another one. */
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

    /** Accepts elements in this relation, and none if the other element is not on the screen. */
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

    /** Compares by identity, because equal elements may be inside and outside. */
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
   * Returns the elements that fit, parents before children.
   *
   * @param argument replaces {@code {}} in its texts and in those of related elements
   * @throws Selector.Ambiguous if a related element is ambiguous
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

  /** Tests what can be decided without looking at other elements. */
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
