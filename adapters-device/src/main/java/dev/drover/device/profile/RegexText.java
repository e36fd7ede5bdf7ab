package dev.drover.device.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Splits the text of a regular expression into parts without compiling it. */
final class RegexText {
  /** The characters of {@code \h} in Java's expressions: blanks within a line. */
  private static final String BLANKS =
      " \\t\\xA0\\x{1680}\\x{180E}\\x{2000}-\\x{200A}\\x{202F}\\x{205F}\\x{3000}";

  private static final int HEX_DIGITS = 4;

  private RegexText() {}

  /** Replaces those of Java's escapes that RE2 does not know. */
  static String inRe2(String regex) {
    StringBuilder written = new StringBuilder();
    boolean inClass = false;
    for (int at = 0; at < regex.length(); ) {
      char here = regex.charAt(at);
      if (regex.startsWith("\\h", at)) {
        written.append(inClass ? BLANKS : "[" + BLANKS + "]");
        at += 2;
      } else if (regex.startsWith("\\u", at) && regex.length() >= at + 2 + HEX_DIGITS) {
        int end = at + 2 + HEX_DIGITS;
        written.append("\\x{").append(regex, at + 2, end).append('}');
        at = end;
      } else {
        int end = here == '\\' ? afterEscape(regex, at) : at + 1;
        written.append(regex, at, end);
        inClass = here == '[' || (inClass && here != ']');
        at = end;
      }
    }
    return written.toString();
  }

  /**
   * Returns the texts that a label means where it is no expression: they stand between bars, and
   * after a backslash a character means itself.
   */
  static List<String> alternatives(String label) {
    List<String> alternatives = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < label.length(); at++) {
      char here = label.charAt(at);
      if (here == '|') {
        alternatives.add(text.toString());
        text.setLength(0);
      } else if (here == '\\' && at + 1 < label.length()) {
        at++;
        text.append(label.charAt(at));
      } else {
        text.append(here);
      }
    }
    alternatives.add(text.toString());
    return alternatives;
  }

  /**
   * Returns the characters with which a text that the expression matches can begin, in folded case;
   * empty if it may be any, or none.
   */
  static Optional<Set<Character>> starts(String regex) {
    Set<Character> starts = new HashSet<>();
    int from = 0;
    for (int at = 0;
        at <= regex.length();
        at = at == regex.length() ? at + 1 : afterPart(regex, at)) {
      if (at == regex.length() || regex.charAt(at) == '|') {
        Optional<Set<Character>> some = startsOfOne(regex.substring(from, at));
        if (some.isEmpty()) {
          return some;
        }
        starts.addAll(some.get());
        from = at + 1;
      }
    }
    return Optional.of(starts);
  }

  /** The same of an expression without alternatives, outside of its groups. */
  private static Optional<Set<Character>> startsOfOne(String regex) {
    if (regex.isEmpty()) {
      return Optional.empty();
    }
    int end = afterPart(regex, 0);
    Optional<Set<Character>> first =
        switch (regex.charAt(0)) {
          case '(' -> startsOfGroup(regex.substring(0, end));
          case '\\' ->
              end == 2 && !Character.isLetterOrDigit(regex.charAt(1))
                  ? Optional.of(Set.of(folded(regex.charAt(1))))
                  : Optional.empty();
          case '[', '.', '^', '$', '*', '+', '?', ')' -> Optional.empty();
          default ->
              Character.isSurrogate(regex.charAt(0))
                  ? Optional.empty()
                  : Optional.of(Set.of(folded(regex.charAt(0))));
        };
    if (first.isEmpty() || end == regex.length() || "?*{".indexOf(regex.charAt(end)) < 0) {
      return first;
    }
    if (regex.charAt(end) == '{') {
      return Optional.empty();
    }
    Set<Character> either = new HashSet<>(first.get());
    return startsOfOne(regex.substring(end + 1))
        .map(
            then -> {
              either.addAll(then);
              return either;
            });
  }

  private static Optional<Set<Character>> startsOfGroup(String group) {
    boolean plain = !group.startsWith("(?");
    return plain || group.startsWith("(?:")
        ? starts(group.substring(plain ? 1 : 3, group.length() - 1))
        : Optional.empty();
  }

  /** Returns the same for all cases of a letter. */
  static char folded(char character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  /**
   * Returns the end of the part that begins at {@code start}: an escape, a quotation, a class, a
   * group with its content, or one character.
   */
  static int afterPart(String regex, int start) {
    return switch (regex.charAt(start)) {
      case '\\' -> afterEscape(regex, start);
      case '[' -> afterClass(regex, start);
      case '(' -> afterGroup(regex, start);
      default -> start + 1;
    };
  }

  private static int afterEscape(String regex, int start) {
    if (!regex.startsWith("\\Q", start)) {
      return Math.min(regex.length(), start + 2);
    }
    int end = regex.indexOf("\\E", start);
    return end < 0 ? regex.length() : end + 2;
  }

  private static int afterClass(String regex, int start) {
    int at = start + 1;
    if (regex.startsWith("^", at)) {
      at++;
    }
    if (regex.startsWith("]", at)) {
      at++;
    }
    while (at < regex.length() && regex.charAt(at) != ']') {
      int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
      at = named < 0 ? at + (regex.charAt(at) == '\\' ? 2 : 1) : named + 2;
    }
    return Math.min(regex.length(), at + 1);
  }

  /** Iterates rather than recurses, because groups may be nested deeply. */
  private static int afterGroup(String regex, int start) {
    int depth = 0;
    int at = start;
    while (at < regex.length()) {
      char here = regex.charAt(at);
      if (here == '(') {
        depth++;
        at++;
      } else if (here == ')') {
        depth--;
        at++;
        if (depth == 0) {
          return at;
        }
      } else {
        at = afterPart(regex, at);
      }
    }
    return regex.length();
  }

  /** Returns whether a class's content contains another class, as in {@code [a[bc]]}. */
  static boolean holdsClass(String content) {
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '\\') {
        i++;
      } else if (content.charAt(i) == '[' && !content.startsWith("[:", i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether the part at {@code at} may match texts of any length, or changes how later
   * parts match.
   */
  static boolean repeatsOrSetsFlags(String regex, int at) {
    return switch (regex.charAt(at)) {
      case '*', '+', '{' -> true;
      case '(' -> {
        String group = regex.substring(at, afterPart(regex, at));
        yield holdsRepetition(group)
            || (group.startsWith("(?") && !group.startsWith("(?:") && !group.startsWith("(?P<"));
      }
      default -> false;
    };
  }

  private static boolean holdsRepetition(String group) {
    int at = 0;
    while (at < group.length()) {
      char here = group.charAt(at);
      if (here == '*' || here == '+' || here == '{') {
        return true;
      }
      at = here == '(' ? at + 1 : afterPart(group, at);
    }
    return false;
  }
}
