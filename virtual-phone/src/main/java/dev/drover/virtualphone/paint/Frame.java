package dev.drover.virtualphone.paint;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What surrounds the windows in a picture of the screen.
 *
 * @param now the phone's time; videos move with it
 * @param battery 0 to 100
 * @param keyboardTop the line where the keyboard begins, in pixels of the screen; the screen's
 *     height or more if none is shown
 * @param light whether the screen is on, and locked
 * @param touch the latest touch, if there was one
 * @param wallpaper what the picture behind the apps follows from
 */
public record Frame(
    ZonedDateTime now,
    int battery,
    int keyboardTop,
    Light light,
    Optional<Touch> touch,
    String wallpaper) {
  /** A phone in use, at the beginning of time. */
  static final Frame NONE =
      new Frame(
          Instant.EPOCH.atZone(ZoneOffset.UTC),
          100,
          Integer.MAX_VALUE,
          Light.ON,
          Optional.empty(),
          "");

  /** A finger on the screen, in pixels from its corner. */
  public record Touch(int x, int y, Instant at) {}

  /** The state of the screen. */
  public enum Light {
    ON,
    LOCKED,
    OFF
  }

  /** The time that has passed since an instant far away, in seconds, for what moves. */
  double seconds() {
    return seconds(now.toInstant());
  }

  static double seconds(Instant instant) {
    // Scenes repeat after an hour at the latest; small numbers keep their sines exact.
    return Math.floorMod(instant.toEpochMilli(), 3_600_000L) / 1000.0;
  }
}
