package dev.drover.application.port.meter;

import dev.drover.domain.task.Task;
import java.time.Duration;
import java.util.List;

/**
 * Measures the dispatcher. It is called on the threads that do the work and must neither block nor
 * throw.
 */
public interface DispatchMeter {

  /**
   * Idle phones were given their next tasks.
   *
   * @param tasks as running; empty when there was nothing to run
   * @param took the claim alone
   */
  void claimed(List<Task> tasks, Duration took);

  /**
   * An attempt has ended, and its end is recorded.
   *
   * @param after the task as it is after the attempt
   * @param took from the claim to the end
   */
  void ended(Task after, Duration took);
}
