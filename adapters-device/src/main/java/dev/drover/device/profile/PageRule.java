package dev.drover.device.profile;

import java.util.List;
import java.util.Optional;

/**
 * A page of the app: what it is recognised by. An element's page is the first part of its name.
 *
 * @param signs elements of which at least one is on the page
 * @param unless elements that are on similar pages, and never on this one
 * @param anywhere elements of the page that are looked for on every screen, such as those of sheets
 *     that cover the signs
 * @param guards whether elements of the page are looked for only where it is recognised, as the
 *     profile says by naming signs. Of a page with a single element nothing is known but that
 * @param sheet whether it lies over another page, and takes that one's place where it does
 * @param parts what the page consists of, where that matters
 */
public record PageRule(
    List<String> signs,
    List<String> unless,
    List<String> anywhere,
    boolean guards,
    boolean sheet,
    List<Part> parts) {
  /**
   * A part of a page, such as a post of a feed or a row of a list. It is told by the first of the
   * three ways that finds any.
   *
   * @param begins elements of which one stands at the top of each
   * @param around elements that each has once
   * @param rowsOf lists of which each row is one
   * @param repeats whether a page may have several. Elements of one then belong together
   * @param has the elements that are looked for in it
   */
  public record Part(
      String name,
      List<String> begins,
      List<String> around,
      List<String> rowsOf,
      boolean repeats,
      List<String> has) {
    public Part {
      begins = List.copyOf(begins);
      around = List.copyOf(around);
      rowsOf = List.copyOf(rowsOf);
      has = List.copyOf(has);
    }
  }

  public PageRule {
    signs = List.copyOf(signs);
    unless = List.copyOf(unless);
    anywhere = List.copyOf(anywhere);
    parts = List.copyOf(parts);
  }

  /** Returns the part that an element is looked for in. */
  Optional<Part> partWith(String element) {
    return parts.stream().filter(part -> part.has().contains(element)).findFirst();
  }

  static PageRule shownBy(String element) {
    return new PageRule(List.of(element), List.of(), List.of(), false, false, List.of());
  }

  /** Returns whether an element is looked for also where the page was not recognised. */
  boolean allowsAnywhere(String element) {
    return !guards || anywhere.contains(element);
  }
}
