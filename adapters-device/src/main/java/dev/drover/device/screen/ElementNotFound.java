package dev.drover.device.screen;

import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;

/**
 * Signals that an element is not on the screen, and carries what is needed to repair its selector.
 * Looking again is safe.
 */
public final class ElementNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Selector selector;
  private final transient UiTree screen;

  ElementNotFound(Selector selector, AppProfile profile, UiTree screen, String detail) {
    super(
        selector.name()
            + " is not on the screen"
            + detail
            + ". On it: "
            + screen.words(12)
            + ". If the app has changed, repair "
            + selector.name()
            + " in "
            + profile.source());
    this.selector = selector;
    this.screen = screen;
  }

  public Selector selector() {
    return selector;
  }

  public UiTree screen() {
    return screen;
  }
}
