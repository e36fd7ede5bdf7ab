package dev.drover.device.ui;

/** The text of a regular expression, as far as its parts can be told without compiling it. */
final class RegexText {
  private RegexText() {}

  /**
   * Where the part that begins at {@code start} ends: an escape, a quotation, a class, a group with
   * all that is in it, or one character.
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

  /** Groups may be nested deep: no call for each. */
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

  /** Whether a class's content holds another class, such as {@code [a[bc]]}. */
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

  /** Whether the part at {@code at} may fit texts of any length, or changes what comes after it. */
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
