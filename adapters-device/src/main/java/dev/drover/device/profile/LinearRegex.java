package dev.drover.device.profile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * A regular expression of a profile, which must match a whole text. Users write the expressions and
 * phones send the texts, so matching takes time linear in the text; an engine that backtracks could
 * be made to work for hours. The syntax is RE2's, plus Java's {@code \h}, four hexadecimal digits
 * after a {@code u}, and look-aheads that follow only parts of limited length. Matching ignores
 * case, and a dot matches any character. Safe for use by any thread.
 */
sealed interface LinearRegex {

  /** Returns whether the expression matches the whole text. */
  boolean fits(String text);

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException if it is malformed or uses what this engine lacks; the message
   *     says what
   */
  static LinearRegex compile(String regex) {
    refuseOtherMeanings(regex);
    return compileChecked(RegexText.inRe2(regex));
  }

  /** Quotes a text so that it matches itself. */
  static String quote(String text) {
    return Pattern.quote(text);
  }

  /**
   * Returns the first part of a text that the expression matches.
   *
   * @throws IllegalArgumentException if it is malformed, or has a look-ahead
   */
  static Optional<AppProfile.Part> find(String regex, String text) {
    Matcher found = pattern(RegexText.inRe2(regex)).matcher(text);
    return found.find() && found.end() > found.start()
        ? Optional.of(new AppProfile.Part(found.start(), found.end()))
        : Optional.empty();
  }

  private static LinearRegex compileChecked(String regex) {
    Optional<LookAhead> found = LookAhead.firstIn(regex);
    if (found.isEmpty()) {
      return new Plain(pattern(regex), RegexText.starts(regex));
    }
    LookAhead ahead = found.get();
    return new Guarded(
        pattern(regex.substring(0, ahead.start())),
        // A character beyond U+FFFF takes two chars.
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

  /** Refuses classes that mean something else in Java's engine, which earlier versions used. */
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

  /**
   * An expression without look-aheads.
   *
   * @param starts how texts that it matches begin, in folded case, where that is known. Most texts
   *     of a screen begin otherwise, and need no look at the rest
   */
  record Plain(Pattern pattern, Optional<Set<Character>> starts) implements LinearRegex {
    @Override
    public boolean fits(String text) {
      return (starts.isEmpty()
              || (!text.isEmpty() && starts.get().contains(RegexText.folded(text.charAt(0)))))
          && pattern.matcher(text).matches();
    }
  }

  /**
   * An expression that is split by a look-ahead.
   *
   * @param head the part before the look-ahead, which matches at most {@code longestHead} chars; so
   *     the number of ways to split a text is limited, whatever its length
   * @param wanted whether {@code ahead} must match there or must not
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
   * A look-ahead within an expression.
   *
   * @param end its end in the expression, after the bracket
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
