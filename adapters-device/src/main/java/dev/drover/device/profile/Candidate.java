package dev.drover.device.profile;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.TextMatch.Words;
import dev.drover.device.profile.index.ScreenIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
 * @param foreign whether its words are of another language than the phone's
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
    boolean foreign,
    String source) {
  Candidate {
    states = List.copyOf(states);
    relations = List.copyOf(relations);
    presences = List.copyOf(presences);
  }

  /** How exactly an element must be as a candidate says. */
  enum Rigour {
    /** As it says, except that states are the control's. */
    EXACT,
    /** Its words may be a text or a description, and the rest may be said by its control. */
    TOLERANT
  }

  /**
   * A screen that is searched. Used by one thread.
   *
   * @param found what was found before, by the argument and the element
   * @param fits what was found before with this argument. Compares by identity: there is one
   *     selector of an element, and comparing its candidates takes long
   * @param areas where an element is looked for, by its name
   */
  record Search(
      UiTree tree,
      Controls controls,
      ScreenIndex screen,
      TextMatch.Memo memo,
      Map<String, Map<Selector, Optional<Selector.Fit>>> found,
      Map<Selector, Optional<Selector.Fit>> fits,
      Function<String, Area> areas,
      String argument) {
    /** Searches the whole screen. */
    static Search of(UiTree tree, String argument) {
      ScreenIndex screen = new ScreenIndex(tree);
      return of(
          tree,
          new Controls(tree),
          screen,
          new TextMatch.Memo(screen),
          new HashMap<>(),
          _ -> Area.EVERYWHERE,
          argument);
    }

    private static Search of(
        UiTree tree,
        Controls controls,
        ScreenIndex screen,
        TextMatch.Memo memo,
        Map<String, Map<Selector, Optional<Selector.Fit>>> found,
        Function<String, Area> areas,
        String argument) {
      return new Search(
          tree,
          controls,
          screen,
          memo,
          found,
          found.computeIfAbsent(argument, _ -> new IdentityHashMap<>()),
          areas,
          argument);
    }

    Search with(String otherArgument) {
      return otherArgument.equals(argument)
          ? this
          : of(tree, controls, screen, memo, found, areas, otherArgument);
    }

    /** Searches the same screen, but for each element only its area. */
    Search within(Function<String, Area> otherAreas) {
      return of(tree, controls, screen, memo, new HashMap<>(), otherAreas, argument);
    }
  }

  /**
   * Where on a screen an element is looked for.
   *
   * @param usual where it is looked for if nothing tells which one is meant
   * @param told where it is looked for if its text names it, or all of them are wanted
   */
  record Area(Predicate<UiNode> usual, Predicate<UiNode> told) {
    static final Area EVERYWHERE = new Area(_ -> true, _ -> true);

    static Area only(Predicate<UiNode> place) {
      return new Area(place, place);
    }

    Area without(Predicate<UiNode> hidden) {
      return new Area(usual.and(hidden.negate()), told.and(hidden.negate()));
    }
  }

  /** A property that an element must have or must not have. */
  record State(Property property, boolean wanted) {
    enum Property {
      CLICKABLE,
      SELECTED,
      ENABLED,
      FOCUSED,
      SCROLLABLE
    }

    /** An element is selected as its control is, whichever part of that says so. */
    boolean fits(UiNode node, Search search, Rigour rigour) {
      boolean tolerant = rigour == Rigour.TOLERANT;
      return wanted
          == switch (property) {
            case CLICKABLE ->
                node.clickable() || (tolerant && search.controls().control(node).isPresent());
            case SELECTED -> search.controls().any(node, UiNode::selected);
            case ENABLED ->
                tolerant ? search.controls().any(node, UiNode::enabled) : node.enabled();
            case FOCUSED ->
                tolerant ? search.controls().any(node, UiNode::focused) : node.focused();
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
    /** What can't be decided is neither there nor absent. */
    boolean fits(Search search) {
      try {
        return wanted == other.isOn(search);
      } catch (Selector.Ambiguous landmark) {
        return false;
      }
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
    Predicate<UiNode> on(Search search, Rigour rigour) {
      Optional<UiNode> found = other.find(search);
      if (found.isEmpty()) {
        return _ -> false;
      }
      Bounds there = found.get().bounds();
      boolean tolerant = rigour == Rigour.TOLERANT;
      return switch (place) {
        case BELOW ->
            node ->
                node.bounds().top() >= there.bottom() - slack(node.bounds(), there, tolerant)
                    && sharesColumn(node.bounds(), there, tolerant);
        case ABOVE ->
            node ->
                node.bounds().bottom() <= there.top() + slack(node.bounds(), there, tolerant)
                    && sharesColumn(node.bounds(), there, tolerant);
        case RIGHT_OF ->
            node -> node.bounds().left() >= there.right() && node.bounds().sharesRowWith(there);
        case INSIDE -> descendants(found.get())::contains;
      };
    }

    /** Returns whether the other element is not there, which spares a look at all elements. */
    boolean isImpossible(Search search) {
      try {
        return !other.isOn(search);
      } catch (Selector.Ambiguous several) {
        // Only an element that fits otherwise makes that an error.
        return false;
      }
    }

    /** Rows may overlap by a quarter of the lower one. */
    private static int slack(Bounds one, Bounds other, boolean tolerant) {
      return tolerant ? Math.min(one.bottom() - one.top(), other.bottom() - other.top()) / 4 : 0;
    }

    private static boolean sharesColumn(Bounds one, Bounds other, boolean tolerant) {
      return tolerant ? one.overlapsColumnOf(other) : one.sharesColumnWith(other);
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

  /** No screen has so many rows; a phone must not decide how long a look takes. */
  private static final int MOST_COMPARED = 200;

  /**
   * Returns what may fit: what says and is what is asked for, as far as that can be looked up. A
   * set of places in the screen's nodes, which nobody may change.
   */
  BitSet possible(Search search, Rigour rigour) {
    return switch (rigour) {
      case EXACT -> possibleExactly(search);
      // Nothing but words tells one thing from another where the rest may be otherwise.
      case TOLERANT -> namesWords() ? possibleTolerantly(search) : new BitSet(0);
    };
  }

  private BitSet possibleExactly(Search search) {
    BitSet possible = search.screen().shown();
    if (text.isPresent()) {
      possible = both(possible, words(text.get(), search).on().texts());
    }
    if (description.isPresent() && !possible.isEmpty()) {
      possible = both(possible, words(description.get(), search).on().descriptions());
    }
    if (id.isPresent() && !possible.isEmpty()) {
      possible = both(possible, search.screen().withId(id.get()));
    }
    if (type.isPresent() && !possible.isEmpty()) {
      possible = both(possible, search.screen().withType(type.get()));
    }
    return field || possible.isEmpty() ? possible : without(possible, search.screen().fields());
  }

  private BitSet possibleTolerantly(Search search) {
    BitSet possible = search.screen().shown();
    if (text.isPresent()) {
      possible = both(possible, words(text.get(), search).on().said());
    }
    if (description.isPresent() && !possible.isEmpty()) {
      possible = both(possible, words(description.get(), search).on().said());
    }
    return possible.isEmpty() ? possible : without(possible, search.screen().fields());
  }

  private static BitSet both(BitSet some, BitSet others) {
    if (others.isEmpty()) {
      return others;
    }
    BitSet both = (BitSet) some.clone();
    both.and(others);
    return both;
  }

  private static BitSet without(BitSet some, BitSet others) {
    if (!some.intersects(others)) {
      return some;
    }
    BitSet rest = (BitSet) some.clone();
    rest.andNot(others);
    return rest;
  }

  /**
   * Returns the elements that fit, parents before children. Of several that are within each other
   * or belong to one control, only one counts.
   *
   * @param possible what may fit, of {@link #possible}
   * @param area where the element is looked for
   * @throws Selector.Ambiguous if a related element is ambiguous
   */
  List<UiNode> among(BitSet possible, Search search, Area area, Rigour rigour) {
    boolean isTold = several || (!search.argument().isEmpty() && takesArgument());
    Predicate<UiNode> place = isTold ? area.told() : area.usual();
    List<UiNode> found = new ArrayList<>();
    for (int at = possible.nextSetBit(0); at >= 0; at = possible.nextSetBit(at + 1)) {
      UiNode node = search.screen().node(at);
      if (place.test(node) && fitsAlone(node, search, rigour)) {
        found.add(node);
      }
    }
    if (found.isEmpty() || relations.stream().anyMatch(other -> other.isImpossible(search))) {
      return List.of();
    }
    for (Relation relation : relations) {
      if (found.isEmpty()) {
        return found;
      }
      found = found.stream().filter(relation.on(search, rigour)).toList();
    }
    if (found.isEmpty() || !presences.stream().allMatch(other -> other.fits(search))) {
      return List.of();
    }
    if (found.size() > MOST_COMPARED) {
      return extreme.of(found);
    }
    return extreme.of(several ? largest(found, search) : single(found, search));
  }

  /** Leaves out what is within another one: circles in the cells of a grid are no cells. */
  private static List<UiNode> largest(List<UiNode> found, Search search) {
    return found.stream()
        .filter(node -> found.stream().noneMatch(other -> search.controls().isWithin(node, other)))
        .toList();
  }

  /** Takes one of those that a tap takes for the same. */
  private static List<UiNode> single(List<UiNode> found, Search search) {
    List<UiNode> different = new ArrayList<>();
    for (UiNode node : found) {
      if (different.stream().noneMatch(other -> search.controls().areOne(node, other))) {
        different.add(node);
      }
    }
    return different;
  }

  private boolean namesWords() {
    return text.or(() -> description).isPresent()
        && text.map(TextMatch::namesWords).orElse(true)
        && description.map(TextMatch::namesWords).orElse(true);
  }

  boolean takesArgument() {
    return text.filter(TextMatch::takesArgument).isPresent()
        || description.filter(TextMatch::takesArgument).isPresent()
        || relations.stream().anyMatch(relation -> relation.other().takesArgument())
        || presences.stream().anyMatch(with -> with.other().takesArgument());
  }

  /** Tests what can be decided of what may fit without looking at unrelated elements. */
  private boolean fitsAlone(UiNode node, Search search, Rigour rigour) {
    boolean tolerant = rigour == Rigour.TOLERANT;
    return region.map(wanted -> wanted.holds(node.bounds(), search.tree().screen())).orElse(true)
        && (!tolerant || search.controls().any(node, this::fitsNames))
        && states.stream().allMatch(state -> state.fits(node, search, rigour))
        && (!tolerant || isNothingElse(node, search));
  }

  /**
   * Returns whether an element that may be otherwise than asked for is still that thing. A counter
   * that can be tapped says a number beside its word, and is no button of that name. A text in the
   * place of a description counts only on a control: titles and captions are texts, and people
   * write them.
   */
  private boolean isNothingElse(UiNode node, Search search) {
    boolean isText =
        description.isPresent() && !words(description.get(), search).areIn(node.description());
    if (isText && search.controls().control(node).isEmpty()) {
      return false;
    }
    if (node.clickable() || !(isText || asksTheControl())) {
      return true;
    }
    Words words = words(text.or(() -> description).orElseThrow(), search);
    return search.controls().kin(node).stream()
        .allMatch(
            kin ->
                (kin.text().isEmpty() || words.areIn(kin.text()))
                    && (kin.description().isEmpty() || words.areIn(kin.description())));
  }

  private boolean asksTheControl() {
    return type.isPresent()
        || id.isPresent()
        || states.stream().anyMatch(state -> state.property() == State.Property.CLICKABLE);
  }

  private boolean fitsNames(UiNode node) {
    return type.map(wanted -> node.type().endsWith(wanted)).orElse(true)
        && id.map(wanted -> node.id().endsWith("id/" + wanted)).orElse(true);
  }

  private static Words words(TextMatch match, Search search) {
    return search.memo().with(match, search.argument());
  }
}
