package dev.drover.device.profile.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text with lines added to it. */
final class Addition {
  private static final int CONTEXT = 3;

  private final List<String> before;

  /** Lines by the number of the line before which they are put, from 0. */
  private final SortedMap<Integer, List<String>> added = new TreeMap<>();

  Addition(String text) {
    before = text.lines().toList();
  }

  int size() {
    return before.size();
  }

  void insert(int at, List<String> lines) {
    added.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(lines);
  }

  /** Returns the text with the lines. */
  String after() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line <= before.size(); line++) {
      added.getOrDefault(line, List.of()).forEach(one -> text.append(one).append('\n'));
      if (line < before.size()) {
        text.append(before.get(line)).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the difference in the unified format, which {@code patch} understands. */
  String diff(String file) {
    StringBuilder diff = new StringBuilder();
    diff.append(before.isEmpty() ? "--- /dev/null\n" : "--- " + file + "\n");
    diff.append("+++ ").append(file).append('\n');
    int shift = 0;
    List<Integer> places = new ArrayList<>(added.keySet());
    for (int first = 0; first < places.size(); ) {
      int last = first;
      while (last + 1 < places.size() && places.get(last + 1) - places.get(last) <= 2 * CONTEXT) {
        last++;
      }
      int start = Math.max(0, places.get(first) - CONTEXT);
      int end = Math.min(before.size(), places.get(last) + CONTEXT);
      int more = 0;
      StringBuilder hunk = new StringBuilder();
      for (int line = start; line <= end; line++) {
        for (String one : added.getOrDefault(line, List.of())) {
          hunk.append('+').append(one).append('\n');
          more++;
        }
        if (line < end) {
          hunk.append(' ').append(before.get(line)).append('\n');
        }
      }
      int lines = end - start;
      diff.append("@@ -")
          .append(range(start, lines))
          .append(" +")
          .append(range(start + shift, lines + more))
          .append(" @@\n")
          .append(hunk);
      shift += more;
      first = last + 1;
    }
    return diff.toString();
  }

  /** Lines are counted from 1; a range without lines names the line before it. */
  private static String range(int start, int lines) {
    return (lines == 0 ? start : start + 1) + "," + lines;
  }
}
