package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A screen of which is known what some elements are on it.
 *
 * @param name in reports
 */
public record LabelledScreen(String name, UiTree tree, List<Label> labels) {
  public LabelledScreen {
    labels = List.copyOf(labels);
  }

  /**
   * What the screen has of an element.
   *
   * @param argument what it was looked for by, in the place of {@code {}}; or empty
   * @param nodes nothing, one thing, or several that are wanted
   */
  public record Label(String element, String argument, List<UiNode> nodes, boolean several) {
    public Label {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String toString() {
      return element + (argument.isEmpty() ? "" : " for " + argument);
    }
  }

  /**
   * Labels a screen by what a profile finds on it. What it can't decide has no label.
   *
   * @param arguments the names and texts that elements are looked for by, in the place of {@code
   *     {}}
   */
  public static LabelledScreen by(
      AppProfile profile, String name, UiTree tree, List<String> arguments) {
    AppProfile.Look look = profile.on(tree);
    List<Label> all = new ArrayList<>();
    for (String element : profile.elementNames()) {
      for (String argument : profile.selector(element).takesArgument() ? arguments : List.of("")) {
        label(look, element, argument).ifPresent(all::add);
      }
    }
    return new LabelledScreen(name, tree, all);
  }

  private static Optional<Label> label(AppProfile.Look look, String element, String argument) {
    try {
      Optional<Selector.Match> match = look.findAll(element, argument);
      List<UiNode> found = match.map(Selector.Match::nodes).orElse(List.of());
      boolean several = match.filter(Selector.Match::several).isPresent();
      return found.size() > 1 && !several
          ? Optional.empty()
          : Optional.of(new Label(element, argument, found, several));
    } catch (Selector.Ambiguous landmark) {
      return Optional.empty();
    }
  }

  /** Returns how many things are known on it. */
  public int size() {
    return (int) labels.stream().filter(one -> !one.nodes().isEmpty()).count();
  }

  /** Returns the labels of one element. */
  public List<Label> of(String element) {
    return labels.stream().filter(label -> label.element().equals(element)).toList();
  }
}
