package dev.drover.device.profile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression of a profile, for whole texts. Users write the expressions and phones send
 * the texts, so the time is linear in the text: an engine that backtracks can be made to work for
 * hours. The syntax is RE2's, with Java's {@code \h} and four hexadecimal digits after a {@code u},
 * and with look-aheads where only parts of limited length come before them. Letters of either case
 * are the same; a dot is any character. Safe for use by any thread.
 */
sealed interface LinearRegex {

  /** Whether it fits all of a text. */
  boolean fits(String text);

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException if it is wrong, or takes what this engine lacks; the message
   *     says what
   */
  static LinearRegex compile(String regex) {
    refuseOtherMeanings(regex);
    return compileChecked(RegexText.inRe2(regex));
  }

  /** Quotes a text that stands for itself in an expression. */
  static String quote(String text) {
    return Pattern.quote(text);
  }

  private static LinearRegex compileChecked(String regex) {
    Optional<LookAhead> found = LookAhead.firstIn(regex);
    if (found.isEmpty()) {
      return new Plain(pattern(regex));
    }
    LookAhead ahead = found.get();
    return new Guarded(
        pattern(regex.substring(0, ahead.start())),
        // A character beyond U+FFFF has two chars.
        2 * ahead.start(),
        pattern(ahead.content()),
        ahead.wanted(),
        compileChecked(regex.substring(ahead.end())));
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    } catch (PatternSyntaxException wrong) {
      String pattern = wrong.getPattern();
      throw new IllegalArgumentException(
          wrong.getDescription() + (pattern.isEmpty() ? "" : ": " + pattern), wrong);
    }
  }

  /** Java's engine, which read profiles before, takes some classes otherwise than RE2. */
  private static void refuseOtherMeanings(String regex) {
    for (int i = 0; i < regex.length(); i = RegexText.afterPart(regex, i)) {
      if (regex.charAt(i) == '[') {
        String inside = regex.substring(i + 1, RegexText.afterPart(regex, i));
        if (inside.contains("&&")) {
          throw new IllegalArgumentException(
              "an intersection (&&) in a class is not supported; write the class that is left");
        }
        if (RegexText.holdsClass(inside)) {
          throw new IllegalArgumentException(
              "a class in a class is not supported; write one class, or \\[ for a bracket");
        }
      }
    }
  }

  /** An expression without look-aheads. */
  record Plain(Pattern pattern) implements LinearRegex {
    @Override
    public boolean fits(String text) {
      return pattern.matcher(text).matches();
    }
  }

  /**
   * An expression that is split by a look-ahead.
   *
   * @param head what comes before it, of at most {@code longestHead} chars: so the text is split in
   *     a limited number of ways, whatever its length
   * @param wanted whether {@code ahead} has to fit there, or must not
   */
  record Guarded(Pattern head, int longestHead, Pattern ahead, boolean wanted, LinearRegex tail)
      implements LinearRegex {
    @Override
    public boolean fits(String text) {
      for (int at = 0; at <= Math.min(longestHead, text.length()); at++) {
        if (head.matcher(text.substring(0, at)).matches() && fitsFrom(text.substring(at))) {
          return true;
        }
      }
      return false;
    }

    private boolean fitsFrom(String rest) {
      Matcher matcher = ahead.matcher(rest);
      return matcher.lookingAt() == wanted && tail.fits(rest);
    }
  }

  /**
   * A look-ahead in an expression.
   *
   * @param end of it in the expression, after its bracket
   */
  record LookAhead(int start, int end, String content, boolean wanted) {
    private static final int OPENING = "(?=".length();

    static Optional<LookAhead> firstIn(String regex) {
      Optional<LookAhead> found = Optional.empty();
      boolean limited = true;
      boolean alternatives = false;
      for (int i = 0; i < regex.length(); i = RegexText.afterPart(regex, i)) {
        char here = regex.charAt(i);
        boolean looks = regex.startsWith("(?=", i) || regex.startsWith("(?!", i);
        if (looks && found.isEmpty()) {
          if (!limited) {
            throw new IllegalArgumentException(
                "a look-ahead is supported only where nothing that repeats (*, +, {}) and no flag"
                    + " comes before it");
          }
          int end = RegexText.afterPart(regex, i);
          found =
              Optional.of(
                  new LookAhead(
                      i, end, regex.substring(i + OPENING, end - 1), regex.charAt(i + 2) == '='));
        }
        limited &= looks || !RegexText.repeatsOrSetsFlags(regex, i);
        alternatives |= here == '|';
      }
      if (found.isPresent() && alternatives) {
        throw new IllegalArgumentException(
            "a look-ahead beside an alternative is not supported; put the alternatives in (?:...)");
      }
      return found;
    }
  }
}
