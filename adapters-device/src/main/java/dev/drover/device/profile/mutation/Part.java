package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An element of a screen that is being changed. */
final class Part {
  String text;
  String description;
  String hint;
  String type;
  String id;
  String packageName;
  Bounds bounds;
  boolean clickable;
  boolean enabled;
  boolean focused;
  boolean selected;
  boolean scrollable;
  UiNode.Traits traits;
  Optional<Part> parent = Optional.empty();
  final List<Part> children = new ArrayList<>();

  /** The element of the unchanged screen that this is, or is a copy of. */
  final Optional<UiNode> origin;

  /** Whether this was not on the unchanged screen. */
  final boolean added;

  private Part(Optional<UiNode> origin, UiNode like, boolean added) {
    this.origin = origin;
    this.added = added;
    text = like.text();
    description = like.description();
    hint = like.hint();
    type = like.type();
    id = like.id();
    packageName = like.packageName();
    bounds = like.bounds();
    clickable = like.clickable();
    enabled = like.enabled();
    focused = like.focused();
    selected = like.selected();
    scrollable = like.scrollable();
    traits = like.traits();
  }

  static Part of(UiNode node) {
    return of(node, false);
  }

  private static Part of(UiNode node, boolean added) {
    Part part = new Part(Optional.of(node), node, added);
    node.children().forEach(child -> part.add(of(child, added)));
    return part;
  }

  /** Makes an element that says nothing. */
  static Part plain(String type, String packageName, Bounds bounds) {
    return new Part(
        Optional.empty(),
        new UiNode(
            "",
            "",
            "",
            type,
            "",
            packageName,
            bounds,
            false,
            true,
            false,
            false,
            false,
            UiNode.Traits.NONE,
            List.of()),
        true);
  }

  /** Returns a copy of it with all below, which counts as added. */
  Part copy() {
    Part copy = plain(type, packageName, bounds);
    Part full = origin.map(node -> new Part(origin, node, true)).orElse(copy);
    full.text = text;
    full.description = description;
    full.bounds = bounds;
    full.clickable = clickable;
    full.selected = selected;
    full.id = id;
    children.forEach(child -> full.add(child.copy()));
    return full;
  }

  void add(Part child) {
    child.parent = Optional.of(this);
    children.add(child);
  }

  void add(int at, Part child) {
    child.parent = Optional.of(this);
    children.add(at, child);
  }

  /** Puts another element in its place, with it as its only child. */
  void wrapIn(Part wrapper) {
    Part above = parent.orElseThrow();
    int at = above.children.indexOf(this);
    above.children.set(at, wrapper);
    wrapper.parent = Optional.of(above);
    wrapper.add(this);
  }

  void eachBelow(Consumer<Part> work) {
    work.accept(this);
    List.copyOf(children).forEach(child -> child.eachBelow(work));
  }

  boolean isField() {
    return type.endsWith("EditText") || type.endsWith("AutoCompleteTextView");
  }

  int width() {
    return bounds.right() - bounds.left();
  }

  int height() {
    return bounds.bottom() - bounds.top();
  }

  void shiftDown(int pixels) {
    eachBelow(
        part ->
            part.bounds =
                new Bounds(
                    part.bounds.left(),
                    part.bounds.top() + pixels,
                    part.bounds.right(),
                    part.bounds.bottom() + pixels));
  }

  /** Squeezes or widens it, with all below, from one width to another. */
  void toWidth(int left, int right) {
    int from = bounds.left();
    int width = Math.max(1, width());
    eachBelow(
        part ->
            part.bounds =
                new Bounds(
                    left + (int) ((long) (part.bounds.left() - from) * (right - left) / width),
                    part.bounds.top(),
                    left + (int) ((long) (part.bounds.right() - from) * (right - left) / width),
                    part.bounds.bottom()));
  }
}
