package dev.drover.domain.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How the queue is run.
 *
 * @param autoRetry whether failed tasks are retried automatically where that is safe
 * @param maxRetryCount 1..10, the most automatic retries of one task
 * @param randomOrder whether a phone's due tasks run in random order instead of by start time
 */
public record QueuePolicy(boolean autoRetry, int maxRetryCount, boolean randomOrder) {
  public static final int MOST_RETRIES = 10;

  /** The policy until an operator changes it. */
  public static final QueuePolicy DEFAULT = new QueuePolicy(false, 3, false);

  /** Automatic retries of the local API wait a random 5 to 60 seconds. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  public QueuePolicy {
    if (maxRetryCount < 1 || maxRetryCount > MOST_RETRIES) {
      throw new IllegalArgumentException("max_retry_count is 1 to " + MOST_RETRIES);
    }
  }

  /**
   * Tells whether a failed task is to be retried automatically: its work can't have been done, and
   * another attempt may have another result.
   */
  public boolean retries(TaskFailure failure, int retryCount) {
    return autoRetry
        && retryCount < maxRetryCount
        && failure.retrySafe()
        && failure.code().passes();
  }

  /** Returns how long an automatic retry waits. */
  public Duration retryWait(RandomGenerator random) {
    return Duration.ofMillis(
        random.nextLong(SHORTEST_WAIT.toMillis(), LONGEST_WAIT.toMillis() + 1));
  }
}
