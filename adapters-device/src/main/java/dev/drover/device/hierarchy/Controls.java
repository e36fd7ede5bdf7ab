package dev.drover.device.hierarchy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The controls of a screen. A control is what a tap acts on: a clickable element with all that is
 * in it and is not clickable itself. Apps put a control's words, its states and {@code clickable}
 * on the element, on one around it of the same size, or on one in it, and change that from version
 * to version; so a control is asked as a whole.
 */
public final class Controls {
  /** Something larger, in percent of the screen, is a page and no control. */
  private static final int LARGEST = 45;

  /** Two elements are of the same size if the smaller has so many percent of the larger's area. */
  private static final int SAME_SIZE = 70;

  /** So far around an element is its control. Real apps need ten. */
  private static final int MOST_LEVELS = 30;

  /** A control has at most so many parts; a phone must not decide how long a look takes. */
  private static final int MOST_KIN = 80;

  private final IdentityHashMap<UiNode, UiNode> parents = new IdentityHashMap<>();
  private final long screen;

  public Controls(UiTree tree) {
    screen = tree.screen().area();
    tree.nodes().forEach(node -> node.children().forEach(child -> parents.put(child, node)));
  }

  /** Returns the element around it, unless it is the outermost. */
  public Optional<UiNode> parent(UiNode node) {
    return Optional.ofNullable(parents.get(node));
  }

  /**
   * Returns the clickable element that a tap on this one acts on: itself or one around it, or else
   * one in it that covers it.
   */
  public Optional<UiNode> control(UiNode node) {
    Optional<UiNode> at = Optional.of(node);
    for (int level = 0; level < MOST_LEVELS && at.isPresent() && !at.get().clickable(); level++) {
      at = parent(at.get());
    }
    return at.filter(UiNode::clickable).filter(this::isNoPage).or(() -> coverOf(node));
  }

  private boolean isNoPage(UiNode node) {
    return 100 * node.bounds().area() <= LARGEST * screen;
  }

  private static Optional<UiNode> coverOf(UiNode node) {
    for (UiNode child : node.children()) {
      if (isOfSameSize(child, node)) {
        Optional<UiNode> cover = child.clickable() ? Optional.of(child) : coverOf(child);
        if (cover.isPresent()) {
          return cover;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOfSameSize(UiNode inner, UiNode outer) {
    return 100 * inner.bounds().area() >= SAME_SIZE * outer.bounds().area();
  }

  /** Returns whether a tap on both acts on the same thing. */
  public boolean areOne(UiNode one, UiNode other) {
    Optional<UiNode> control = control(one);
    return control.isPresent() && control(other).filter(control.get()::is).isPresent();
  }

  /** Returns whether this is within the other. */
  public boolean isWithin(UiNode node, UiNode other) {
    Optional<UiNode> at = parent(node);
    while (at.isPresent() && !at.get().is(other)) {
      at = parent(at.get());
    }
    return at.isPresent();
  }

  /** Returns whether the element, or the control that it belongs to, has this state. */
  public boolean any(UiNode node, Predicate<UiNode> state) {
    return state.test(node) || kin(node).stream().anyMatch(state);
  }

  /**
   * Returns what an element is one with: its control, what is in that and not clickable, and what
   * is around it with the same size.
   */
  public List<UiNode> kin(UiNode node) {
    UiNode whole = control(node).filter(one -> one.is(node) || isWithin(node, one)).orElse(node);
    List<UiNode> kin = new ArrayList<>();
    collect(whole, kin);
    Optional<UiNode> around = parent(whole);
    while (around.isPresent()
        && kin.size() < MOST_KIN
        && isNoPage(around.get())
        && isOfSameSize(whole, around.get())) {
      kin.add(around.get());
      around = parent(around.get());
    }
    return kin;
  }

  private static void collect(UiNode node, List<UiNode> into) {
    into.add(node);
    for (UiNode child : node.children()) {
      if (into.size() == MOST_KIN) {
        return;
      }
      if (!child.clickable() || isOfSameSize(child, node)) {
        collect(child, into);
      }
    }
  }
}
