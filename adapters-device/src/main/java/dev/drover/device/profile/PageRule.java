package dev.drover.device.profile;

import java.util.List;

/**
 * A page of the app: what it is recognised by. An element's page is the first part of its name.
 *
 * @param signs elements of which at least one is on the page
 * @param unless elements that are on similar pages, and never on this one
 * @param anywhere elements of the page that are looked for on every screen, such as those of sheets
 *     that cover the signs
 * @param guards whether elements of the page are looked for only where it is recognised, as the
 *     profile says by naming signs. Of a page with a single element nothing is known but that
 */
public record PageRule(
    List<String> signs, List<String> unless, List<String> anywhere, boolean guards) {
  public PageRule {
    signs = List.copyOf(signs);
    unless = List.copyOf(unless);
    anywhere = List.copyOf(anywhere);
  }

  static PageRule shownBy(String element) {
    return new PageRule(List.of(element), List.of(), List.of(), false);
  }

  /** Returns whether an element is looked for also where the page was not recognised. */
  boolean allowsAnywhere(String element) {
    return !guards || anywhere.contains(element);
  }
}
