package dev.drover.device.screen;

import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signals that an element is not on the screen, or that none of several alternatives is. Carries
 * what is needed to repair their selectors. Looking again is safe.
 */
public final class ElementNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Selector> selectors;
  private final transient UiTree screen;

  /**
   * @param selectors at least one; any of them would have done
   */
  ElementNotFound(List<Selector> selectors, AppProfile profile, UiTree screen, String detail) {
    super(
        absent(selectors)
            + " on the screen"
            + detail
            + (profile.pages().isEmpty() || !profile.pagesOn(screen).isEmpty()
                ? ""
                : ", which shows no page that the profile knows")
            + leftOut(selectors, profile, screen)
            + ". On it: "
            + screen.words(12)
            + ". If the app has changed, repair "
            + (selectors.size() == 1
                ? selectors.getFirst().name()
                : "the one of them that this screen should show,")
            + " in "
            + profile.repairFile());
    this.selectors = List.copyOf(selectors);
    this.screen = screen;
  }

  /** Says of what is there why it does not count. */
  private static String leftOut(List<Selector> selectors, AppProfile profile, UiTree screen) {
    AppProfile.Look look = profile.on(screen);
    return selectors.stream()
        .map(Selector::name)
        .filter(profile::has)
        .flatMap(name -> look.whyLeftOut(name).stream().map(why -> " (" + name + " " + why + ")"))
        .findFirst()
        .orElse("");
  }

  private static String absent(List<Selector> selectors) {
    return selectors.size() == 1
        ? selectors.getFirst().name() + " is not"
        : "none of " + names(selectors) + " is";
  }

  private static String names(List<Selector> selectors) {
    return selectors.stream().map(Selector::name).collect(Collectors.joining(", "));
  }

  /** Returns the names of the elements, as the profile has them. */
  public String names() {
    return names(selectors);
  }

  /** Returns what was looked for; at least one. */
  public List<Selector> selectors() {
    return selectors;
  }

  public UiTree screen() {
    return screen;
  }
}
