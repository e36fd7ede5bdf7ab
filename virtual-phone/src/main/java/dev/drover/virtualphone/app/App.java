package dev.drover.virtualphone.app;

import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app on the phone. Called by one thread at a time. */
public interface App {

  String packageName();

  /** The name below its icon. */
  String name();

  /** The picture on its icon. */
  default Symbol icon() {
    return Symbol.STAR;
  }

  String version();

  /** Has another version installed over it, and ends. */
  default void update(String newVersion) {}

  /** The activity on top, as {@code package/class}. */
  String activity();

  /** Brings the app to the front, as it was or at its first page. */
  default void launch() {}

  /**
   * Opens a link.
   *
   * @return false if the link does not belong to this app
   */
  default boolean open(String url) {
    return false;
  }

  /**
   * Accepts media that another app shares.
   *
   * @param type the content's type, such as {@code video/mp4}
   * @param uris the media, in order
   * @return false if the app does not accept this type
   */
  default boolean share(String type, List<String> uris) {
    return false;
  }

  /** Ends the app. It starts at its first page next time. */
  default void stop() {}

  /** Carries out what is due by the phone's clock. */
  default void settle() {}

  View render();

  /** The field that has the focus. */
  default Optional<TextField> field() {
    return Optional.empty();
  }

  /** The keyboard's action key, or Enter in a field of one line. */
  default void enter() {}

  /**
   * Goes back one page.
   *
   * @return false if there is nothing to go back to; the phone then goes home
   */
  boolean back();

  default void swipe(Direction direction) {}

  /** Whether nothing moves on the screen, even under the fault {@code no_idle}. */
  default boolean isAtRest() {
    return false;
  }

  /** Shows one of the app's own dialogs. */
  default void showPopup(String name) {}

  /** What a person sees, for the control port. */
  String describe();

  /** The accounts that the phone has, with whether each is logged in. */
  default Map<String, Boolean> accounts() {
    return Map.of();
  }

  /**
   * Logs an account out, as a platform does from afar.
   *
   * @return false if the app has no such account
   */
  default boolean logOut(String account) {
    return false;
  }

  /** The account in use, where there are accounts. */
  default Optional<String> account() {
    return Optional.empty();
  }
}
