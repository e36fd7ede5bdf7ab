package dev.drover.device.profile.repair;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** How an operator's file would change, as {@code diff -u} tells it and {@code patch} takes it. */
public final class UnifiedDiff {
  /** So many lines around a change are what {@code diff -u} shows. */
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /**
   * Compares two texts by lines.
   *
   * @param file the file's name
   * @param before what the file has; empty if it has no lines or is not there, so that it is made
   * @return empty if the texts are the same
   */
  public static String of(String file, String before, String after) {
    List<String> old = before.lines().toList();
    StringBuilder text = new StringBuilder();
    UnifiedDiffUtils.generateUnifiedDiff(
            old.isEmpty() ? null : file,
            file,
            old,
            DiffUtils.diff(old, after.lines().toList()),
            CONTEXT)
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
