package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** A screen that is being changed. */
final class Draft {
  final Bounds screen;
  private final List<Part> roots = new ArrayList<>();

  Draft(UiTree tree) {
    screen = tree.screen();
    tree.roots().forEach(root -> roots.add(Part.of(root)));
  }

  /** Returns all elements, parents before children. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    roots.forEach(root -> root.eachBelow(parts::add));
    return parts;
  }

  /**
   * Writes the changed screen and reads it as one from a phone.
   *
   * @throws IllegalStateException if what was written is no screen, which is a defect
   */
  ChangedScreen finished() {
    roots.forEach(root -> root.eachBelow(part -> part.children.removeIf(this::isOutside)));
    StringBuilder xml = new StringBuilder("<hierarchy rotation=\"0\">");
    roots.forEach(root -> write(root, xml));
    xml.append("</hierarchy>");
    try {
      UiTree tree = new HierarchyParser().parse(xml.toString());
      List<Part> parts = parts();
      IdentityHashMap<UiNode, Part> sources = new IdentityHashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        sources.put(tree.nodes().get(i), parts.get(i));
      }
      return new ChangedScreen(tree, sources);
    } catch (HierarchyUnreadable defect) {
      throw new IllegalStateException("a changed screen can't be read", defect);
    }
  }

  private boolean isOutside(Part part) {
    return part.bounds.top() >= extent().bottom() && !part.bounds.isEmpty();
  }

  private Bounds extent() {
    int right = 0;
    int bottom = 0;
    for (Part root : roots) {
      right = Math.max(right, root.bounds.right());
      bottom = Math.max(bottom, root.bounds.bottom());
    }
    return new Bounds(0, 0, right, bottom);
  }

  private static void write(Part part, StringBuilder xml) {
    xml.append("<node");
    attribute("text", part.text, xml);
    attribute("resource-id", part.id, xml);
    attribute("class", part.type, xml);
    attribute("package", part.packageName, xml);
    attribute("content-desc", part.description, xml);
    attribute("hint", part.hint, xml);
    flag("checkable", part.traits.checkable(), xml);
    flag("checked", part.traits.checked(), xml);
    flag("clickable", part.clickable, xml);
    flag("enabled", part.enabled, xml);
    flag("focusable", part.traits.focusable(), xml);
    flag("focused", part.focused, xml);
    flag("scrollable", part.scrollable, xml);
    flag("long-clickable", part.traits.longClickable(), xml);
    flag("password", part.traits.password(), xml);
    flag("selected", part.selected, xml);
    attribute("bounds", part.bounds.toString(), xml);
    xml.append('>');
    part.children.forEach(child -> write(child, xml));
    xml.append("</node>");
  }

  private static void flag(String name, boolean value, StringBuilder xml) {
    attribute(name, Boolean.toString(value), xml);
  }

  private static void attribute(String name, String value, StringBuilder xml) {
    xml.append(' ').append(name).append("=\"");
    value
        .codePoints()
        .forEach(
            character -> {
              if (character == '&' || character == '<' || character == '"' || character < ' ') {
                xml.append("&#").append(character).append(';');
              } else {
                xml.appendCodePoint(character);
              }
            });
    xml.append('"');
  }
}
