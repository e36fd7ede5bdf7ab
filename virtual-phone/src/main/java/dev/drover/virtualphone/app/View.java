package dev.drover.virtualphone.app;

import java.util.List;
import java.util.Optional;

/**
 * A rectangle on the screen, as the accessibility tree shows it.
 *
 * @param type the Android class, such as {@code android.widget.Button}
 * @param id the resource id, or empty
 * @param onTap what a tap does; a view without it passes taps through
 * @param children drawn, and hit, over it; the last on top
 */
public record View(
    String type,
    String text,
    String description,
    String id,
    Bounds bounds,
    Flags flags,
    Optional<Runnable> onTap,
    List<View> children) {

  /** From the left and top edge (inclusive) to the right and bottom one (exclusive), in pixels. */
  public record Bounds(int left, int top, int right, int bottom) {
    boolean contains(int x, int y) {
      return x >= left && x < right && y >= top && y < bottom;
    }

    @Override
    public String toString() {
      return "[" + left + "," + top + "][" + right + "," + bottom + "]";
    }
  }

  /** States that the accessibility tree shows. */
  public record Flags(boolean scrollable, boolean focused, boolean selected) {
    static final Flags NONE = new Flags(false, false, false);
  }

  public View {
    children = List.copyOf(children);
  }

  static View group(String id, Bounds bounds, List<View> children) {
    return new View(
        "android.widget.FrameLayout", "", "", id, bounds, Flags.NONE, Optional.empty(), children);
  }

  static View list(String id, Bounds bounds, List<View> children) {
    return new View(
        "androidx.recyclerview.widget.RecyclerView",
        "",
        "",
        id,
        bounds,
        new Flags(true, false, false),
        Optional.empty(),
        children);
  }

  static View label(String text, Bounds bounds) {
    return new View(
        "android.widget.TextView", text, "", "", bounds, Flags.NONE, Optional.empty(), List.of());
  }

  static View button(String text, Bounds bounds, Runnable onTap) {
    return new View(
        "android.widget.Button", text, "", "", bounds, Flags.NONE, Optional.of(onTap), List.of());
  }

  static View tappableLabel(String text, Bounds bounds, Runnable onTap) {
    return new View(
        "android.widget.TextView", text, "", "", bounds, Flags.NONE, Optional.of(onTap), List.of());
  }

  static View icon(String description, Bounds bounds, Runnable onTap) {
    return new View(
        "android.widget.ImageView",
        "",
        description,
        "",
        bounds,
        Flags.NONE,
        Optional.of(onTap),
        List.of());
  }

  /** A row or card that takes taps as a whole. */
  static View row(String description, Bounds bounds, Runnable onTap, List<View> children) {
    return new View(
        "android.view.ViewGroup",
        "",
        description,
        "",
        bounds,
        Flags.NONE,
        Optional.of(onTap),
        children);
  }

  static View field(String text, String hint, Bounds bounds, boolean focused, Runnable onTap) {
    return new View(
        "android.widget.EditText",
        text.isEmpty() ? hint : text,
        "",
        "",
        bounds,
        new Flags(false, focused, false),
        Optional.of(onTap),
        List.of());
  }

  View selected(boolean selected) {
    return new View(
        type,
        text,
        description,
        id,
        bounds,
        new Flags(flags.scrollable(), flags.focused(), selected),
        onTap,
        children);
  }

  View withId(String newId) {
    return new View(type, text, description, newId, bounds, flags, onTap, children);
  }

  /** What a tap at this place does: that of the topmost view there that takes taps. */
  public Optional<Runnable> tapAt(int x, int y) {
    if (!bounds.contains(x, y)) {
      return Optional.empty();
    }
    for (View child : children.reversed()) {
      Optional<Runnable> hit = child.tapAt(x, y);
      if (hit.isPresent()) {
        return hit;
      }
    }
    return onTap;
  }
}
