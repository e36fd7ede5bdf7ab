package dev.drover.device.screen;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which apps have the focus from {@code dumpsys window displays}. */
public final class Foreground {
  private static final List<String> MARKS = List.of("mCurrentFocus=", "mFocusedApp=");

  private Foreground() {}

  /**
   * Reads lines such as {@code mCurrentFocus=Window{1f u0 com.example/com.example.Main}}, in time
   * linear in the dump.
   */
  public static List<String> appsIn(String dump) {
    return dump.lines()
        .flatMap(line -> MARKS.stream().flatMap(mark -> app(line, mark).stream()))
        .distinct()
        .toList();
  }

  private static Optional<String> app(String line, String mark) {
    int marked = line.indexOf(mark);
    int opened = marked < 0 ? -1 : line.indexOf('{', marked);
    int closed = opened < 0 ? -1 : line.indexOf('}', opened);
    if (closed < 0) {
      return Optional.empty();
    }
    return Stream.of(line.substring(opened + 1, closed).split("\\s"))
        .skip(1)
        .map(word -> word.substring(0, Math.max(0, word.indexOf('/'))))
        .filter(Foreground::namesPackage)
        .findFirst();
  }

  private static boolean namesPackage(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    c == '.'
                        || c == '_'
                        || (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z'));
  }
}
