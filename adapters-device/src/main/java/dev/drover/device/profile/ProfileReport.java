package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile makes of a screen, element by element: for repairing it after an app update.
 *
 * @param pages those that the screen shows
 * @param elements those of the pages that the screen shows first, then in the order of the file
 * @param obstacles what would happen on this screen before anything else: a dialog dismissed, a
 *     script ended
 */
public record ProfileReport(List<String> pages, List<Line> elements, List<String> obstacles) {
  public ProfileReport {
    pages = List.copyOf(pages);
    elements = List.copyOf(elements);
    obstacles = List.copyOf(obstacles);
  }

  /** How an element was found. */
  public enum Finding {
    FOUND,
    /** Several, of which all are wanted. */
    ALL_FOUND,
    /** Several, of which one is wanted: an error. */
    AMBIGUOUS,
    ABSENT,
    /** It belongs to a page that this is not. */
    OTHER_PAGE,
    /** Its texts name somebody or something, and nothing was given for it. */
    NOT_ASKED
  }

  /**
   * What was found of one element.
   *
   * @param candidate the one that fits, as it stands in the profile; empty where none does
   * @param places what it fits, as a person would call it, with the bounds
   */
  public record Line(String element, Finding finding, String candidate, List<String> places) {
    public Line {
      places = List.copyOf(places);
    }
  }

  /**
   * Looks for every element of the pages that a screen shows.
   *
   * @param argument what stands for {@code {}} in the texts
   * @param forced pages whose elements are looked for even if nothing shows them
   */
  public static ProfileReport of(
      AppProfile profile, UiTree screen, Optional<String> argument, Set<String> forced) {
    List<String> pages =
        profile.pages().entrySet().stream()
            .filter(
                page -> forced.contains(page.getKey()) || shows(profile, page.getValue(), screen))
            .map(Map.Entry::getKey)
            .toList();
    List<Line> lines = new ArrayList<>();
    for (String element : profile.elementNames()) {
      String page = page(element);
      lines.add(
          profile.pages().containsKey(page) && !pages.contains(page)
              ? new Line(element, Finding.OTHER_PAGE, "", List.of())
              : line(profile.selector(element), screen, argument));
    }
    lines.sort(Comparator.comparing(line -> !pages.contains(page(line.element()))));
    List<String> obstacles = new ArrayList<>();
    profile
        .blockingOn(screen)
        .ifPresent(rule -> obstacles.add("a script ends here: the app " + rule.says()));
    try {
      profile
          .obstacleOn(screen)
          .ifPresent(
              found ->
                  obstacles.add(found.rule().says() + ": tapped is " + found.button().describe()));
    } catch (Selector.Ambiguous several) {
      obstacles.add("a dialog can't be dismissed: " + several.getMessage());
    }
    return new ProfileReport(pages, lines, obstacles);
  }

  private static String page(String element) {
    return element.replaceFirst("\\..*", "");
  }

  /** Whether an element belongs to a page that the screen shows. */
  public boolean isOfShownPage(String element) {
    return pages.contains(page(element));
  }

  private static boolean shows(AppProfile profile, String element, UiTree screen) {
    try {
      return profile.shows(element, screen);
    } catch (Selector.Ambiguous landmark) {
      return false;
    }
  }

  private static Line line(Selector selector, UiTree screen, Optional<String> argument) {
    if (argument.isEmpty() && selector.takesArgument()) {
      return new Line(selector.name(), Finding.NOT_ASKED, "", List.of());
    }
    try {
      return selector
          .findAll(screen, argument.orElse(""))
          .map(match -> line(selector, match))
          .orElseGet(() -> new Line(selector.name(), Finding.ABSENT, "", List.of()));
    } catch (Selector.Ambiguous landmark) {
      return new Line(
          selector.name(),
          Finding.AMBIGUOUS,
          "",
          List.of(Optional.ofNullable(landmark.getMessage()).orElse("")));
    }
  }

  private static Line line(Selector selector, Selector.Match match) {
    Finding finding =
        match.nodes().size() == 1
            ? Finding.FOUND
            : match.several() ? Finding.ALL_FOUND : Finding.AMBIGUOUS;
    return new Line(
        selector.name(),
        finding,
        match.candidate(),
        match.nodes().stream().map(UiNode::describe).toList());
  }
}
