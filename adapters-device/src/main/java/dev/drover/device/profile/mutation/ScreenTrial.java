package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what a profile finds on changed screens against what it finds on the unchanged one. */
public final class ScreenTrial {
  private static final Pattern LABEL = Pattern.compile("<([a-z][a-z0-9_]*)>");

  /** An element of such a name says which page it is, and any of several things will do. */
  private static final String SIGN = "_sign";

  private final String name;
  private final AppProfile profile;
  private final UiTree tree;
  private final List<Expected> expected;
  private final List<UiNode> nodes;
  private final List<UiNode> cells;
  private final IdentityHashMap<UiNode, List<String>> labels = new IdentityHashMap<>();

  /**
   * What the unchanged screen has of an element: nothing, one thing, or several that are wanted.
   */
  private record Expected(String element, String argument, List<UiNode> nodes, boolean several) {
    @Override
    public String toString() {
      return element + (argument.isEmpty() ? "" : " for " + argument);
    }
  }

  /** How an element was found on a changed screen. */
  public enum Outcome {
    /** The same thing was found. */
    FOUND,
    /** Nothing was found, or it could not be decided. */
    MISSED,
    /** Another thing was found, or something where there was nothing. */
    WRONG
  }

  /**
   * The outcome for one element on a changed screen.
   *
   * @param detail what was found in its place, if it was wrong
   */
  public record Result(String screen, String element, Outcome outcome, String detail) {}

  /**
   * @param name the screen's name in reports
   * @param arguments the names and texts that elements are looked for by, in the place of {@code
   *     {}}
   */
  public ScreenTrial(String name, AppProfile profile, UiTree tree, List<String> arguments) {
    this.name = name;
    this.profile = profile;
    this.tree = tree;
    this.expected = expectations(arguments);
    this.nodes = expected.stream().flatMap(one -> one.nodes().stream()).distinct().toList();
    this.cells =
        expected.stream().filter(Expected::several).flatMap(one -> one.nodes().stream()).toList();
    for (Expected one : expected) {
      Matcher label = LABEL.matcher(profile.selector(one.element()).describe());
      while (label.find()) {
        one.nodes()
            .forEach(
                node -> labels.computeIfAbsent(node, _ -> new ArrayList<>()).add(label.group(1)));
      }
    }
  }

  /** Returns how many things are found on the unchanged screen. */
  public int size() {
    return (int) expected.stream().filter(one -> !one.nodes().isEmpty()).count();
  }

  private List<Expected> expectations(List<String> arguments) {
    AppProfile.Look look = profile.on(tree);
    List<Expected> all = new ArrayList<>();
    for (String element : profile.elementNames()) {
      for (String argument : profile.selector(element).takesArgument() ? arguments : List.of("")) {
        expectation(look, element, argument).ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  /** Returns what is there; empty where that can't be decided even on the unchanged screen. */
  private static Optional<Expected> expectation(
      AppProfile.Look look, String element, String argument) {
    try {
      Optional<Selector.Match> match = look.findAll(element, argument);
      List<UiNode> found = match.map(Selector.Match::nodes).orElse(List.of());
      boolean several = match.filter(Selector.Match::several).isPresent();
      return found.size() > 1 && !several
          ? Optional.empty()
          : Optional.of(new Expected(element, argument, found, several));
    } catch (Selector.Ambiguous landmark) {
      return Optional.empty();
    }
  }

  /**
   * Changes the screen in one way, and looks for everything on it.
   *
   * @param seed decides which change of that kind it is
   * @return the outcomes of what is on the screen, and of what was wrongly found; empty if this
   *     screen has nothing to change in this way
   */
  public Optional<List<Result>> run(MutationKind kind, long seed) {
    return apply(kind, seed).map(this::results);
  }

  /** Returns the XML of the screen that {@link #run} makes. */
  public Optional<String> changed(MutationKind kind, long seed) {
    return apply(kind, seed).map(screen -> screen.tree().xml());
  }

  private Optional<ChangedScreen> apply(MutationKind kind, long seed) {
    Canvas canvas = new Canvas(tree, nodes, cells, new Random(seed * 0x9E3779B97F4A7C15L));
    return kind.change(profile, labels).on(canvas)
        ? Optional.of(canvas.draft.finished())
        : Optional.empty();
  }

  private List<Result> results(ChangedScreen screen) {
    List<Result> results = new ArrayList<>();
    AppProfile.Look look = profile.on(screen.tree());
    for (Expected one : expected) {
      if (one.nodes().isEmpty() || screen.has(one.nodes())) {
        result(look, screen, one).ifPresent(results::add);
      }
    }
    return results;
  }

  /** Returns nothing where nothing was, and is. */
  private Optional<Result> result(AppProfile.Look look, ChangedScreen screen, Expected one) {
    Optional<Selector.Match> match;
    try {
      match = look.findAll(one.element(), one.argument());
    } catch (Selector.Ambiguous landmark) {
      match = Optional.empty();
    }
    List<UiNode> found = match.map(Selector.Match::nodes).orElse(List.of());
    boolean several = match.filter(Selector.Match::several).isPresent();
    if (one.nodes().isEmpty()) {
      return found.isEmpty() ? Optional.empty() : Optional.of(wrong(one, found));
    }
    if (found.isEmpty() || (found.size() > 1 && !several)) {
      return Optional.of(new Result(name, one.toString(), Outcome.MISSED, ""));
    }
    if (one.element().endsWith(SIGN)) {
      return Optional.of(new Result(name, one.toString(), Outcome.FOUND, ""));
    }
    for (UiNode node : found) {
      if (one.nodes().stream()
          .noneMatch(wanted -> screen.isWhatBecameOf(wanted, node, one.several()))) {
        return Optional.of(wrong(one, List.of(node)));
      }
    }
    boolean all =
        one.nodes().stream()
            .filter(wanted -> screen.has(List.of(wanted)))
            .allMatch(
                wanted ->
                    found.stream().anyMatch(node -> screen.isWhatBecameOf(wanted, node, false)));
    return Optional.of(new Result(name, one.toString(), all ? Outcome.FOUND : Outcome.MISSED, ""));
  }

  private Result wrong(Expected one, List<UiNode> found) {
    return new Result(
        name,
        one.toString(),
        Outcome.WRONG,
        found.stream().limit(3).map(UiNode::describe).toList()
            + " instead of "
            + one.nodes().stream().limit(3).map(UiNode::describe).toList());
  }
}
