package dev.drover.persistence.task;

/** How many tasks run on all servers. */
final class RunningCount {
  /**
   * An expression. Up to a thousand tasks are counted. For more, which would take milliseconds, it
   * is the sum that the triggers on {@code task} keep in {@code task_count}; both are of the
   * statement's snapshot, and so the same.
   */
  static final String SQL =
      """
      (SELECT CASE WHEN kept.running < 1000 THEN (SELECT count(*) FROM task WHERE status = 1) ELSE kept.running END
        FROM (SELECT sum(running)::bigint AS running FROM task_count) AS kept)""";

  private RunningCount() {}
}
