package dev.drover.device.flow.comment;

import java.util.Optional;

/** Reads a count of comments as apps write it. */
final class CommentCount {
  private static final String SEPARATORS = ".,\u00a0\u202f ";

  private CommentCount() {}

  /**
   * Reads the count.
   *
   * @param words such as {@code 1,234 comments}
   * @return empty if there is none, or an abbreviated one, such as {@code 1.2K}, which one comment
   *     more does not change
   */
  static Optional<Integer> of(String words) {
    StringBuilder digits = new StringBuilder();
    int group = 0;
    int at = 0;
    while (at < words.length() && !isDigit(words.charAt(at))) {
      at++;
    }
    for (; at < words.length(); at++) {
      char character = words.charAt(at);
      if (isDigit(character)) {
        digits.append(character);
        group++;
      } else if (SEPARATORS.indexOf(character) >= 0
          && at + 1 < words.length()
          && isDigit(words.charAt(at + 1))) {
        if (!digits.isEmpty() && group > 3) {
          return Optional.empty();
        }
        group = 0;
      } else {
        break;
      }
    }
    boolean grouped = digits.length() > group;
    return digits.isEmpty()
            || digits.length() > 9
            || (grouped && group != 3)
            || isAbbreviated(words.substring(at).strip())
        ? Optional.empty()
        : Optional.of(Integer.valueOf(digits.toString()));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** A unit stands by itself: {@code K}, {@code mil}; or before other words: {@code 万}. */
  private static boolean isAbbreviated(String rest) {
    String unit = rest.split("[\\s\u00a0\u202f]", 2)[0];
    return unit.matches(
        "(?i)[kmb]|mil|mio|mill|mln|tys|rb|jt|tr|n|тыс\\.?|млн\\.?|千.*|万.*|萬.*|億.*|亿.*");
  }
}
