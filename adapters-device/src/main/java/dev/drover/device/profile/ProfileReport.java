package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile finds on a screen, element by element, for repairing it after an app update.
 *
 * @param pages the pages that the screen shows
 * @param elements the elements of the shown pages first, otherwise in the order of the file
 * @param obstacles what would happen on this screen first: a dialog dismissed, or a script ended
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
    /** Several elements fit, and all are wanted. */
    ALL_FOUND,
    /** Several elements fit, and one is wanted: an error. */
    AMBIGUOUS,
    ABSENT,
    /** Something fits, but not in the element's own place: not in its part, or below a sheet. */
    LEFT_OUT,
    /** The element belongs to another page. */
    OTHER_PAGE,
    /** The texts have an argument, and none was given. */
    NOT_ASKED
  }

  /**
   * The result for one element.
   *
   * @param candidate the candidate that fits, as it is written in the profile; empty if none does
   * @param places the elements that fit, in plain words with their bounds
   */
  public record Line(String element, Finding finding, String candidate, List<String> places) {
    public Line {
      places = List.copyOf(places);
    }
  }

  /**
   * Looks for every element of the pages that a screen shows.
   *
   * @param argument replaces {@code {}} in the texts
   * @param forced pages whose elements are looked for even if the screen does not show them
   */
  public static ProfileReport of(
      AppProfile profile, UiTree screen, Optional<String> argument, Set<String> forced) {
    List<String> shown = profile.pagesOn(screen);
    List<String> pages =
        profile.pages().keySet().stream()
            .filter(page -> forced.contains(page) || shown.contains(page))
            .toList();
    AppProfile.Look look = profile.on(screen);
    List<Line> lines = new ArrayList<>();
    for (String element : profile.elementNames()) {
      String page = page(element);
      boolean elsewhere = profile.pages().containsKey(page) && !pages.contains(page);
      lines.add(
          elsewhere
              ? new Line(element, Finding.OTHER_PAGE, "", List.of())
              : line(look, profile.selector(element), shown.contains(page), screen, argument));
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
    return AppProfile.page(element);
  }

  /** Whether an element belongs to a page that the screen shows. */
  public boolean isOfShownPage(String element) {
    return pages.contains(page(element));
  }

  /**
   * @param shown whether the screen shows the element's page; it is then looked for in its part
   */
  private static Line line(
      AppProfile.Look look,
      Selector selector,
      boolean shown,
      UiTree screen,
      Optional<String> argument) {
    if (argument.isEmpty() && selector.takesArgument()) {
      return new Line(selector.name(), Finding.NOT_ASKED, "", List.of());
    }
    try {
      return (shown
              ? look.findAll(selector.name(), argument.orElse(""))
              : selector.findAll(screen, argument.orElse("")))
          .map(match -> line(selector, match))
          .orElseGet(() -> absent(look, selector));
    } catch (Selector.Ambiguous landmark) {
      return new Line(
          selector.name(),
          Finding.AMBIGUOUS,
          "",
          List.of(Optional.ofNullable(landmark.getMessage()).orElse("")));
    }
  }

  /** What is there, and is left out because of where it is, is told with the reason. */
  private static Line absent(AppProfile.Look look, Selector selector) {
    return look.whyLeftOut(selector.name())
        .map(why -> new Line(selector.name(), Finding.LEFT_OUT, "", List.of("it " + why)))
        .orElseGet(() -> new Line(selector.name(), Finding.ABSENT, "", List.of()));
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
