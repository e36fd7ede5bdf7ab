package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.mutation.LabelledScreen;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A screen, with what a profile says of it. Used by one thread.
 *
 * @param names for each node, by identity, the elements that it is
 * @param said for each text, the profile's labels whose words it begins with; may grow
 */
record Sight(
    AppProfile profile,
    UiTree tree,
    Controls controls,
    IdentityHashMap<UiNode, Set<String>> names,
    Map<String, Set<String>> said) {

  /**
   * @param labelled by the profile
   */
  static Sight of(AppProfile profile, LabelledScreen labelled, Map<String, Set<String>> said) {
    IdentityHashMap<UiNode, Set<String>> names = new IdentityHashMap<>();
    labelled
        .labels()
        .forEach(
            label ->
                label
                    .nodes()
                    .forEach(
                        node ->
                            names
                                .computeIfAbsent(node, _ -> new LinkedHashSet<>())
                                .add(label.element())));
    return new Sight(profile, labelled.tree(), new Controls(labelled.tree()), names, said);
  }

  /** Returns the elements that a node is, or that its control is. */
  Set<String> namesOf(UiNode node) {
    Set<String> all = new LinkedHashSet<>(names.getOrDefault(node, Set.of()));
    names.forEach(
        (named, elements) -> {
          if (isOne(node, named)) {
            all.addAll(elements);
          }
        });
    return all;
  }

  /** Returns whether two nodes are the same thing to a person who taps. */
  boolean isOne(UiNode one, UiNode other) {
    return one.is(other)
        || controls.areOne(one, other)
        || ((controls.isWithin(one, other) || controls.isWithin(other, one))
            && one.bounds().equals(other.bounds()));
  }

  /** Returns what a node says, or else what its control says. */
  List<String> words(UiNode node) {
    List<String> words = new ArrayList<>();
    add(words, node);
    if (words.isEmpty()) {
      controls.kin(node).forEach(kin -> add(words, kin));
    }
    return words;
  }

  private static void add(List<String> words, UiNode node) {
    if (!node.text().isEmpty() && !node.isField()) {
      words.add(node.text());
    }
    if (!node.description().isEmpty()) {
      words.add(node.description());
    }
    if (!node.hint().isEmpty()) {
      words.add(node.hint());
    }
  }

  /** Returns the labels whose words a text is, or begins with. */
  Set<String> labelsOf(String text) {
    return said.computeIfAbsent(
        text,
        _ -> {
          Set<String> labels = new LinkedHashSet<>();
          Set<String> beginning = new LinkedHashSet<>();
          profile
              .labels(profile.locale())
              .keySet()
              .forEach(
                  label ->
                      profile
                          .wordsOf(label, text)
                          .filter(words -> words.start() == 0)
                          .ifPresent(
                              words ->
                                  (words.end() == text.length() ? labels : beginning).add(label)));
          labels.addAll(beginning);
          return labels;
        });
  }

  /** Returns whether a text is a label's words and no more. */
  boolean isWholly(String label, String text) {
    return profile
        .wordsOf(label, text)
        .filter(words -> words.start() == 0 && words.end() == text.length())
        .isPresent();
  }

  Optional<UiNode> parent(UiNode node) {
    return controls.parent(node);
  }

  /** In percent of the screen's width. */
  int x(UiNode node) {
    return percent(node.bounds().centerX(), tree.screen().right());
  }

  /** In percent of the screen's height. */
  int y(UiNode node) {
    return percent(node.bounds().centerY(), tree.screen().bottom());
  }

  double width(UiNode node) {
    Bounds bounds = node.bounds();
    return (bounds.right() - bounds.left()) / (double) Math.max(1, tree.screen().right());
  }

  double height(UiNode node) {
    Bounds bounds = node.bounds();
    return (bounds.bottom() - bounds.top()) / (double) Math.max(1, tree.screen().bottom());
  }

  private static int percent(int part, int whole) {
    return whole == 0 ? 0 : (int) (part * 100L / whole);
  }

  static String simpleType(UiNode node) {
    return node.type().substring(node.type().lastIndexOf('.') + 1);
  }

  static String idWord(UiNode node) {
    return node.id().substring(node.id().indexOf('/') + 1);
  }
}
