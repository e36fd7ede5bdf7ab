package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A changed screen, and which element of it is which of the unchanged one.
 *
 * @param sources for each element of the tree, by identity, how it came to be
 */
record ChangedScreen(UiTree tree, IdentityHashMap<UiNode, Part> sources) {

  /**
   * Returns whether an element that was found is what an element of the unchanged screen has
   * become: itself, or so near to it that a tap on the middle does the same.
   *
   * @param alsoCopies whether an added row of its kind will do, as where all rows are wanted
   */
  boolean isWhatBecameOf(UiNode original, UiNode found, boolean alsoCopies) {
    Part here = source(found);
    for (Part part : sources.values()) {
      if (part.origin.filter(original::is).isPresent()
          && (!part.added || alsoCopies)
          && isSame(part, here)) {
        return true;
      }
    }
    return false;
  }

  private Part source(UiNode node) {
    return Optional.ofNullable(sources.get(node)).orElseThrow();
  }

  private static boolean isSame(Part wanted, Part found) {
    if (wanted == found) {
      return true;
    }
    Optional<Part> control = control(wanted);
    return (control.isPresent() && control.equals(control(found)))
        || ((isWithin(found, wanted) || isWithin(wanted, found))
            && wanted.bounds.holdsCentreOf(found.bounds));
  }

  private static Optional<Part> control(Part part) {
    Optional<Part> at = Optional.of(part);
    while (at.isPresent() && !at.get().clickable) {
      at = at.get().parent;
    }
    return at;
  }

  private static boolean isWithin(Part inner, Part outer) {
    Optional<Part> at = Optional.of(inner);
    while (at.isPresent() && at.get() != outer) {
      at = at.get().parent;
    }
    return at.isPresent();
  }

  /** Returns whether something of an element is still on the screen. */
  boolean has(List<UiNode> originals) {
    return sources.values().stream()
        .anyMatch(
            part ->
                !part.added
                    && !part.bounds.isEmpty()
                    && part.origin
                        .filter(node -> originals.stream().anyMatch(node::is))
                        .isPresent());
  }
}
