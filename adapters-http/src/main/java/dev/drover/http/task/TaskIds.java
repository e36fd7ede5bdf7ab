package dev.drover.http.task;

import dev.drover.domain.task.TaskId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the ids of tasks from a query: {@code 1,2,3}. */
final class TaskIds {
  /** The most ids that one query may name. */
  static final int MOST = 100;

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private TaskIds() {}

  /**
   * Reads ids; blanks around them are ignored, and a repeated id counts once.
   *
   * @throws IllegalArgumentException if it is no such list, or too long; the message says what is
   *     allowed
   */
  static Set<TaskId> parse(String text) {
    Set<TaskId> ids = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String digits = part.strip();
      if (!ID.matcher(digits).matches() || Long.parseLong(digits) == 0) {
        throw new IllegalArgumentException("must be task ids separated by commas, such as 1,2,3");
      }
      ids.add(new TaskId(Long.parseLong(digits)));
    }
    if (ids.size() > MOST) {
      throw new IllegalArgumentException("must hold at most " + MOST + " ids");
    }
    return ids;
  }
}
