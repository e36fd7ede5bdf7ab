package dev.drover.virtualphone.app;

import java.util.List;

/** One page of a simulated app. */
interface AppScreen {

  /** What stands on it now, from the bottom up. */
  List<View> render();

  /** What a person would call it. */
  String describe();

  /** Text from the keyboard; lost where no field has the focus. */
  default void type(String text) {}

  default void enter() {}

  default void backspace() {}

  default void swipeUp() {}

  default boolean keyboardShown() {
    return false;
  }

  default void hideKeyboard() {}

  /** Whether it lies over the page below, which stays visible. */
  default boolean isOverlay() {
    return false;
  }
}
