package dev.drover.application.port.storage;

import java.time.Instant;

/**
 * A line of an attempt's log.
 *
 * @param progress 0..100, how far the script had come
 */
public record TaskStep(Instant at, String description, int progress) {
  public TaskStep {
    if (progress < 0 || progress > 100) {
      throw new IllegalArgumentException("progress is 0 to 100, not " + progress);
    }
  }
}
