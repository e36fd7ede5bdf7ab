package dev.drover.virtualphone.paint;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * A rectangle on the screen, as the accessibility tree shows it.
 *
 * @param type the Android class, such as {@code android.widget.Button}
 * @param id the resource id, or empty; one with a colon has its own package
 * @param onTap the effect of a tap; a view without it passes taps through
 * @param children drawn over this view, and tapped before it; the last on top
 * @param look what only its picture shows
 */
public record View(
    String type,
    String text,
    String description,
    String id,
    Bounds bounds,
    Flags flags,
    Optional<Tap> onTap,
    List<View> children,
    Look look) {
  private static final String SEEK_BAR = "android.widget.SeekBar";

  /** Pixels from the left and top edge (inclusive) to the right and bottom edge (exclusive). */
  public record Bounds(int left, int top, int right, int bottom) {
    boolean contains(int x, int y) {
      return x >= left && x < right && y >= top && y < bottom;
    }

    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    @Override
    public String toString() {
      return "[" + left + "," + top + "][" + right + "," + bottom + "]";
    }
  }

  /**
   * States of a view.
   *
   * @param opaque whether it hides what is below it and takes its taps; the accessibility tree does
   *     not show this
   * @param password whether it shows dots in place of a text
   */
  public record Flags(
      boolean scrollable, boolean focused, boolean selected, boolean opaque, boolean password) {
    static final Flags NONE = new Flags(false, false, false, false, false);
  }

  /** What a tap does, given its place on the screen. */
  @FunctionalInterface
  public interface Tap {
    void at(int x, int y);
  }

  public View {
    children = List.copyOf(children);
  }

  public static View group(String id, Bounds bounds, List<View> children) {
    return new View(
        "android.widget.FrameLayout",
        "",
        "",
        id,
        bounds,
        Flags.NONE,
        Optional.empty(),
        children,
        Look.PLAIN);
  }

  /** A part of the screen that covers what is below it. */
  public static View sheet(Bounds bounds, List<View> children) {
    return new View(
        "android.widget.FrameLayout",
        "",
        "",
        "sheet",
        bounds,
        new Flags(false, false, false, true, false),
        Optional.empty(),
        children,
        Look.PLAIN);
  }

  public static View list(String id, Bounds bounds, List<View> children) {
    return new View(
        "androidx.recyclerview.widget.RecyclerView",
        "",
        "",
        id,
        bounds,
        new Flags(true, false, false, false, false),
        Optional.empty(),
        children,
        Look.PLAIN);
  }

  public static View label(String text, Bounds bounds) {
    return new View(
        "android.widget.TextView",
        text,
        "",
        "",
        bounds,
        Flags.NONE,
        Optional.empty(),
        List.of(),
        Look.PLAIN);
  }

  public static View button(String text, Bounds bounds, Runnable onTap) {
    return tappable("android.widget.Button", text, "", bounds, onTap, List.of())
        .styled(Look.Style.PRIMARY);
  }

  public static View tappableLabel(String text, Bounds bounds, Runnable onTap) {
    return tappable("android.widget.TextView", text, "", bounds, onTap, List.of());
  }

  public static View icon(String description, Bounds bounds, Runnable onTap) {
    return tappable("android.widget.ImageView", "", description, bounds, onTap, List.of());
  }

  /** A picture that takes no taps. */
  public static View picture(String description, Bounds bounds) {
    return new View(
        "android.widget.ImageView",
        "",
        description,
        "",
        bounds,
        Flags.NONE,
        Optional.empty(),
        List.of(),
        Look.PLAIN);
  }

  /** A row or card that takes taps as a whole. */
  public static View row(String description, Bounds bounds, Runnable onTap, List<View> children) {
    return tappable("android.view.ViewGroup", "", description, bounds, onTap, children);
  }

  private static View tappable(
      String type,
      String text,
      String description,
      Bounds bounds,
      Runnable onTap,
      List<View> children) {
    return new View(
        type,
        text,
        description,
        "",
        bounds,
        Flags.NONE,
        Optional.of((_, _) -> onTap.run()),
        children,
        Look.PLAIN);
  }

  public static View field(TextField field, String hint, Bounds bounds, Runnable onTap) {
    return new View(
        "android.widget.EditText",
        field.isEmpty() ? hint : field.shown(),
        "",
        "",
        bounds,
        new Flags(false, field.isFocused(), false, false, field.isSecret()),
        Optional.of((_, _) -> onTap.run()),
        List.of(),
        Look.PLAIN.styled(field.isEmpty() ? Look.Style.HINT : Look.Style.FIELD));
  }

  /** A bar with a value from 0 to 100. The place of a tap sets it. */
  public static View seekBar(int value, Bounds bounds, IntConsumer onSet) {
    return new View(
        SEEK_BAR,
        Integer.toString(value),
        "",
        "",
        bounds,
        Flags.NONE,
        Optional.of(
            (x, _) -> {
              long percent = Math.round((x - bounds.left()) * 100.0 / bounds.width());
              onSet.accept(Math.clamp(percent, 0, 100));
            }),
        List.of(),
        Look.PLAIN);
  }

  /** A progress wheel. */
  public static View progress(Bounds bounds) {
    return new View(
        "android.widget.ProgressBar",
        "",
        "",
        "",
        bounds,
        Flags.NONE,
        Optional.empty(),
        List.of(),
        Look.PLAIN);
  }

  public View selected(boolean selected) {
    return withFlags(
        new Flags(flags.scrollable(), flags.focused(), selected, flags.opaque(), flags.password()));
  }

  private View withFlags(Flags newFlags) {
    return new View(type, text, description, id, bounds, newFlags, onTap, children, look);
  }

  public View withId(String newId) {
    return new View(type, text, description, newId, bounds, flags, onTap, children, look);
  }

  /** The same view with other ids and words, all the way down. */
  public View renamed(Function<String, String> newId, Function<String, String> newWords) {
    return new View(
        type,
        newWords.apply(text),
        newWords.apply(description),
        newId.apply(id),
        bounds,
        flags,
        onTap,
        children.stream().map(child -> child.renamed(newId, newWords)).toList(),
        look);
  }

  /** The same view with other Android classes, all the way down. Text fields keep theirs. */
  public View ofOtherClasses() {
    return new View(
        switch (type) {
          case "android.widget.Button" -> "android.widget.TextView";
          case "android.widget.ImageView" -> "android.widget.FrameLayout";
          case "android.view.ViewGroup" -> "android.widget.LinearLayout";
          default -> type;
        },
        text,
        description,
        id,
        bounds,
        flags,
        onTap,
        children.stream().map(View::ofOtherClasses).toList(),
        look);
  }

  /** The same view with another Android class. */
  public View as(String newType) {
    return new View(newType, text, description, id, bounds, flags, onTap, children, look);
  }

  /** The same view with another text. */
  public View saying(String newText) {
    return new View(type, newText, description, id, bounds, flags, onTap, children, look);
  }

  /** The same view with another description for screen readers. */
  public View called(String newDescription) {
    return new View(type, text, newDescription, id, bounds, flags, onTap, children, look);
  }

  /** The same view in another style. */
  public View styled(Look.Style style) {
    return looking(look.styled(style));
  }

  /** The same view with an icon. */
  public View marked(Symbol symbol) {
    return looking(look.marked(symbol));
  }

  /** The same view with a short text below its icon. */
  public View noted(String note) {
    return looking(look.noted(note));
  }

  /** The same view with something drawn on it. */
  public View drawing(Ornament ornament) {
    return looking(look.with(ornament));
  }

  /** The same view in the colour of an app. */
  public View accented(Look.Accent accent) {
    return looking(look.accented(accent));
  }

  /** The same screen on a phone. */
  public View framed(Frame frame) {
    return looking(look.framed(frame));
  }

  View looking(Look newLook) {
    return new View(type, text, description, id, bounds, flags, onTap, children, newLook);
  }

  /** The same view with other looks, all the way down. */
  public View dressed(UnaryOperator<View> dress) {
    View dressed =
        new View(
            type,
            text,
            description,
            id,
            bounds,
            flags,
            onTap,
            children.stream().map(child -> child.dressed(dress)).toList(),
            look);
    return dressed.looking(dress.apply(dressed).look());
  }

  /** The action of a tap at this place, which goes to the topmost view that takes taps. */
  public Optional<Runnable> tapAt(int x, int y) {
    return hit(x, y).flatMap(View::onTap).map(tap -> () -> tap.at(x, y));
  }

  /**
   * The action of a finger that drags the view at one place to another, if that view can be
   * dragged.
   */
  public Optional<Runnable> dragFrom(int x, int y, int toX, int toY) {
    return hit(x, y)
        .filter(view -> view.type().equals(SEEK_BAR))
        .flatMap(View::onTap)
        .map(tap -> () -> tap.at(toX, toY));
  }

  /** The topmost view at this place that takes taps or blocks them. */
  private Optional<View> hit(int x, int y) {
    if (!bounds.contains(x, y)) {
      return Optional.empty();
    }
    for (View child : children.reversed()) {
      Optional<View> hit = child.hit(x, y);
      if (hit.isPresent()) {
        return hit;
      }
    }
    return onTap.isPresent() || flags.opaque() ? Optional.of(this) : Optional.empty();
  }
}
