package dev.drover.device.ui;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One way to recognise an element; every part that is given must fit.
 *
 * @param text what it shows
 * @param description what it is called for screen readers
 * @param type the end of its Android class, such as {@code Button}
 * @param id the end of its resource id: a hint, since updates change it
 * @param region where its centre lies
 */
record Candidate(
    Optional<TextMatch> text,
    Optional<TextMatch> description,
    Optional<String> type,
    Optional<String> id,
    Optional<Boolean> clickable,
    Optional<Boolean> selected,
    Optional<Region> region,
    String source) {

  /** How a text is compared; letters of either case are the same. */
  record TextMatch(Kind kind, String wanted) {
    enum Kind {
      EXACT,
      CONTAINS,
      REGEX
    }

    boolean fits(String actual, String argument) {
      return switch (kind) {
        case EXACT -> actual.equalsIgnoreCase(wanted.replace("{}", argument));
        case CONTAINS -> containsIgnoringCase(actual, wanted.replace("{}", argument));
        case REGEX ->
            Pattern.compile(
                    wanted.replace("{}", Pattern.quote(argument)),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(actual)
                .matches();
      };
    }

    private static boolean containsIgnoringCase(String text, String part) {
      for (int i = 0; i + part.length() <= text.length(); i++) {
        if (text.regionMatches(true, i, part, 0, part.length())) {
          return true;
        }
      }
      return false;
    }
  }

  /** A part of the screen, in percent of its width and height. */
  record Region(int left, int top, int right, int bottom) {
    boolean holds(Bounds bounds, Bounds screen) {
      int x = percent(bounds.centerX(), screen.right());
      int y = percent(bounds.centerY(), screen.bottom());
      return x >= left && x <= right && y >= top && y <= bottom;
    }

    private static int percent(int part, int whole) {
      return whole == 0 ? 0 : part * 100 / whole;
    }
  }

  /**
   * @param argument stands for {@code {}} in its texts
   */
  Predicate<UiNode> on(Bounds screen, String argument) {
    return node ->
        !node.bounds().isEmpty()
            && text.map(match -> match.fits(node.text(), argument)).orElse(true)
            && description.map(match -> match.fits(node.description(), argument)).orElse(true)
            && type.map(wanted -> node.type().endsWith(wanted)).orElse(true)
            && id.map(wanted -> node.id().endsWith("id/" + wanted)).orElse(true)
            && clickable.map(wanted -> node.clickable() == wanted).orElse(true)
            && selected.map(wanted -> node.selected() == wanted).orElse(true)
            && region.map(wanted -> wanted.holds(node.bounds(), screen)).orElse(true);
  }
}
