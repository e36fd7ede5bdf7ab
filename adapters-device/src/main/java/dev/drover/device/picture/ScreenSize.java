package dev.drover.device.picture;

import dev.drover.device.adb.PhoneBeside;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.ShellCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a phone's screen in the pixels that taps are given in, which may differ from those of
 * a screenshot ({@code wm size} can be changed). How the screen is turned shows in the picture
 * itself. Used by one thread at a time.
 */
final class ScreenSize {
  private static final ShellCommand ASK = ShellCommand.of("wm", "size");
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** The size can be changed at any time, but hardly ever is. */
  private static final Duration AGE = Duration.ofSeconds(30);

  /** An override follows the physical size, and replaces it. */
  private static final Pattern SIZE =
      Pattern.compile("(?m)^(?:Physical|Override) size: ([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  private final PhoneBeside phone;
  private Optional<Size> known = Optional.empty();
  private long askedAt;

  ScreenSize(PhoneBeside phone) {
    this.phone = phone;
  }

  /** In pixels, of a screen that is turned in some way. */
  record Size(int width, int height) {
    /** Returns this size as it is where a picture has these sides. */
    Size turnedLike(int pictureWidth, int pictureHeight) {
      return (width > height) == (pictureWidth > pictureHeight) ? this : turned();
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // a turned screen has its sides swapped
    private Size turned() {
      return new Size(height, width);
    }
  }

  /**
   * Returns the size, of the phone in its natural position.
   *
   * @throws PhoneLost if the phone is gone
   */
  Optional<Size> natural() {
    long now = System.nanoTime();
    if (known.isEmpty() || now - askedAt > AGE.toNanos()) {
      known = sizeIn(phone.shell(ASK, DEADLINE).output());
      askedAt = now;
    }
    return known;
  }

  static Optional<Size> sizeIn(String output) {
    Optional<Size> last = Optional.empty();
    Matcher matcher = SIZE.matcher(output);
    while (matcher.find()) {
      last =
          Optional.of(
              new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    return last;
  }
}
