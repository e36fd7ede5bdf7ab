package dev.drover.device.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large a regular expression becomes when it is compiled. A repetition such as {@code
 * {1000}} copies what it repeats, and nested ones multiply, so a short expression can need all
 * memory.
 */
final class RegexSize {
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  /** Beyond this the exact number does not matter. */
  private static final long HUGE = 1_000_000_000L;

  private RegexSize() {}

  /** Returns about how many instructions the expression has. */
  static long of(String regex) {
    Deque<Long> groups = new ArrayDeque<>();
    Matcher repetition = REPETITION.matcher(regex);
    long size = 0;
    long part = 0;
    for (int at = 0; at < regex.length(); ) {
      char here = regex.charAt(at);
      int end = at + 1;
      if (here == '(') {
        groups.push(size);
        size = 0;
        part = 0;
      } else if (here == ')' && !groups.isEmpty()) {
        part = size + 2;
        size = Math.min(HUGE, groups.pop() + part);
      } else if (here == '{' && repetition.region(at, regex.length()).lookingAt()) {
        long repeated = Math.min(HUGE, part * times(repetition));
        size = Math.min(HUGE, size - part + repeated);
        part = repeated;
        end = repetition.end();
      } else {
        if (here == '\\') {
          end = Math.min(regex.length(), at + 2);
        } else if (here == '[') {
          end = afterClass(regex, at);
        }
        // A class has a range for each of its characters.
        part = (long) end - at;
        size = Math.min(HUGE, size + part);
      }
      at = end;
    }
    for (long before : groups) {
      size = Math.min(HUGE, size + before);
    }
    return size;
  }

  private static long times(Matcher repetition) {
    String most =
        repetition.group(2) == null || repetition.group(2).isEmpty()
            ? repetition.group(1)
            : repetition.group(2);
    return Math.max(1, Long.parseLong(most));
  }

  private static int afterClass(String regex, int start) {
    // A bracket right at the beginning stands for itself.
    int at = regex.startsWith("[^", start) ? start + 2 : start + 1;
    if (regex.startsWith("]", at)) {
      at++;
    }
    while (at < regex.length() && regex.charAt(at) != ']') {
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(regex.length(), at + 1);
  }
}
