package dev.drover.domain.task;

/** The number of a batch, the tasks of one request: the id of its first task. */
public record BatchId(long value) {
  public BatchId {
    if (value <= 0) {
      throw new IllegalArgumentException("a batch id is a positive integer, not " + value);
    }
  }

  /** Returns the batch that begins with this task. */
  public static BatchId startingWith(TaskId first) {
    return new BatchId(first.value());
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
