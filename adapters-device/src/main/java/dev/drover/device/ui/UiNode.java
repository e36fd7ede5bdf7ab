package dev.drover.device.ui;

import java.util.List;

/**
 * An element of the screen.
 *
 * @param text without invisible marks (U+200E and the like) and outer blanks
 * @param description likewise
 * @param hint what an empty field asks for, where the phone tells it (Android 14 and later)
 * @param type its Android class
 * @param id its resource id, as {@code package:id/name} or empty
 */
public record UiNode(
    String text,
    String description,
    String hint,
    String type,
    String id,
    String packageName,
    Bounds bounds,
    boolean clickable,
    boolean enabled,
    boolean focused,
    boolean selected,
    boolean scrollable,
    List<UiNode> children) {
  public UiNode {
    children = List.copyOf(children);
  }

  /** What a person would call it, for messages. */
  public String describe() {
    String name = !text.isEmpty() ? "\"" + text + "\"" : "(" + description + ")";
    return type.substring(type.lastIndexOf('.') + 1) + " " + name + " " + bounds;
  }
}
