package dev.drover.device.flow.profile;

import dev.drover.device.hierarchy.Bounds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What is in the middle of a picture, in few and large dots: enough to tell whether an app shows a
 * file as an account's picture. Apps cut the middle out of a file, scale it and round it off, so
 * only the part is looked at that is within the circle. Immutable.
 */
final class Likeness {
  private static final int DOTS = 12;
  private static final int SAMPLES = 6;

  /** The side of the largest square in a circle, a little smaller for what lies on the edge. */
  private static final double WITHIN_CIRCLE = 0.66;

  /** Of 255; scaling and compression change less, other pictures more. */
  private static final int MOST_DIFFERENCE = 14;

  private static final long MOST_PIXELS = 100_000_000;
  private static final int LONGEST_SIDE = 30_000;
  private static final int KEPT_PIXELS = 4_000_000;

  private final int[] dots;

  private Likeness(int[] dots) {
    this.dots = dots;
  }

  /** Reads a file's middle; empty if this is no picture that Java reads, or it is too large. */
  static Optional<Likeness> ofFile(byte[] file) {
    return decoded(file).map(image -> of(image, 0, 0, image.getWidth(), image.getHeight()));
  }

  /**
   * Reads a part of a screenshot.
   *
   * @param place of the picture on the screen
   * @param screen the extent in which the place is told
   * @return empty if the screenshot can't be read, or has no such place
   */
  static Optional<Likeness> onScreen(byte[] screenshot, Bounds place, Bounds screen) {
    return decoded(screenshot)
        .flatMap(
            image -> {
              double x = (double) image.getWidth() / Math.max(1, screen.right());
              double y = (double) image.getHeight() / Math.max(1, screen.bottom());
              int left = (int) (place.left() * x);
              int top = (int) (place.top() * y);
              int width = (int) ((place.right() - place.left()) * x);
              int height = (int) ((place.bottom() - place.top()) * y);
              return left < 0
                      || top < 0
                      || width < DOTS
                      || height < DOTS
                      || left + width > image.getWidth()
                      || top + height > image.getHeight()
                  ? Optional.empty()
                  : Optional.of(of(image, left, top, width, height));
            });
  }

  private static Likeness of(BufferedImage image, int left, int top, int width, int height) {
    double side = Math.min(width, height) * WITHIN_CIRCLE;
    double startX = left + (width - side) / 2;
    double startY = top + (height - side) / 2;
    int[] dots = new int[DOTS * DOTS * 3];
    int samples = DOTS * SAMPLES;
    for (int y = 0; y < samples; y++) {
      for (int x = 0; x < samples; x++) {
        int pixel =
            image.getRGB(
                Math.clamp((int) (startX + (x + 0.5) * side / samples), 0, image.getWidth() - 1),
                Math.clamp((int) (startY + (y + 0.5) * side / samples), 0, image.getHeight() - 1));
        int dot = (y / SAMPLES * DOTS + x / SAMPLES) * 3;
        dots[dot] += (pixel >> 16) & 0xff;
        dots[dot + 1] += (pixel >> 8) & 0xff;
        dots[dot + 2] += pixel & 0xff;
      }
    }
    return new Likeness(Arrays.stream(dots).map(sum -> sum / (SAMPLES * SAMPLES)).toArray());
  }

  /**
   * Returns whether this, of a file, is what that shows. A camera may have noted in the file how it
   * was held, so each way to turn it counts.
   */
  boolean isShownAs(Likeness that) {
    Likeness turned = this;
    for (int quarter = 0; quarter < 4; quarter++) {
      if (turned.difference(that) <= MOST_DIFFERENCE) {
        return true;
      }
      turned = turned.turned();
    }
    return false;
  }

  private int difference(Likeness that) {
    long sum = 0;
    for (int i = 0; i < dots.length; i++) {
      sum += Math.abs(dots[i] - that.dots[i]);
    }
    return (int) (sum / dots.length);
  }

  private Likeness turned() {
    int[] other = new int[dots.length];
    for (int y = 0; y < DOTS; y++) {
      for (int x = 0; x < DOTS; x++) {
        int to = (x * DOTS + (DOTS - 1 - y)) * 3;
        System.arraycopy(dots, (y * DOTS + x) * 3, other, to, 3);
      }
    }
    return new Likeness(other);
  }

  private static Optional<BufferedImage> decoded(byte[] file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        if (pixels > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
          return Optional.empty();
        }
        ImageReadParam every = reader.getDefaultReadParam();
        int step = (int) Math.max(1, Math.round(Math.sqrt((double) pixels / KEPT_PIXELS)));
        every.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(reader.read(0, every));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException undecodable) {
      // Java's readers throw all sorts of exceptions at files that are none.
      return Optional.empty();
    }
  }
}
