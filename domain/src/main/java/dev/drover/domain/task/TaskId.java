package dev.drover.domain.task;

/** A task's number: positive, rising in the order of creation. */
public record TaskId(long value) implements Comparable<TaskId> {
  public TaskId {
    if (value <= 0) {
      throw new IllegalArgumentException("a task id is a positive integer, not " + value);
    }
  }

  @Override
  public int compareTo(TaskId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
