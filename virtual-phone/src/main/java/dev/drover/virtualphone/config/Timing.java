package dev.drover.virtualphone.config;

import java.time.Duration;

/**
 * How long things take on a phone, by its clock.
 *
 * @param mediaScan the time from a scan's request until the gallery has the file
 * @param upload the time to upload a post
 * @param accountSwitch the time until the feed of the other account is shown
 */
public record Timing(Duration mediaScan, Duration upload, Duration accountSwitch) {
  public static final Timing USUAL =
      new Timing(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofMillis(500));

  public Timing {
    if (mediaScan.isNegative() || upload.isNegative() || accountSwitch.isNegative()) {
      throw new IllegalArgumentException("a time must not be negative");
    }
  }

  public Timing withUpload(Duration newUpload) {
    return new Timing(mediaScan, newUpload, accountSwitch);
  }
}
