package dev.drover.virtualphone.app;

import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** One page of a simulated app. */
public interface AppScreen {

  /** The views on the page now, the lowest first. */
  List<View> render();

  /** What a person would call the page. */
  String describe();

  /** The fields that take text. */
  default List<TextField> fields() {
    return List.of();
  }

  /** The keyboard's action key, or Enter in a field of one line. */
  default void enter() {}

  default void swipe(Direction direction) {}

  /**
   * Handles Back within the page.
   *
   * @return false if the page has nothing to go back to; the page is then closed
   */
  default boolean back() {
    return false;
  }

  /** Whether the page below stays visible. */
  default boolean isOverlay() {
    return false;
  }

  /** Whether the page's video is paused. */
  default boolean isPaused() {
    return false;
  }
}
