package dev.drover.device.profile.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text with lines added to it. */
final class Addition {
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
    return UnifiedDiff.of(file, String.join("\n", before), after());
  }
}
