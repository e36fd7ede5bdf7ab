package dev.drover.device.hierarchy;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A part of a page, such as one post of a feed or one row of a list.
 *
 * @param bounds the place that it takes on the screen
 * @param nodes what belongs to it, by identity: parts of two posts may be equal
 */
public record PagePart(Bounds bounds, Set<UiNode> nodes) {

  static PagePart of(Bounds bounds, List<UiNode> nodes) {
    Set<UiNode> held = Collections.newSetFromMap(new IdentityHashMap<>());
    held.addAll(nodes);
    return new PagePart(bounds, Collections.unmodifiableSet(held));
  }

  public boolean holds(UiNode node) {
    return nodes.contains(node);
  }

  /** Returns its height in pixels. */
  int height() {
    return Math.max(0, bounds.bottom() - bounds.top());
  }
}
