package dev.drover.comments;

import java.util.regex.Pattern;

/** Reduces a model's answer to one short line. */
final class OneLine {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final String QUOTES = "\"'`“”„‟«»‘’‚‛";

  private OneLine() {}

  /** Without line breaks, outer quotation marks and blanks, and not too long for a comment. */
  static String of(String answer) {
    return shortened(unquoted(answer), OpenAiCommentGenerator.LONGEST_COMMENT);
  }

  private static String unquoted(String answer) {
    String line = BLANKS.matcher(answer).replaceAll(" ").strip();
    while (line.length() > 1
        && isQuote(line.charAt(0))
        && isQuote(line.charAt(line.length() - 1))) {
      line = line.substring(1, line.length() - 1).strip();
    }
    return line.length() == 1 && isQuote(line.charAt(0)) ? "" : line;
  }

  private static boolean isQuote(char character) {
    return QUOTES.indexOf(character) >= 0;
  }

  /**
   * Its beginning, cut between two words where there are any.
   *
   * @param atMost code points
   */
  static String shortened(String text, int atMost) {
    String line = BLANKS.matcher(text).replaceAll(" ").strip();
    if (line.codePointCount(0, line.length()) <= atMost) {
      return line;
    }
    int end = line.offsetByCodePoints(0, atMost);
    if (line.charAt(end) == ' ') {
      return line.substring(0, end);
    }
    int space = line.lastIndexOf(' ', end);
    return line.substring(0, space > 0 ? space : end);
  }
}
