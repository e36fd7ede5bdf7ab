package dev.drover.device.hierarchy;

import dev.drover.device.adb.SafeText;
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
    Traits traits,
    List<UiNode> children) {
  /** The longest name in a message, in characters. */
  private static final int LONGEST_NAME = 300;

  /** What flows don't look at, and programs ask for. */
  public record Traits(
      boolean checkable,
      boolean checked,
      boolean focusable,
      boolean longClickable,
      boolean password) {
    public static final Traits NONE = new Traits(false, false, false, false, false);
  }

  public UiNode {
    children = List.copyOf(children);
  }

  /** Returns whether this is an input field. Its text is what somebody typed, or a hint. */
  public boolean isField() {
    // A field with completions has a class of its own.
    return type.endsWith("EditText") || type.endsWith("AutoCompleteTextView");
  }

  /** Returns whether this is the same element of the same screen. Others may be equal. */
  @SuppressWarnings("ReferenceEquality") // Two cells of a grid may be equal in everything.
  public boolean is(UiNode other) {
    return this == other;
  }

  /** A short description for messages. */
  public String describe() {
    String name =
        !text.isEmpty()
            ? "\"" + SafeText.line(text, LONGEST_NAME) + "\""
            : "(" + SafeText.line(description, LONGEST_NAME) + ")";
    return SafeText.line(type.substring(type.lastIndexOf('.') + 1), LONGEST_NAME)
        + " "
        + name
        + " "
        + bounds;
  }
}
