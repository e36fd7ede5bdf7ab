package dev.drover.virtualphone.app;

import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.List;

/** One page of a simulated app. */
public interface AppScreen {

  /** What stands on it now, from the bottom up. */
  List<View> render();

  /** What a person would call it. */
  String describe();

  /** The fields that take text. */
  default List<TextField> fields() {
    return List.of();
  }

  /** The keyboard's action key, or Enter in a field of one line. */
  default void enter() {}

  default void swipe(Direction direction) {}

  /**
   * Does what its own Back does.
   *
   * @return false if it has nothing of its own: the page then goes
   */
  default boolean back() {
    return false;
  }

  /** Whether it lies over the page below, which stays visible. */
  default boolean isOverlay() {
    return false;
  }

  /** Whether a video that would play stands still. */
  default boolean isPaused() {
    return false;
  }
}
