package dev.drover.virtualphone.app;

import java.util.Optional;

/** An app on the phone. Called by one thread at a time. */
public interface App {

  String packageName();

  String version();

  /** The activity on top, as {@code package/class}. */
  String activity();

  /** Brings it up as it was, or at its start. */
  void launch();

  /**
   * Opens a link.
   *
   * @return false if it is not one of this app's
   */
  boolean open(String url);

  /** Ends it: it starts anew next time. */
  void stop();

  View render();

  /** Text from the keyboard, for the field in focus. */
  void type(String text);

  void enter();

  /** Deletes the character before the cursor. */
  void backspace();

  /**
   * @return false when there is nothing to go back to: the phone then goes home
   */
  boolean back();

  void swipeUp();

  boolean keyboardShown();

  /** Hides the keyboard where it is shown. */
  void hideKeyboard();

  /** What a person sees, for the control port. */
  String describe();

  /** The account in use, where there are accounts. */
  Optional<String> account();
}
