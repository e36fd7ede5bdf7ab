package dev.drover.device.hierarchy;

import dev.drover.device.adb.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A screen as it was read.
 *
 * @param roots one for each window, the lowest first
 * @param nodes all nodes, parents before children
 * @param xml the text that the phone sent, as evidence
 */
public record UiTree(List<UiNode> roots, List<UiNode> nodes, String xml) {
  /** The most characters of one element in a message. */
  private static final int LONGEST_WORD = 300;

  public UiTree {
    roots = List.copyOf(roots);
    nodes = List.copyOf(nodes);
  }

  static UiTree of(List<UiNode> roots, String xml) {
    List<UiNode> nodes = new ArrayList<>();
    roots.forEach(root -> collect(root, nodes));
    return new UiTree(roots, nodes, xml);
  }

  private static void collect(UiNode node, List<UiNode> into) {
    into.add(node);
    node.children().forEach(child -> collect(child, into));
  }

  /** Returns the screen's extent, which is that of its largest window. */
  public Bounds screen() {
    int right = 0;
    int bottom = 0;
    for (UiNode root : roots) {
      right = Math.max(right, root.bounds().right());
      bottom = Math.max(bottom, root.bounds().bottom());
    }
    return new Bounds(0, 0, right, bottom);
  }

  /**
   * Returns whether a tap on an element's middle would hit another element in front of it. Elements
   * are listed in drawing order.
   */
  public boolean isCovered(UiNode node) {
    List<UiNode> within = new ArrayList<>();
    collect(node, within);
    int after = nodes.indexOf(node) + within.size();
    return nodes.subList(after, nodes.size()).stream()
        .anyMatch(other -> other.clickable() && other.bounds().holdsCentreOf(node.bounds()));
  }

  /**
   * Returns the texts on the screen, for messages.
   *
   * @param atMost the most texts to include
   */
  public String words(int atMost) {
    return String.join(
        " | ",
        nodes.stream()
            .map(node -> node.text().isEmpty() ? node.description() : node.text())
            .map(word -> SafeText.line(word, LONGEST_WORD))
            .filter(word -> !word.isEmpty())
            .distinct()
            .limit(atMost)
            .toList());
  }
}
